"""The gate: a page of one article, and whole."""

import pytest

from pipeline.layouts.pubmed_legacy import has_article_end, shows_one_article
from pipeline.markup.head import read_head
from tests.invented_legacy.abstract_plus import print_abstract_plus
from tests.invented_legacy.articles import EARLY, LATE
from tests.invented_legacy.report import YEAR_2017, print_report

PAGES = [pytest.param(print_abstract_plus(EARLY), id="2009"), pytest.param(print_report(LATE, YEAR_2017), id="2017")]


@pytest.mark.parametrize("utf8", PAGES)
def test_a_page_of_one_article_passes_the_gate(utf8: bytes) -> None:
    assert shows_one_article(read_head(utf8))
    assert has_article_end(utf8)


@pytest.mark.parametrize(
    ("name", "content"),
    [("ncbi_app", "pmc"), ("ncbi_db", "gene"), ("ncbi_pdid", "docsum"), ("ncbi_resultcount", "20")],
)
def test_a_page_of_anything_else_does_not(name: str, content: str) -> None:
    tag = f'<head><meta name="{name}" content="{content}" />'.encode()

    head = read_head(print_report(LATE, YEAR_2017).replace(b"<head>", tag))

    assert not shows_one_article(head)


@pytest.mark.parametrize("utf8", PAGES)
def test_a_page_cut_inside_the_article_has_no_end(utf8: bytes) -> None:
    end = max(utf8.find(b"messagearea_bottom"), utf8.find(b"display_bar2"))

    assert not has_article_end(utf8[:end])


def test_a_page_without_an_article_has_no_end() -> None:
    assert not has_article_end(b"<html><body></body></html>")
