"""Whether what came in is what ended somewhere: every page once, on every way from one count to the next."""

from dataclasses import dataclass

from pipeline.outcome import FRAGMENTS
from pipeline.report.values import Report

NO_LAYOUT = "none"
"""Stands for the layout of pages that were rejected when they were read first."""
_FRAGMENTS = frozenset(layout.value for layout in FRAGMENTS)


@dataclass(frozen=True, slots=True)
class Sum:
    """Two counts of the same, made in different places."""

    whole: str
    pages: int
    parts: str
    added: int

    @property
    def is_right(self) -> bool:
        """Whether they agree."""
        return self.pages == self.added

    @property
    def words(self) -> str:
        """The sum, for a person."""
        sign = "=" if self.is_right else "≠"
        return f"{self.whole} {self.pages:,} {sign} {self.added:,} {self.parts}"


def sums(report: Report) -> tuple[Sum, ...]:
    """All sums that the report's own figures allow."""
    came_in = report.came_in
    if came_in is None:
        return ()
    ended = came_in.parsed + came_in.rejected + came_in.known
    found = [Sum("pages read", came_in.pages, "parsed, rejected or known before", ended)]
    if came_in.fates:
        there = sum(fate.pages for fate in came_in.fates) + came_in.forgotten
        out = f", {came_in.forgotten:,} of them kept out as forgotten" if came_in.forgotten else ""
        found.append(Sum("pages parsed or known", came_in.parsed + came_in.known, f"in the snapshot{out}", there))
    return tuple(found)


def is_fragment(layout: str) -> bool:
    """Whether pages of this layout complete an article and are none."""
    return layout in _FRAGMENTS
