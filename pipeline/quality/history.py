"""The runs before a run, oldest first, and what they say of a figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.quality.figures import Coverage, Figure, Sums, sums_of

MOST_RUNS = 50
"""Runs that a dataset remembers; the oldest is forgotten first."""


@dataclass(frozen=True, slots=True)
class PastRun:
    """The figures of a published run."""

    number: int
    """Counts the runs whose figures were stored, from 1."""
    run_id: str
    coverage: Coverage
    accepted: frozenset[Figure] = frozenset()
    """Figures that would have stopped the run, had not a person accepted them: with it begins their history."""


def since_accepted(past: Sequence[PastRun], figure: Figure) -> Sequence[PastRun]:
    """The runs that a figure is compared with: not those before a person said that it is another now."""
    first = next((n for n in range(len(past) - 1, -1, -1) if figure in past[n].accepted), 0)
    return past[first:]


def told(past: Sequence[PastRun], figure: Figure) -> list[Sums]:
    """What each run says of a figure, if it says anything."""
    return [sums for run in past if (sums := sums_of(run.coverage, figure)) is not None and sums.of]
