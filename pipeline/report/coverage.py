"""What share of a run's pages shows each table and column, by layout, beside the runs before it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pipeline.outcome import Layout
from pipeline.quality.figures import PAGES_READ, Coverage, Figure, Measure, Sums, sums_of
from pipeline.quality.gates import OF_THE_SAVING
from pipeline.quality.history import PastRun
from pipeline.record import stored_columns
from pipeline.report.values import ColumnCoverage, LayoutCoverage
from pipeline.tables import ARTICLE_TABLES, ARTICLES

_PLACES: Final[Mapping[str, int]] = {
    name: place
    for place, name in enumerate(
        name
        for table in ARTICLE_TABLES
        for name in (table.name, *(f"{table.name}.{column.name}" for column in stored_columns(table)))
    )
}
"""The order in which tables and columns are told."""


def layouts_covered(now: Coverage, past: Sequence[PastRun]) -> tuple[LayoutCoverage, ...]:
    """Every layout of which the run has pages."""
    return tuple(_covered(layout.value, now, past) for layout in Layout if _pages(layout.value, now))


def _pages(layout: str, now: Coverage) -> int:
    return now.get(Figure(layout, Measure.READ, PAGES_READ), Sums(0, 0)).of


def _covered(layout: str, now: Coverage, past: Sequence[PastRun]) -> LayoutCoverage:
    figures = sorted(_figures(layout, now, past), key=lambda figure: _PLACES[figure.name])
    columns = tuple(_column(figure, now, past) for figure in figures)
    return LayoutCoverage(layout=layout, pages=_pages(layout, now), columns=columns)


def _figures(layout: str, now: Coverage, past: Sequence[PastRun]) -> Iterator[Figure]:
    """Figures of columns that a page of this layout shows, or showed; what tells how pages were saved is none."""
    known = dict.fromkeys(figure for coverage in (now, *(run.coverage for run in past)) for figure in coverage)
    for figure in known:
        is_of_page = not (figure.table == ARTICLES.name and figure.column in OF_THE_SAVING)
        if figure.layout == layout and figure.measure is Measure.PAGES and figure.name in _PLACES and is_of_page:
            yield figure


def _column(figure: Figure, now: Coverage, past: Sequence[PastRun]) -> ColumnCoverage:
    current = now.get(figure, Sums(_pages(figure.layout, now), 0))
    each = [sums_of(run.coverage, figure) for run in past]
    told = [sums for sums in each if sums is not None]
    return ColumnCoverage(
        table=figure.table,
        column=figure.column,
        of=current.of,
        have=current.have,
        before_of=sum(sums.of for sums in told),
        before_have=sum(sums.have for sums in told),
        history=tuple(round(sums.share, 6) if sums and sums.of else None for sums in each),
    )
