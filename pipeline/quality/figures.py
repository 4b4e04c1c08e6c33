"""What is counted of a run, as whole numbers that add up: over batches, shards and runs, in any order.

A layout's figures are of its own pages alone, so that another mixture of layouts changes none of them.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

EVERY_LAYOUT = "every"
"""Stands for the layout where a figure is of all pages, whatever layout they have or have not."""
PAGES_READ = "pages"


class Measure(Enum):
    """How something is counted."""

    READ = "read"
    """Pages; of every layout, `have` are those that were parsed."""
    PAGES = "pages"
    """Pages of the layout, and those of them that show a value: of a flag that it is set, of a list a member."""
    ROWS = "rows"
    """Rows of the table, and those of them that have a value; the squares are of the rows of each page."""
    NUMBER = "number"
    """Pages, and the rows of the table on them, or what the column counts."""
    LENGTH = "length"
    """Values, and the bytes of these texts or the members of these lists."""
    KIND = "kind"
    """Pages of the layout, and those of them with a row of this kind: `related_articles.relation: similar`."""
    WARNED = "warned"
    """Pages of the layout, and those of them that have a warning of this name."""
    REJECTED = "rejected"
    """Pages of every layout, and those of them that were rejected for this reason."""
    INPUTS = "inputs"
    """Inputs that were read before, and those of them that are still there."""


class Figure(NamedTuple):
    """What is counted, of which pages."""

    layout: str
    measure: Measure
    name: str
    """The table, the column behind its table, the warning, the reason."""

    @property
    def words(self) -> tuple[str, str, str]:
        """The figure as it is stored."""
        return self.layout, self.measure.value, self.name

    @property
    def table(self) -> str:
        """The table that it is of, if it is of one."""
        return self.name.partition(".")[0]

    @property
    def column(self) -> str | None:
        """The column that it is of; None where it is of a table."""
        return self.name.partition(".")[2].partition(":")[0] or None


class Sums(NamedTuple):
    """A figure, as it adds up."""

    of: int
    have: int
    squares: int = 0
    """Of what is added to `have`; for `ROWS`, of what is added to `of` by each page."""

    @property
    def share(self) -> float:
        """How many, or how much, a piece."""
        return self.have / self.of if self.of else 0.0


Coverage = Mapping[Figure, Sums]
"""All figures of some pages."""

RARE = frozenset({Measure.KIND, Measure.WARNED, Measure.REJECTED})
"""What is counted only where there is one; it is of all pages read."""


def together(parts: Iterable[Coverage]) -> Coverage:
    """The figures of all parts."""
    totals: dict[Figure, Sums] = {}
    for part in parts:
        for figure, (of, have, squares) in part.items():
            before = totals.get(figure)
            totals[figure] = (
                Sums(of, have, squares)
                if before is None
                else Sums(before.of + of, before.have + have, before.squares + squares)
            )
    return totals


def sums_of(coverage: Coverage, figure: Figure) -> Sums | None:
    """What pages say of a figure: none at all of a rare thing; None where they could not say anything."""
    found = coverage.get(figure)
    if figure.measure not in RARE:
        return found
    read = coverage.get(Figure(figure.layout, Measure.READ, PAGES_READ))
    return None if read is None else Sums(read.of, found.have if found else 0, 0)


def has_pages(coverage: Coverage) -> bool:
    """Whether any page was judged."""
    read = coverage.get(Figure(EVERY_LAYOUT, Measure.READ, PAGES_READ))
    return read is not None and read.of > 0


def completed(coverage: Coverage, asked: Collection[Figure] = ()) -> Coverage:
    """The figures with what the rare ones are of, also those that somebody asked for and that no page gave."""
    figures = dict.fromkeys([*coverage, *asked])
    return {figure: sums for figure in figures if (sums := sums_of(coverage, figure)) is not None}
