"""What a whole run costs beside a bare lxml parse of the same pages and beside peers, on generated and on real pages."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measure import Cost, cost_of

REAL_PAGES = Path(__file__).parents[3] / "shared" / "pages" / "html"
RUNS = 3
BARE = "bare lxml parse"
_COMMAND = str(Path(sys.executable).with_name("pubmed-etl"))
_PEERS = {
    BARE: "bare",
    "Resiliparse, main text": "resiliparse",
    "trafilatura, main text": "trafilatura",
    "Beautiful Soup, ten fields": "beautifulsoup",
}
_SLOW = {"trafilatura", "beautifulsoup"}
"""Peers that read a sample of the pages once, for they take minutes."""
_SAMPLE = 200
_RUNS: dict[str, Sequence[str]] = {
    "pubmed-etl run, one process": ("--runner", "plain", "--workers", "1"),
    "pubmed-etl run, two processes": ("--runner", "plain", "--workers", "2"),
    "pubmed-etl run, two processes, under Prefect": ("--runner", "local", "--workers", "2"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured."""

    generated: int
    """Invented pages."""
    copies: int
    """Of the real pages, each with identifiers of its own."""


class Line(NamedTuple):
    """One measured command."""

    pages: str
    command: str
    number: int
    cost: Cost


def lines(sizes: Sizes) -> Iterator[Line]:
    """Measure the yardstick, the peers and the runs on each set of pages."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder in _page_sets(Path(scratch), sizes):
            yield from _peer_lines(name, folder, Path(scratch))
            yield from _run_lines(name, folder, Path(scratch))


def table(measured: Sequence[Line]) -> str:
    """The measurements as Markdown; ratios are those of CPU a page to the bare parse of the same pages."""
    rows = [
        "| pages | command | CPU ms a page | ratio | pages a CPU second | wall s | peak MB |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    bare = {line.pages: _milliseconds(line) for line in measured if line.command == BARE}
    for line in measured:
        own, cost = _milliseconds(line), line.cost
        rows.append(
            f"| {line.number:,} {line.pages} | {line.command} | {own:.2f} | {own / bare[line.pages]:.2f} "
            f"| {1000 / own:,.0f} | {cost.wall_seconds:.1f} | {cost.peak_megabytes:,.0f} |"
        )
    return "\n".join(rows)


def _milliseconds(line: Line) -> float:
    return line.cost.cpu_seconds / line.number * 1000


def _page_sets(scratch: Path, sizes: Sizes) -> Iterator[tuple[str, Path]]:
    folder = scratch / "generated"
    cost_of([sys.executable, "-m", "tests.invented", "pages", str(folder), "--count", str(sizes.generated)], 1)
    yield "generated", folder
    if REAL_PAGES.is_dir():
        yield "real", _repeated(REAL_PAGES, scratch / "real", sizes.copies)


def _repeated(pages: Path, folder: Path, copies: int) -> Path:
    """The real pages several times over, each copy with identifiers of its own, so that each is an article."""
    folder.mkdir()
    for path in sorted(pages.glob("*.html")):
        body = path.read_bytes()
        for copy in range(copies):
            renamed = body.replace(path.stem.encode(), b"%d%s" % (copy + 1, path.stem.encode()))
            (folder / f"{copy}-{path.name}").write_bytes(renamed.replace(b"10.", b"10.%d" % copy))
    return folder


def _peer_lines(name: str, folder: Path, scratch: Path) -> Iterator[Line]:
    sample = _sample(folder, scratch / f"{folder.name}-sample")
    for command, peer in _PEERS.items():
        pages, runs = (sample, 1) if peer in _SLOW else (folder, RUNS)
        cost = cost_of([sys.executable, "-m", "tests.benchmarks.peers", peer, str(pages)], runs)
        yield Line(name, command, _count(pages), cost)


def _sample(folder: Path, sample: Path) -> Path:
    """Some of the pages, by links."""
    sample.mkdir()
    pages = sorted(folder.glob("*.html"))
    for path in pages[:: max(1, len(pages) // _SAMPLE)]:
        (sample / path.name).symlink_to(path)
    return sample


def _run_lines(name: str, folder: Path, scratch: Path) -> Iterator[Line]:
    for command, options in _RUNS.items():
        costs = [_run_cost(folder, scratch / f"output-{folder.name}-{command}-{n}", options) for n in range(RUNS)]
        yield Line(name, command, _count(folder), sorted(costs)[RUNS // 2])


def _run_cost(folder: Path, output: Path, options: Sequence[str]) -> Cost:
    return cost_of([_COMMAND, "run", "--raw", str(folder), "--output", str(output), *options], 1)


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.html"))
