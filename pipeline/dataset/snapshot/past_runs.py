"""The figures of the runs before, as rows of a snapshot: each one carries those of the snapshots that are gone."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from pipeline.dataset.snapshot.evolve import read_batches
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.stored import COVERAGE
from pipeline.quality.figures import Figure, Measure, Sums
from pipeline.quality.history import PastRun


def past_runs(held: Held) -> list[PastRun]:
    """The runs whose figures a snapshot remembers, oldest first."""
    coverage: dict[int, dict[Figure, Sums]] = {}
    accepted: dict[int, set[Figure]] = {}
    names: dict[int, str] = {}
    for row in _rows(held):
        number = int(str(row["run_number"]))
        figure = Figure(str(row["layout"]), Measure(row["measure"]), str(row["name"]))
        sums = Sums(*(int(str(row[column])) for column in Sums._fields))
        coverage.setdefault(number, {})[figure] = sums
        names[number] = str(row["run_id"])
        if row["is_accepted"]:
            accepted.setdefault(number, set()).add(figure)
    return [
        PastRun(number, names[number], coverage[number], frozenset(accepted.get(number, ())))
        for number in sorted(coverage)
    ]


def rows_of_runs(runs: Sequence[PastRun]) -> pa.Table:
    """The runs as they are stored."""
    rows = [
        {
            "layout": figure.layout,
            "measure": figure.measure.value,
            "name": figure.name,
            "run_number": run.number,
            "run_id": run.run_id,
            **sums._asdict(),
            "is_accepted": figure in run.accepted,
        }
        for run in runs
        for figure, sums in run.coverage.items()
    ]
    return pa.Table.from_pylist(rows, schema=COVERAGE.schema)


def _rows(held: Held) -> Iterator[dict[str, object]]:
    for file in held.files(COVERAGE):
        for batch in read_batches(held.path_of(file), COVERAGE, held.columns(COVERAGE)):
            yield from batch.to_pylist()
