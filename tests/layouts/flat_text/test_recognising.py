"""What a text says decides its style; nothing else is asked."""

import pytest

from pipeline.layouts.flat_text import is_pubmed_text, recognise
from pipeline.layouts.flat_text.styles import Breaks, Extent, Headings, Links, Paragraphs, Scripts
from tests.layouts.flat_text.test_kept_texts import KEPT
from tests.layouts.flat_text.texts import main_text

KINDS = {
    "main_content": (Extent.MAIN, Paragraphs.GAPS, Breaks.KEPT, Links.NONE, Headings.PLAIN, Scripts.PLAIN),
    "whole_page": (Extent.WHOLE, Paragraphs.GAPS, Breaks.KEPT, Links.NONE, Headings.PLAIN, Scripts.PLAIN),
    "text_browser": (Extent.WHOLE, Paragraphs.GAPS, Breaks.WRAPPED, Links.NONE, Headings.PLAIN, Scripts.SIGNED),
    "markdown": (Extent.WHOLE, Paragraphs.GAPS, Breaks.KEPT, Links.MARKDOWN, Headings.MARKED, Scripts.PLAIN),
    "fragments": (Extent.WHOLE, Paragraphs.FRAGMENTS, Breaks.KEPT, Links.NONE, Headings.PLAIN, Scripts.PLAIN),
    "browser_copy": (Extent.WHOLE, Paragraphs.GAPS, Breaks.KEPT, Links.NONE, Headings.PLAIN, Scripts.PLAIN),
    "feed": (Extent.FEED, Paragraphs.GAPS, Breaks.KEPT, Links.NONE, Headings.PLAIN, Scripts.PLAIN),
    "one_line": (Extent.WHOLE, Paragraphs.LINES, Breaks.LOST, Links.NONE, Headings.PLAIN, Scripts.PLAIN),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kept_text_shows_its_own_style(name: str) -> None:
    style = recognise((KEPT / name / "page.txt").read_text(encoding="utf-8"))

    assert style is not None
    assert (style.extent, style.paragraphs, style.breaks, style.links, style.headings, style.scripts) == KINDS[name]


@pytest.mark.parametrize(
    ("line", "links"),
    [
        ("[1]Skip to main page content", Links.NUMBERS),
        ("PubMed Disclaimer (/disclaimer/)", Links.PARENTHESES),
        ("PubMed Disclaimer [/disclaimer/]", Links.BRACKETS),
        ("[PubMed Disclaimer](/disclaimer/)", Links.MARKDOWN),
    ],
)
def test_the_way_of_writing_links_is_seen_on_the_page_s_own_links(line: str, links: Links) -> None:
    style = recognise(main_text(line))

    assert style is not None
    assert style.links is links


def test_headings_in_capitals_are_a_style_of_their_own() -> None:
    style = recognise(main_text("ABSTRACT", "Kelp."))

    assert style is not None
    assert style.headings is Headings.CAPITALS


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Trending articles\n---\n\nOn kelp.\n\nJ Kelp. 2013;1:2.\n\nPMID: 90000001\n\nFree PMC article.",
        "PubMed DisclaimerNone declaredNCBI Literature ResourcesMeSHPMCBookshelf",
        "Quill O. On kelp. doi: 10.5555/1 - DOI - PubMed · Brisk U. Salt.",
    ],
)
def test_a_text_of_pubmed_s_without_a_readable_article_is_known_as_such(text: str) -> None:
    assert recognise(text) is None
    assert is_pubmed_text(text)


@pytest.mark.parametrize(
    "text", ["", "A letter about kelp.\n. 1999 was a good year.", "Abstract\nKelp glows.", "\x00\ufeff\n\n"]
)
def test_a_text_that_says_nothing_of_pubmed_is_none_of_it(text: str) -> None:
    assert recognise(text) is None
    assert not is_pubmed_text(text)


def test_a_page_of_another_site_with_the_same_banner_is_no_article() -> None:
    text = main_text("As a library, NLM provides access to scientific literature.", head="Kelp at night")

    assert recognise(text) is None
