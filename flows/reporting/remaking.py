"""A report out of a snapshot alone, where the run that published it left none: without what only that run knew."""

from contextlib import ExitStack
from dataclasses import replace

from flows.reporting import gathering
from pipeline.dataset import Basis, Snapshot, history_of, home_of, pinned, runs_before
from pipeline.errors import DatasetError
from pipeline.raw import Place
from pipeline.report.coverage import layouts_covered
from pipeline.report.judgement import with_judgement
from pipeline.report.values import Asked, Ending, Report

RUNS_COMPARED = 10
"""Runs before it that a run is compared with, where nobody says otherwise."""


def remade(output: Place, which: str) -> Report:
    """The report of the run that published a snapshot, as far as it tells. Raises DatasetMissing, SnapshotMissing."""
    with ExitStack() as pins:
        snapshot = pins.enter_context(pinned(output, which))
        old = _before(output, snapshot, pins)
        manifest = snapshot.manifest
        report = Report(
            asked=Asked(raw=None, output=str(output), basis=Basis.CURRENT.value, program=gathering.program_version()),
            started_at=manifest.created_at,
            ending=Ending.PUBLISHED,
            snapshot=snapshot.number,
            snapshot_before=old.number if old else None,
            run_id=manifest.run_id,
            articles=gathering.articles_changed(old, snapshot, manifest.changes),
        )
        rows_before = old.manifest.counts.tables if old else {}
        return with_judgement(_with_coverage(gathering.with_dataset(report, snapshot, rows_before), output))


def _before(output: Place, snapshot: Snapshot, pins: ExitStack) -> Snapshot | None:
    """The snapshot before; None where it is gone."""
    earlier = [one.number for one in history_of(output).status().snapshots if one.number < snapshot.number]
    try:
        return pins.enter_context(pinned(output, str(earlier[-1]))) if earlier else None
    except DatasetError:
        return None


def _with_coverage(report: Report, output: Place) -> Report:
    """The figures that the dataset remembers of the run, beside those before it; none of one long ago."""
    runs = runs_before(home_of(output))
    place = next((place for place, run in enumerate(runs) if run.run_id == report.run_id), None)
    if place is None:
        return report
    past = runs[max(place - RUNS_COMPARED, 0) : place]
    return replace(report, coverage=layouts_covered(runs[place].coverage, past), runs_compared=len(past))
