"""Whole invented pages: read, they yield the records that they were printed from, whatever happened on the way."""

from collections.abc import Callable

import pytest

from pipeline.audit import audit
from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_legacy import has_article_end, read_page
from pipeline.markup.head import read_head
from pipeline.page import ArticlePage
from tests.invented_legacy.abstract_plus import print_abstract_plus
from tests.invented_legacy.articles import EARLY, LATE, MIDDLE
from tests.invented_legacy.disturbing import DISTURBANCES
from tests.invented_legacy.report import YEAR_2013, YEAR_2017, print_report

PAGES = [
    pytest.param(EARLY, print_abstract_plus(EARLY), id="2009"),
    pytest.param(MIDDLE, print_report(MIDDLE, YEAR_2013), id="2013"),
    pytest.param(LATE, print_report(LATE, YEAR_2017), id="2017"),
]


def read(utf8: bytes) -> ArticlePage:
    return read_page(utf8, read_head(utf8))


@pytest.mark.parametrize(("article", "utf8"), PAGES)
def test_a_page_yields_the_records_that_it_was_printed_from(article: ArticlePage, utf8: bytes) -> None:
    page = read(utf8)

    assert page == article


@pytest.mark.parametrize("disturb", DISTURBANCES, ids=lambda disturb: disturb.__name__)
@pytest.mark.parametrize(("article", "utf8"), PAGES)
def test_a_disturbed_page_yields_the_same_records(
    article: ArticlePage, utf8: bytes, disturb: Callable[[bytes], bytes]
) -> None:
    disturbed = disturb(utf8)

    assert disturbed != utf8
    assert read(disturbed) == article


@pytest.mark.parametrize(("article", "utf8"), PAGES)
def test_a_page_agrees_with_what_it_prints_twice(article: ArticlePage, utf8: bytes) -> None:
    assert article.warnings == audit(read(utf8)) == ()


@pytest.mark.parametrize(("article", "utf8"), PAGES)
def test_a_page_cut_anywhere_yields_a_page_or_a_named_broken_promise(article: ArticlePage, utf8: bytes) -> None:
    for end in range(0, len(utf8), 97):
        try:
            page = read(utf8[:end])
        except BrokenPromise as broken:
            assert str(broken)  # noqa: PT017  # either outcome is right, another error is not
        else:
            assert page.pmid == article.pmid


@pytest.mark.parametrize(("article", "utf8"), PAGES)
def test_a_page_cut_behind_its_article_names_no_other_article_that_the_whole_page_does_not(
    article: ArticlePage, utf8: bytes
) -> None:
    ends = [end for end in range(0, len(utf8), 7) if has_article_end(utf8[:end])]

    assert ends
    for end in ends:
        assert set(read(utf8[:end]).related_articles) <= set(article.related_articles)


@pytest.mark.parametrize("end", [b"<li", b"</li>", b"</div></li>", b"Similar articles"])
def test_a_page_cut_in_its_side_column_says_so_and_keeps_the_lines_that_are_whole(end: bytes) -> None:
    utf8 = print_report(LATE, YEAR_2017)

    page = read(utf8[: utf8.rindex(end)])

    assert (page.cut, page.warnings) == ("behind the article", ("truncated: behind the article",))
    assert page.related_articles == LATE.related_articles[: len(page.related_articles)]


def test_a_page_that_lost_its_end_alone_is_whole() -> None:
    utf8 = print_report(LATE, YEAR_2017)

    assert read(utf8.replace(b"</body>", b"").replace(b"</html>", b"")) == LATE


def test_two_pages_run_together_break_a_promise() -> None:
    utf8 = print_report(LATE, YEAR_2017)

    with pytest.raises(BrokenPromise, match="2 blocks"):
        read(utf8 + utf8)


def test_a_page_without_an_article_breaks_a_promise() -> None:
    with pytest.raises(BrokenPromise, match="rprt_all"):
        read(b"<html><body><div class='content'>Search results</div></body></html>")


def test_a_block_that_these_layouts_do_not_know_is_a_warning() -> None:
    utf8 = print_report(LATE, YEAR_2017)
    block = b'<div class="plain"><h3>Summary for sailors</h3><p>It floods.</p></div><div class="keywords">'

    page = read(utf8.replace(b'<div class="keywords">', block))

    assert page.warnings == ("unknown-section: Summary for sailors",)


def test_a_list_of_articles_that_these_layouts_do_not_know_is_a_warning() -> None:
    utf8 = print_report(LATE, YEAR_2017)

    page = read(utf8.replace(b"Similar articles", b"Rival articles"))

    assert page.warnings == ("unknown-section: Rival articles",)


def test_a_retraction_notice_makes_the_article_retracted() -> None:
    utf8 = print_report(LATE, YEAR_2017)

    page = read(utf8.replace(b"<h3>Comment in</h3>", b"<h3>Retraction in</h3>"))

    assert page.is_retracted is True
    assert page.related_articles[0].relation == "retraction_in"


@pytest.mark.parametrize(
    "place",
    [b'</h1>[Article in Ruritanian]<div class="auths">', b'</h1><p>[Article in Ruritanian]</p><div class="auths">'],
)
def test_the_language_of_a_translated_title_is_read_wherever_it_stands(place: bytes) -> None:
    utf8 = print_report(LATE, YEAR_2017)

    page = read(utf8.replace(b'</h1><div class="auths">', place))

    assert (page.article_language, page.warnings) == ("Ruritanian", ())


def test_an_article_without_an_abstract_has_none() -> None:
    utf8 = print_report(LATE, YEAR_2017)
    start, end = utf8.index(b'<div class="abstr">'), utf8.index(b'<div class="keywords">')

    page = read(utf8[:start] + utf8[end:])

    assert (page.abstract_sections, page.copyright, page.warnings) == ((), None, ())
