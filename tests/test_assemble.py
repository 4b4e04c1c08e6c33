"""From what a page shows to the article's row: everything derived, the same for every layout."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pipeline.assemble import assemble
from pipeline.outcome import Assembled, Layout, Provenance
from pipeline.page import ArticlePage, Echoes
from pipeline.tables import AbstractSection, Affiliation, Article, Author, Figure, Reference, RelatedArticle, Substance

CAPTURED = datetime(2023, 12, 5, 12, 0, tzinfo=UTC)
PROVENANCE = Provenance(
    source_uri="a.html", capture_id="c" * 64, size=9, url="https://e.org/saved", captured_at=CAPTURED
)
AUTHOR = Author(
    1,
    "Maren Ravensloot",
    "Ravensloot M",
    is_collective=False,
    equal_contribution=False,
    orcid=None,
    affiliation_positions=[1],
)
FIGURE = Figure(1, "Fig. 1", "Kelp", "At night.", None, None, None, None, None, None)
REFERENCE = Reference(1, None, "Kielmark F. Lamps.", None, None, None)
PAGE = ArticlePage(pmid=1, title="Kelp glows", citation="2021 Dec 22;59(6):635-638.", secondary_date="Epub 2021 Jul 1.")


def part(language: str, position: int, text: str | None, label: str | None = None) -> AbstractSection:
    return AbstractSection(language, position, label, None, text)


def assembled(page: ArticlePage, provenance: Provenance = PROVENANCE) -> Assembled:
    return assemble(page, provenance, Layout.PUBMED_2020, "pubmed-2020/7")


def row(page: ArticlePage) -> Article:
    return assembled(page).article


def test_the_citation_and_the_second_date_are_taken_apart() -> None:
    found = row(PAGE)

    assert (found.publication_year, found.publication_date, found.publication_date_precision) == (
        2021,
        date(2021, 12, 22),
        "day",
    )
    assert (found.volume, found.issue, found.pages, found.epub_date) == ("59", "6", "635-638", date(2021, 7, 1))


@pytest.mark.parametrize("printed", ["Epub 2021 Jul 1.", "eCollection 2022.", None])
def test_the_other_date_stands_beside_the_citation_as_printed(printed: str | None) -> None:
    found = row(replace(PAGE, secondary_date=printed))

    assert found.secondary_date == printed


def test_a_page_without_a_citation_has_no_dates() -> None:
    found = row(replace(PAGE, citation=None, secondary_date=None))

    assert (found.publication_year, found.publication_date, found.publication_date_precision, found.epub_date) == (
        None,
        None,
        None,
        None,
    )


def test_provenance_goes_with_the_row() -> None:
    found = row(PAGE)

    assert (found.capture_id, found.source_uri, found.captured_at) == ("c" * 64, "a.html", CAPTURED)
    assert (found.layout, found.parser_version) == ("pubmed-2020", "pubmed-2020/7")


def test_the_page_s_own_address_counts_before_the_one_it_was_saved_from() -> None:
    assert row(replace(PAGE, url="https://pubmed.ncbi.nlm.nih.gov/1/")).url == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert row(PAGE).url == "https://e.org/saved"


@pytest.mark.parametrize(
    ("sections", "abstract"),
    [
        ((), None),
        ((part("eng", 1, "Kelp."),), "Kelp."),
        ((part("eng", 1, "Kelp.", "Methods"), part("eng", 2, "Glows.", "Results")), "Methods: Kelp.\nResults: Glows."),
        ((part("eng", 1, "Kelp."), part("eng", 2, "It matters.", "Importance")), "Kelp.\nImportance: It matters."),
        ((part("fra", 1, "Algue."), part("eng", 1, "Kelp.")), "Kelp."),
        ((part("por", 1, "Alga.", "Objetivo"), part("spa", 1, "Otra.")), "Objetivo: Alga."),
        ((part("eng", 1, None, "Funding"),), "Funding"),
    ],
    ids=["none", "plain", "labelled", "mixed", "English is not first", "no English", "a label alone"],
)
def test_the_abstract_is_the_english_one_or_the_first_its_parts_joined_by_line_feeds(
    sections: tuple[AbstractSection, ...], abstract: str | None
) -> None:
    assert row(replace(PAGE, abstract_sections=sections)).abstract == abstract


@pytest.mark.parametrize(("stated", "expected"), [(None, 2), (32, 32), (1, 2)])
def test_references_count_as_stated_and_never_fewer_than_listed(stated: int | None, expected: int) -> None:
    found = row(replace(PAGE, references=(REFERENCE, REFERENCE), stated_reference_count=stated))

    assert (found.reference_count, found.references_listed) == (expected, 2)


def test_counts_are_counted() -> None:
    found = row(replace(PAGE, authors=(AUTHOR, AUTHOR, AUTHOR), figures=(FIGURE,)))

    assert (found.author_count, found.figure_count, found.reference_count) == (3, 1, 0)


def test_a_rendering_that_lost_the_authors_does_not_count_them() -> None:
    assert row(replace(PAGE, has_author_list=False)).author_count is None


FULL = replace(
    PAGE,
    authors=(AUTHOR, AUTHOR._replace(position=2, name="Ada Noor")),
    affiliations=(Affiliation(1, "Orrin Station.", []),),
    abstract_sections=(part("eng", 1, "Kelp.", "Methods"), part("eng", 2, "Glows."), part("fra", 1, "Algue.")),
    keywords=("kelp", "light"),
    plain_language_summary="It copes.",
    copyright="© 2021.",
    conflict_of_interest="None.",
    figures=(FIGURE, FIGURE._replace(position=2, label="Fig. 2", title=None, caption=None)),
    references=(REFERENCE, Reference(2, None, None, None, 7, None)),
    related_articles=(RelatedArticle("similar", 1, 8, "Moss at night."),),
    funding="By postcards.",
)


def content_id(page: ArticlePage) -> str:
    return assembled(page).content_id


@pytest.mark.parametrize(
    "page",
    [
        replace(FULL, url="https://e.org/"),
        replace(FULL, echoes=Echoes(pmid="7")),
        replace(FULL, warnings=("unknown-section: Moss",)),
    ],
    ids=["address", "echoes", "warnings"],
)
def test_what_is_no_record_does_not_change_the_digest(page: ArticlePage) -> None:
    assert content_id(page) == content_id(FULL)


@pytest.mark.parametrize(
    "page",
    [
        replace(FULL, title="Kelp glowed"),
        replace(FULL, is_retracted=True),
        replace(FULL, substances=(Substance(1, "Copper"),)),
        replace(FULL, references=FULL.references[:1]),
        replace(FULL, keywords=("kelp; light",)),
        replace(FULL, has_author_list=False),
        replace(FULL, doi="10.5555/lux.1"),
    ],
)
def test_every_record_changes_the_digest(page: ArticlePage) -> None:
    assert content_id(page) != content_id(FULL)


def test_the_digest_does_not_depend_on_where_the_page_was_saved() -> None:
    elsewhere = Provenance(source_uri="b.html", capture_id="d" * 64, size=0)

    assert assembled(FULL, elsewhere).content_id == content_id(FULL)


UNREACHED = frozenset({"keywords", "publication_types", "supplementary_concepts", "figures", "references"})


def test_of_what_a_cut_page_may_have_shown_behind_the_cut_nothing_is_claimed() -> None:
    found = row(replace(PAGE, cut="in figures", unreached=UNREACHED))

    assert (found.keywords, found.publication_types, found.supplementary_concepts) == (None, None, None)
    assert (found.figure_count, found.reference_count, found.references_listed) == (None, None, 0)


def test_what_a_cut_page_shows_in_front_of_the_cut_counts() -> None:
    found = row(replace(PAGE, figures=(FIGURE,), cut="in references", unreached=frozenset({"references"})))

    assert (found.figure_count, found.reference_count, found.keywords) == (1, None, ())


def test_a_cut_page_that_shows_less_has_another_digest_and_one_that_shows_all_has_the_same() -> None:
    assert content_id(replace(FULL, cut="in grants", unreached=frozenset({"grants"}))) != content_id(FULL)
    assert content_id(replace(FULL, cut="behind linkout")) == content_id(FULL)
