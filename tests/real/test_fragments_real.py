"""Real pages hold the lists that their scripts would fetch; taken out of them they are read as answers."""

from pathlib import Path

import pytest
from lxml import html

from pipeline.extract import extract
from pipeline.outcome import Completing, Extracted, Outcome, Reason, Rejected
from pipeline.page import ArticlePage
from tests.saved_pages import html_document

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def pages(real_pages: Path) -> list[tuple[ArticlePage, html.HtmlElement]]:
    """What is read of every article page, and its tree."""
    documents = [path.read_bytes() for path in sorted((real_pages / "html").glob("*.html"))]
    found = [(extract(html_document(utf8)), utf8) for utf8 in documents]
    return [(one.page, html.document_fromstring(utf8)) for one, utf8 in found if isinstance(one, Extracted)]


def read(pmid: int | None, kind: str, *blocks: html.HtmlElement) -> Outcome:
    """What becomes of blocks of a page as the answer of that kind."""
    answer = b"".join(html.tostring(block, encoding="utf-8", with_tail=False) for block in blocks)
    return extract(html_document(answer, url=f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/{kind}/"))


def test_references_are_read_as_an_answer_once_the_button_for_more_is_gone(
    pages: list[tuple[ArticlePage, html.HtmlElement]],
) -> None:
    with_references = [(page, tree.get_element_by_id("references")) for page, tree in pages if page.references]

    for page, block in with_references:
        has_more = (page.stated_reference_count or 0) > len(page.references)
        first = read(page.pmid, "references", block)
        assert isinstance(first, Rejected if has_more else Completing), page.pmid
        for button in block.xpath(".//button"):
            button.drop_tree()
        found = read(page.pmid, "references", block)
        assert isinstance(found, Completing), found
        assert found.page.references == page.references
    assert len(with_references) > 100


def test_authors_of_the_narrow_view_are_read_as_an_answer(pages: list[tuple[ArticlePage, html.HtmlElement]]) -> None:
    count = 0
    for page, tree in pages:
        for block in tree.xpath("//*[@id='short-view-expanded-authors']"):
            found = read(None, "long-authors", block)
            assert isinstance(found, Completing), found
            assert (found.page.pmid, found.page.authors, found.page.affiliations, found.warnings) == (
                page.pmid, page.authors, page.affiliations, (),
            )  # fmt: skip
            count += 1
    assert count > 100


def test_affiliations_of_the_wide_view_are_read_as_an_answer(pages: list[tuple[ArticlePage, html.HtmlElement]]) -> None:
    for page, tree in pages:
        for block in tree.xpath("//*[@id='full-view-expanded-authors']"):
            found = read(page.pmid, "long-authors", block)
            if page.affiliations:
                assert isinstance(found, Completing), found
                assert (found.page.affiliations, found.warnings) == (page.affiliations, ())
            else:
                assert isinstance(found, Rejected)
                assert found.reason is Reason.EMPTY


def test_similar_and_citing_articles_are_read_as_an_answer(pages: list[tuple[ArticlePage, html.HtmlElement]]) -> None:
    for page, tree in pages:
        expected = [
            (row.relation, row.text) for row in page.related_articles if row.relation in ("similar", "cited_by")
        ]
        if expected:
            found = read(page.pmid, "similar", *tree.xpath("//*[@id='similar' or @id='citedby']"))
            assert isinstance(found, Completing), found
            assert [(row.relation, row.text) for row in found.page.related_articles] == expected
            assert found.warnings == ()
