"""The figures of the runs before, as rows of a snapshot: each one carries those of the snapshots that are gone."""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.snapshot.evolve import read_batches
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.stored import COVERAGE
from pipeline.quality.figures import Coverage, Figure, Measure, Sums
from pipeline.quality.history import MOST_RUNS, PastRun


def past_runs(held: Held, most: int = MOST_RUNS) -> list[PastRun]:
    """The last runs whose figures a snapshot remembers, oldest first."""
    coverage: dict[tuple[int, str], dict[Figure, Sums]] = {}
    accepted: dict[int, set[Figure]] = {}
    for row in _last(stored_figures(held), most).to_pylist():
        number = row["run_number"]
        figure = Figure(row["layout"], Measure(row["measure"]), row["name"])
        coverage.setdefault((number, row["run_id"]), {})[figure] = Sums(row["of"], row["have"], row["squares"])
        if row["is_accepted"]:
            accepted.setdefault(number, set()).add(figure)
    return [
        PastRun(number, run_id, coverage[number, run_id], frozenset(accepted.get(number, ())))
        for number, run_id in sorted(coverage)
    ]


def stored_figures(held: Held) -> pa.Table:
    """All rows that a snapshot remembers."""
    batches = [
        batch
        for file in held.files(COVERAGE)
        for batch in read_batches(held.path_of(file), COVERAGE, held.columns(COVERAGE))
    ]
    return pa.Table.from_batches(batches, COVERAGE.schema)


def followed_by(before: pa.Table, run_id: str, coverage: Coverage, accepted: Collection[Figure]) -> pa.Table:
    """What is remembered once a run of these figures is published."""
    number = _newest(before) + 1
    rows = [
        {
            **dict(zip(("layout", "measure", "name"), figure.words, strict=True)),
            "run_number": number,
            "run_id": run_id,
            **sums._asdict(),
            "is_accepted": figure in accepted,
        }
        for figure, sums in coverage.items()
    ]
    return _last(pa.concat_tables([before, pa.Table.from_pylist(rows, schema=COVERAGE.schema)]), MOST_RUNS)


def _last(rows: pa.Table, most: int) -> pa.Table:
    return rows.filter(pc.field("run_number") > _newest(rows) - most)


def _newest(rows: pa.Table) -> int:
    return int(pc.max(rows.column("run_number")).as_py() or 0)
