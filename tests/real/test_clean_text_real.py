"""Clean text of real pages: nothing of the site, nothing of other articles, no character of the article's own lost."""

from collections.abc import Iterator, Mapping

import pytest

from pipeline.clean_text import clean_text
from pipeline.extract import extract
from pipeline.outcome import Document, Extracted
from pipeline.page import ArticlePage
from tests.boilerplate_lines import boilerplate_in
from tests.conftest import REAL_PAGES
from tests.gold_records import GoldArticle, gold_articles
from tests.saved_pages import html_document, text_document
from tests.test_clean_text_properties import from_rows, left_over

pytestmark = pytest.mark.real

GOLD = {"html": ("gold",), "legacy": ("gold_legacy",), "text": ("gold_text", "gold_seed")}
"""The expected records of each folder of pages."""


def documents(folder: str) -> Iterator[Document]:
    for path in sorted((REAL_PAGES / folder).iterdir()):
        if path.suffix == ".html":
            yield html_document(path.read_bytes(), path.name)
        elif path.suffix == ".txt":
            yield text_document(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture(scope="module", params=GOLD)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def extracted(folder: str) -> dict[str, Extracted]:
    """Every article page of the folder, by its file's name."""
    outcomes = {document.provenance.source_uri: extract(document) for document in documents(folder)}
    return {name: found for name, found in outcomes.items() if isinstance(found, Extracted)}


@pytest.fixture(scope="module")
def pages(extracted: dict[str, Extracted]) -> dict[str, ArticlePage]:
    """What every page shows."""
    return {name: found.page for name, found in extracted.items()}


@pytest.fixture(scope="module")
def texts(pages: dict[str, ArticlePage]) -> dict[str, str]:
    """The clean text of every page."""
    return {name: clean_text(page) for name, page in pages.items()}


@pytest.fixture(scope="module")
def gold(folder: str) -> dict[str, GoldArticle]:
    """The expected texts of the folder, by article."""
    return {name: article for part in GOLD[folder] for name, article in gold_articles(REAL_PAGES / part).items()}


def expected(found: Extracted, gold: Mapping[str, GoldArticle]) -> GoldArticle | None:
    page, digest = found.page, found.provenance.capture_id or ""
    names = (f"pmid:{page.pmid}", f"doi:{page.doi}", f"page:{digest[:16]}")
    return next((gold[name] for name in names if name in gold), None)


def test_every_page_has_a_clean_text(folder: str, texts: dict[str, str]) -> None:
    names = {document.provenance.source_uri for document in documents(folder)}
    older = {f"{path.stem}.txt" for path in (REAL_PAGES / "legacy").glob("*.html")}

    assert names - set(texts) <= older, "only flattened pages of older layouts may be no articles"
    assert [name for name, text in texts.items() if not text] == []


def test_no_line_of_the_site_is_in_it(texts: dict[str, str]) -> None:
    leaks = {name: boilerplate_in(text) for name, text in texts.items()}

    assert {name: lines for name, lines in leaks.items() if lines} == {}


def test_no_title_of_a_similar_or_citing_article_is_in_it(texts: dict[str, str]) -> None:
    known = gold_articles(REAL_PAGES / "gold")
    leaks = {
        name: [title for title in known[article].other_titles if title in text]
        for name, text in texts.items()
        if (article := f"pmid:{name.partition('.')[0]}") in known
    }

    assert {name: titles for name, titles in leaks.items() if titles} == {}


def test_no_entry_of_a_list_of_other_articles_is_in_it(pages: dict[str, ArticlePage], texts: dict[str, str]) -> None:
    leaks = {
        name: [other.text for other in page.related_articles if other.text in texts[name]]
        for name, page in pages.items()
    }

    assert {name: entries for name, entries in leaks.items() if entries} == {}


def test_no_character_of_title_abstract_captions_and_references_is_lost(
    extracted: dict[str, Extracted], texts: dict[str, str], gold: dict[str, GoldArticle]
) -> None:
    lost = {
        name: [own for own in article.main if own not in texts[name]]
        for name, found in extracted.items()
        if (article := expected(found, gold)) is not None
    }

    assert len(lost) == len(gold)
    assert {name: missing for name, missing in lost.items() if missing} == {}


def test_nothing_is_in_it_that_is_not_in_the_records(pages: dict[str, ArticlePage]) -> None:
    rests = {name: left_over(page) for name, page in pages.items()}

    assert {name: rest for name, rest in rests.items() if rest} == {}


def test_the_published_rows_of_an_article_give_its_text_again(extracted: dict[str, Extracted]) -> None:
    differing = [name for name, found in extracted.items() if clean_text(from_rows(found)) != found.assembled.text]

    assert differing == []


def test_no_paragraph_is_doubled(texts: dict[str, str]) -> None:
    doubled = {name: [block for block in set(blocks) if blocks.count(block) > 1] for name, blocks in paragraphs(texts)}

    assert {name: found for name, found in doubled.items() if found} == {}


def paragraphs(texts: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for name, text in texts.items():
        yield name, text.split("\n\n")
