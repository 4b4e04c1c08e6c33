"""What a cluster takes: with one worker, with two, and with two of which one is killed in the middle.

A run without a cluster tells which bytes have to come out.
"""

import os
import signal
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from distributed import Client

from flows.clustered import run_clustered
from flows.plain import run_plain
from flows.progress import watched_by
from flows.run import Run
from tests.benchmarks.pages import generated
from tests.flows.dask_cluster import Scheduler, Striker, published, scheduler, workers


@dataclass(frozen=True, slots=True)
class Measured:
    """A run."""

    what: str
    seconds: float
    tables: Mapping[str, bytes]


def measured(run: Run, folder: Path) -> Iterator[Measured]:
    """The run without a cluster, and then the three with one."""
    plain = run_plain(replace(run, output=folder / "plain"))
    yield Measured(f"no cluster, {run.workers} processes", plain.seconds, published(folder / "plain"))
    with scheduler(folder) as there:
        for count in (1, 2):
            with workers(there, count, folder):
                _warm(there)
                yield _on_cluster(f"workers: {count}", run, there, folder / str(count))
        with workers(there, 2, folder):
            _warm(there)
            output = folder / "killed"
            victim = there.worker_pids()[0]
            with watched_by(Striker(output, 2, partial(os.kill, victim, signal.SIGKILL))):
                yield _on_cluster("workers: 2, one of them killed", run, there, output)


def _warm(there: Scheduler) -> None:
    """Have each worker import the program, which it does once in its life."""
    with Client(there.address) as client:
        client.run(import_module, "flows.cluster.working")


def _on_cluster(what: str, run: Run, there: Scheduler, output: Path) -> Measured:
    report = run_clustered(replace(run, output=output, scheduler=there.address))
    return Measured(what, report.seconds, published(output))


def cluster(pages: int) -> str:
    """The four runs as Markdown."""
    with tempfile.TemporaryDirectory() as scratch:
        raw = generated(Path(scratch, "raw"), pages)
        runs = list(measured(Run(raw=raw, output=Path(scratch), workers=2), Path(scratch)))
    expected = runs[0].tables
    rows = (f"| {one.what} | {one.seconds:.1f} | {_compared(one.tables, expected)} |" for one in runs)
    head = (f"{pages:,} generated pages; scheduler and workers are processes of this machine.", "")
    return "\n".join((*head, "| | wall s | published files |", "|---|--:|---|", *rows))


def _compared(tables: Mapping[str, bytes], expected: Mapping[str, bytes]) -> str:
    return f"{len(tables)}, byte for byte equal" if tables == expected else "DIFFERENT"
