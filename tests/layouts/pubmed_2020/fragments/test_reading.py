"""A fragment gives the rows of one list, or says why it has none."""

import pytest

from pipeline.errors import BrokenPromise, NothingListed, Truncated
from pipeline.outcome import Layout
from tests.layouts.pubmed_2020.fragments.pieces import (
    ADDRESS,
    AFFILIATIONS,
    AUTHORS,
    COLLABORATORS,
    DOCSUM,
    LISTED,
    REFERENCES,
    SIMILAR,
    authors,
    read,
    references,
    related,
)

TEXTS = ["Kelp A. Light. 2001;1:1.", "Salp B. Dark. 2002;2:2."]


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "\n\n  {}\n",
        "<!DOCTYPE html>\n{}",
        "<!-- fetched --><!-- <div> -->{}",
        '<html><head><meta charset="utf-8"></head><body>{}</body></html>',
        "<body>{}</body>",
        "<div><section>{}</section></div>",
    ],
)
def test_what_stands_around_a_list_changes_nothing(frame: str) -> None:
    assert [row.text for row in references(frame.format(REFERENCES)).references] == TEXTS


def test_a_bare_list_is_enough() -> None:
    assert [row.text for row in references(f'<ol class="references-list">{LISTED}</ol>').references] == TEXTS


def test_lists_under_headings_are_numbered_through() -> None:
    second = REFERENCES.replace("list-1", "list-2").replace("<ol id", '<h4 class="refs-list-title">More</h4><ol id')

    rows = references(f"<div>{REFERENCES}{second}</div>").references

    assert [(row.position, row.list_title) for row in rows] == [(1, None), (2, None), (3, "More"), (4, "More")]


def test_an_answer_saved_twice_in_one_file_counts_once() -> None:
    assert [row.text for row in references(f"{REFERENCES}\n{REFERENCES}").references] == TEXTS


def test_two_answers_in_one_file_are_rejected() -> None:
    with pytest.raises(BrokenPromise, match="#full-references-list-1 stands twice"):
        references(REFERENCES + REFERENCES.replace("Kelp", "Moss"))


def test_the_first_references_of_a_page_are_no_answer() -> None:
    button = '<button class="show-all" data-next-page-url="/90000001/references/">Show all 28 references</button>'

    with pytest.raises(Truncated, match="only the first references of a page"):
        references(REFERENCES + button)


def test_references_without_the_beginning_of_their_list_are_cut() -> None:
    with pytest.raises(Truncated, match="outside of their list"):
        references(LISTED)


def test_authors_come_with_their_affiliations() -> None:
    page = authors(AUTHORS + AFFILIATIONS)

    assert [(row.name, row.short_name, row.affiliation_positions) for row in page.authors] == [
        ("Ada Kelp", "Kelp A", [1])
    ]
    assert [row.text for row in page.affiliations] == ["Port Amity."]
    assert (page.pmid, page.warnings) == (90_000_001, ())


def test_affiliations_alone_are_an_answer_too() -> None:
    page = authors(AFFILIATIONS, ADDRESS)

    assert (page.authors, [row.text for row in page.affiliations]) == ((), ["Port Amity."])


def test_authors_without_their_affiliations_leave_a_doubt() -> None:
    assert authors(AUTHORS).warnings == ("affiliations-not-on-page",)


def test_collaborators_are_no_authors() -> None:
    page = authors(AUTHORS + COLLABORATORS + AFFILIATIONS)

    assert [row.name for row in page.authors] == ["Ada Kelp"]


def test_authors_of_several_articles_are_rejected() -> None:
    with pytest.raises(BrokenPromise, match="several articles"):
        authors(AUTHORS + AUTHORS.replace("90000001", "90000002"), ADDRESS)


@pytest.mark.parametrize(
    "listed",
    [
        SIMILAR,
        f'<div id="similar">{DOCSUM}</div>',
        f"<ul>{DOCSUM}</ul>",
        DOCSUM,
    ],
)
def test_the_relation_is_that_of_the_list_or_of_the_link(listed: str) -> None:
    (row,) = related(listed).related_articles

    assert (row.relation, row.pmid, row.text) == ("similar", 90_000_002, "Salps")


def test_the_list_counts_before_the_link() -> None:
    (row,) = related(SIMILAR.replace("similar-articles-list", "citedby-articles-list")).related_articles

    assert row.relation == "cited_by"


def test_other_articles_without_a_relation_are_rejected() -> None:
    with pytest.raises(BrokenPromise, match="which one it is"):
        related(f"<ul>{DOCSUM.replace('linksrc', 'source')}</ul>")


def test_the_link_to_all_similar_articles_names_the_owner() -> None:
    link = (
        '<a class="usa-button show-all-linked-articles" data-href="/?linkname=pubmed_pubmed&from_uid=90000001">All</a>'
    )

    assert read(SIMILAR + link, Layout.RELATED_FRAGMENT, url=None).pmid == 90_000_001


@pytest.mark.parametrize(
    ("empty", "layout"),
    [
        ('<div class="refs-list"><ol class="references-list"></ol></div>', Layout.REFERENCES_FRAGMENT),
        ('<ol class="references-list"><li></li></ol>', Layout.REFERENCES_FRAGMENT),
        ('<div class="expanded-authors"></div>', Layout.AUTHORS_FRAGMENT),
        (COLLABORATORS, Layout.AUTHORS_FRAGMENT),
        ('<ul id="similar-articles-list"></ul>', Layout.RELATED_FRAGMENT),
    ],
)
def test_an_answer_without_a_member_says_that_it_lists_nothing(empty: str, layout: Layout) -> None:
    with pytest.raises(NothingListed, match="the answer lists"):
        read(empty, layout)


@pytest.mark.parametrize("layout", [Layout.REFERENCES_FRAGMENT, Layout.AUTHORS_FRAGMENT, Layout.RELATED_FRAGMENT])
def test_a_cut_answer_gives_no_rows(layout: Layout) -> None:
    with pytest.raises(Truncated):
        read(f"<div>{REFERENCES}{AUTHORS}{SIMILAR}", layout)
