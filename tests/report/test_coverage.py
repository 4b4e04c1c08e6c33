"""Every column of every layout is told, in the tables' order, beside the runs before."""

from pipeline.quality.figures import Figure, Measure, Sums
from pipeline.quality.history import PastRun
from pipeline.report.coverage import layouts_covered
from tests.quality.nights import history, invented_pages, night

_LEGACY = "pubmed-legacy"


def _pages(layout: str, of: int) -> dict[Figure, Sums]:
    return {Figure(layout, Measure.READ, "pages"): Sums(of, of)}


def _grants(layout: str, of: int, have: int) -> dict[Figure, Sums]:
    return {**_pages(layout, of), Figure(layout, Measure.PAGES, "grants"): Sums(of, have)}


def test_a_column_has_the_pages_of_this_run_and_of_those_before() -> None:
    past = history([_grants("pubmed-2020", 10, 4), _grants("pubmed-2020", 30, 6)])

    (covered,) = layouts_covered(_grants("pubmed-2020", 8, 2), past)

    (grants,) = covered.columns
    assert (grants.have, grants.of, grants.before_have, grants.before_of) == (2, 8, 10, 40)
    assert grants.history == (0.4, 0.2)


def test_a_column_that_no_page_shows_any_more_is_told_all_the_same() -> None:
    past = [PastRun(1, "run 1", _grants("pubmed-2020", 10, 4))]

    (covered,) = layouts_covered(_pages("pubmed-2020", 8), past)

    assert [(column.table, column.have, column.of) for column in covered.columns] == [("grants", 0, 8)]


def test_a_run_before_without_this_layout_says_nothing() -> None:
    past = history([_grants(_LEGACY, 10, 4), _grants("pubmed-2020", 10, 5)])

    (covered,) = layouts_covered(_grants("pubmed-2020", 8, 2), past)

    assert covered.columns[0].history == (None, 0.5)


def test_layouts_without_a_page_in_this_run_are_left_out() -> None:
    assert not layouts_covered({}, history([_grants(_LEGACY, 10, 4)]))


def test_columns_come_in_the_order_of_the_tables_and_without_those_of_the_saving() -> None:
    (covered,) = layouts_covered(night(invented_pages(range(1, 4))).coverage, [])

    names = [(column.table, column.column) for column in covered.columns]
    assert names.index(("articles", "title")) < names.index(("articles", "abstract")) < names.index(("authors", None))
    assert ("articles", "source_uri") not in names
    assert not [name for name in names if name[0] == "captures"]
