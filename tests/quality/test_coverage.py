"""The figures of a run: by layout and column, and the same however its pages are cut into batches."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.columns import RowBuffer
from pipeline.outcome import Layout, Reason, Seen
from pipeline.quality.coverage import measure, warning_name
from pipeline.quality.figures import EVERY_LAYOUT, Coverage, Figure, Measure, Sums, completed, sums_of, together
from pipeline.tables import ARTICLES, SECTION_TABLES
from tests.dataset.pages import Page, batches
from tests.quality.nights import invented_pages, night
from tests.renamed_markup import Name
from tests.saved_pages import html_document

PAGE = Page(uri="a", pmid=1)
MODERN, TEXT = Layout.PUBMED_2020.value, Layout.FLAT_TEXT.value


def _coverage(*pages: Page) -> Coverage:
    return measure(batches(0, [replace(page, uri=f"{n}") for n, page in enumerate(pages)]))


def _of(coverage: Coverage, measured: Measure, name: str, layout: str = MODERN) -> tuple[int, int]:
    sums = sums_of(coverage, Figure(layout, measured, name))
    assert sums is not None
    return sums.of, sums.have


def test_a_column_of_an_article_is_counted_by_pages() -> None:
    coverage = _coverage(replace(PAGE, doi="10.1/a"), PAGE, PAGE)

    assert _of(coverage, Measure.PAGES, "articles.doi") == (3, 1)


def test_a_table_is_counted_by_pages_and_by_rows() -> None:
    coverage = _coverage(replace(PAGE, references=4), replace(PAGE, references=1), replace(PAGE, references=0))

    assert _of(coverage, Measure.PAGES, "references") == (3, 2)
    assert coverage[Figure(MODERN, Measure.NUMBER, "references")] == Sums(of=3, have=5, squares=17)


def test_a_column_of_a_table_is_counted_by_rows_and_by_pages() -> None:
    coverage = _coverage(replace(PAGE, references=4), replace(PAGE, references=1))

    assert coverage[Figure(MODERN, Measure.ROWS, "references.doi")] == Sums(of=5, have=5, squares=17)
    assert coverage[Figure(MODERN, Measure.ROWS, "references.pmcid")] == Sums(of=5, have=0, squares=17)
    assert _of(coverage, Measure.PAGES, "references.pmcid") == (2, 0)


def test_a_flag_has_a_value_where_it_is_set_and_a_list_where_it_has_a_member() -> None:
    usual = night(invented_pages(range(49)))

    authors = usual.rows[next(table for table in SECTION_TABLES if table.name == "authors")].to_pylist()
    articles = usual.rows[ARTICLES].to_pylist()

    set_flags = sum(bool(row["equal_contribution"]) for row in authors)
    assert 0 < set_flags < len(authors)
    assert _of(usual.coverage, Measure.ROWS, "authors.equal_contribution") == (len(authors), set_flags)
    assert _of(usual.coverage, Measure.PAGES, "articles.keywords") == (
        49,
        sum(bool(row["keywords"]) for row in articles),
    )


def test_how_long_texts_are_and_what_counts_say_is_added_up() -> None:
    coverage = _coverage(replace(PAGE, shows="1234", references=2), replace(PAGE, shows="12", stated=30))

    assert coverage[Figure(MODERN, Measure.LENGTH, "articles.title")] == Sums(of=2, have=6, squares=20)
    assert coverage[Figure(MODERN, Measure.NUMBER, "articles.reference_count")] == Sums(2, 32, 904)


def test_what_comes_from_blocks_of_their_own_is_counted_by_kind() -> None:
    coverage = completed(_coverage(replace(PAGE, similar=3), PAGE, PAGE))

    assert _of(coverage, Measure.KIND, "related_articles.relation: similar") == (3, 1)


def test_affiliations_are_counted_that_have_lost_their_number() -> None:
    pages = invented_pages(range(30))
    numbered = [Name("class", "key").renamed(page) for page in pages]
    figure = Figure(MODERN, Measure.KIND, "affiliations.text: without its number")

    usual, other = night(pages).coverage, night(numbered).coverage

    assert usual[figure].have == usual[Figure(MODERN, Measure.PAGES, "affiliations")].have > 20
    assert other[figure].have < 5


def test_every_layout_is_counted_apart() -> None:
    alone = _coverage(PAGE, PAGE)
    mixed = _coverage(PAGE, replace(PAGE, layout=Layout.FLAT_TEXT), PAGE, replace(PAGE, reason=Reason.EMPTY))

    assert {figure: sums for figure, sums in mixed.items() if figure.layout == MODERN} == {
        figure: sums for figure, sums in alone.items() if figure.layout == MODERN
    }
    assert _of(mixed, Measure.READ, "pages", TEXT) == (1, 1)


def test_pages_are_counted_with_what_became_of_them() -> None:
    coverage = _coverage(PAGE, replace(PAGE, reason=Reason.EMPTY), replace(PAGE, reason=Reason.EMPTY))

    assert _of(coverage, Measure.READ, "pages", EVERY_LAYOUT) == (3, 1)
    assert _of(coverage, Measure.REJECTED, "empty", EVERY_LAYOUT) == (3, 2)
    assert _of(coverage, Measure.REJECTED, "truncated", EVERY_LAYOUT) == (3, 0)


def test_a_page_counts_once_for_a_warning_that_it_has_twice() -> None:
    coverage = _coverage(replace(PAGE, warnings=("label-without-category: A", "label-without-category: B")), PAGE)

    assert _of(coverage, Measure.WARNED, "label-without-category") == (2, 1)


@pytest.mark.parametrize(
    ("warning", "name"),
    [
        ("truncated: in figures", "truncated"),
        ("nothing-read: figures", "nothing-read: figures"),
        ("unknown-section: Grants", "unknown-section: Grants"),
        ("read-carefully", "read-carefully"),
    ],
)
def test_the_detail_of_a_warning_is_part_of_its_name_where_it_names_what_is_missing(warning: str, name: str) -> None:
    assert warning_name(warning) == name


def test_a_page_that_was_not_parsed_again_says_nothing() -> None:
    buffer = RowBuffer()
    document = html_document(invented_pages(range(1))[0])
    buffer.add(0, Seen(document.provenance, "pubmed-2020/1"))

    assert measure(buffer.take())[Figure(EVERY_LAYOUT, Measure.READ, "pages")] == Sums(0, 0)


_PAGES = st.lists(
    st.builds(
        Page,
        uri=st.just("a"),
        pmid=st.integers(1, 9),
        layout=st.sampled_from(Layout),
        doi=st.sampled_from([None, "10.1/a"]),
        references=st.integers(0, 3),
        similar=st.integers(0, 2),
        warnings=st.sampled_from([(), ("a",), ("a", "b: c")]),
        reason=st.sampled_from([None, None, Reason.EMPTY]),
    ),
    max_size=8,
)


@given(_PAGES, st.integers(0, 8))
def test_figures_of_parts_add_up_to_those_of_the_whole(pages: Sequence[Page], cut: int) -> None:
    whole, parts = _coverage(*pages), [_coverage(*pages[:cut]), _coverage(*pages[cut:])]

    assert together(parts) == whole


def test_every_column_that_may_be_empty_has_a_figure() -> None:
    usual = night(invented_pages(range(3)))
    names = {figure.name for figure in usual.coverage if figure.layout == MODERN}

    owed = {
        f"{table.name}.{field.name}" for table, batch in usual.rows.items() for field in batch.schema if field.nullable
    }

    assert owed <= names
