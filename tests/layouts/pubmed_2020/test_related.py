"""Lists of other articles: everything in them belongs to others."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.related import extract_related
from pipeline.markup.tree import Element
from pipeline.tables import RelatedArticle
from tests.layouts.pubmed_2020.pieces import piece


def docsum(pmid: str, action: str = "") -> str:
    return f"""<li class="full-docsum"><div class="docsum-content"><a class="docsum-title" href="/{pmid}/" data-ga-action="{action}">
      Moss <i>at</i> night.
    </a><div class="docsum-citation full-citation">
    <span class="docsum-authors full-authors">Li Y, Noor A.</span><span class="docsum-authors short-authors">Li Y, et al.</span>
    <span class="docsum-journal-citation full-journal-citation">J Moss. 2020 May;2:1. doi: 10.5555/other.</span>
    <span class="docsum-journal-citation short-journal-citation">J Moss. 2020.</span>
    <span class="citation-part">PMID: <span class="docsum-pmid">{pmid}</span></span>
    <span class="free-resources spaced-citation-item citation-part">Free PMC article.</span>
    <span class="correction-label">Retracted.</span><span class="publication-type">Review.</span></div></div></li>"""


MOSS = "Moss at night. Li Y, Noor A. J Moss. 2020 May;2:1. doi: 10.5555/other."


def block(*items: str, heading: str = "Erratum in") -> Element:
    return piece(f'<div class="linked-articles"><h2 class="title">\n {heading}\n </h2><ul>{"".join(items)}</ul></div>')


def test_an_entry_is_title_authors_and_citation_once_without_its_flags() -> None:
    assert extract_related([("similar", block(docsum("91000001")))]) == (
        RelatedArticle("similar", 1, 91_000_001, MOSS),
    )


def test_a_link_without_the_number_in_its_data_is_read_by_its_address() -> None:
    assert extract_related([("similar", block(docsum("91000001", "abstract_page_link")))])[0].pmid == 91_000_001


@pytest.mark.parametrize(
    ("heading", "relation"),
    [
        ("Erratum in", "erratum_in"),
        ("Retraction of", "retraction_of"),
        ("Corrected and republished in", "corrected_and_republished_in"),
        ("Summary for patients in", "summary_for_patients_in"),
        ("Comment in:", "comment_in"),
    ],
)
def test_a_relation_is_the_heading_in_snake_case(heading: str, relation: str) -> None:
    assert extract_related([("linked-commentary", block(docsum("1"), heading=heading))])[0].relation == relation


def test_similar_and_citing_articles_are_named_by_their_section_not_their_heading() -> None:
    lists = [
        ("similar", block(docsum("1"), heading="Similar articles")),
        ("citedby", block(docsum("2"), heading="Cited by")),
    ]

    assert [(r.relation, r.position, r.pmid) for r in extract_related(lists)] == [("similar", 1, 1), ("cited_by", 2, 2)]


def test_an_entry_that_is_no_article_is_its_words_and_perhaps_a_link() -> None:
    items = (
        '<li class="raw-citation">doi: 10.5555/TIDE1</li>',
        '<li class="raw-citation">J Moss. <a href="/91000002/">2021</a></li>',
        '<li class="raw-citation"> </li>',
    )

    assert extract_related([("linked-updated-article", block(*items, heading="Update of"))]) == (
        RelatedArticle("update_of", 1, None, "doi: 10.5555/TIDE1"),
        RelatedArticle("update_of", 2, 91_000_002, "J Moss. 2021"),
    )


def test_a_link_to_zero_is_no_pmid() -> None:
    assert extract_related([("similar", block(docsum("0")))])[0].pmid is None


def test_a_list_of_linked_articles_owes_a_heading() -> None:
    with pytest.raises(BrokenPromise, match="no heading"):
        extract_related([("linked-commentary", piece("<div><ul></ul></div>"))])
