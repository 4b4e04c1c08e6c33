"""CPU a page of a whole run beside a bare lxml parse of the same pages, on generated and on real pages."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measure import Cost, cost_of

REAL_PAGES = Path(__file__).parents[3] / "shared" / "pages" / "html"
HERE = Path(__file__).parent
RUNS = 3
REPEATS = 10
"""Copies of the real pages, so that start-up does not hide the work."""


class Line(NamedTuple):
    """One measured command."""

    pages: str
    command: str
    number: int
    cost: Cost


def lines(generated: int) -> Iterator[Line]:
    """Measure the yardstick and the run, with and without Prefect, on each set of pages."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder in _page_sets(Path(scratch), generated):
            count = sum(1 for _ in folder.glob("*.html"))
            yield Line(name, "bare lxml parse", count, cost_of(_bare(folder), RUNS))
            for runner in ("plain", "local"):
                yield Line(name, f"pubmed-etl run --runner {runner}", count, _run_cost(folder, Path(scratch), runner))


def table(measured: list[Line]) -> str:
    """The measurements as Markdown; the ratio is that of CPU to the bare parse of the same pages."""
    rows = [
        "| pages | command | CPU ms a page | ratio | wall s | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    bare = {line.pages: line.cost.cpu_seconds for line in measured if line.command.startswith("bare")}
    for line in measured:
        cost = line.cost
        rows.append(
            f"| {line.number:,} {line.pages} | {line.command} | {cost.cpu_seconds / line.number * 1000:.2f} "
            f"| {cost.cpu_seconds / bare[line.pages]:.2f} | {cost.wall_seconds:.1f} | {cost.peak_megabytes:.0f} |"
        )
    return "\n".join(rows)


def _page_sets(scratch: Path, generated: int) -> Iterator[tuple[str, Path]]:
    folder = scratch / "generated"
    cost_of([sys.executable, "-m", "tests.invented", "pages", str(folder), "--count", str(generated)], 1)
    yield "generated", folder
    if REAL_PAGES.is_dir():
        yield "real", _repeated(REAL_PAGES, scratch / "real")


def _repeated(pages: Path, folder: Path) -> Path:
    """The real pages several times over, each copy with identifiers of its own, so that each is an article."""
    folder.mkdir()
    for path in sorted(pages.glob("*.html")):
        body = path.read_bytes()
        for copy in range(REPEATS):
            renamed = body.replace(path.stem.encode(), b"%d%s" % (copy + 1, path.stem.encode()))
            (folder / f"{copy}-{path.name}").write_bytes(renamed.replace(b"10.", b"10.%d" % copy))
    return folder


def _bare(folder: Path) -> list[str]:
    return [sys.executable, str(HERE / "bare_parse.py"), str(folder)]


def _run_cost(folder: Path, scratch: Path, runner: str) -> Cost:
    costs = []
    for attempt in range(RUNS):
        output = scratch / f"output-{folder.name}-{runner}-{attempt}"
        command = ["--raw", str(folder), "--output", str(output), "--runner", runner]
        costs.append(cost_of([str(Path(sys.executable).with_name("pubmed-etl")), "run", *command], 1))
    return sorted(costs)[len(costs) // 2]
