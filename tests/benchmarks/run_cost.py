"""What a whole run costs beside a bare lxml parse of the same pages and beside peers, on generated and on real pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.measure import Cost, median, ratio, rounds
from tests.benchmarks.pages import REAL_PAGES, generated, pages_in, repeated
from tests.benchmarks.running import peer_command, runs

BARE = "bare lxml parse"
_QUICK_PEERS = {BARE: "bare", "Resiliparse, main text": "resiliparse"}
_SLOW_PEERS = {
    "trafilatura, main text": "trafilatura",
    "Beautiful Soup, parse alone": "soup",
    "Beautiful Soup, ten fields": "ten-fields",
    "Beautiful Soup, the same tables": "same-tables",
}
"""Peers that read a sample of the pages once, for they take minutes."""
_SAMPLE = 200
_RUNS: Mapping[str, Sequence[str]] = {
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
    rounds: int


class Line(NamedTuple):
    """One measured command."""

    pages: str
    command: str
    number: int
    costs: Sequence[Cost]
    """One a round."""


def lines(sizes: Sizes) -> Iterator[Line]:
    """Measure the yardstick, the peers and the runs on each set of pages."""
    with TemporaryDirectory() as scratch:
        for name, folder in _page_sets(Path(scratch), sizes):
            yield from _lines(name, folder, sizes.rounds)


def table(measured: Sequence[Line]) -> str:
    """The measurements as Markdown; a ratio is that of CPU a page to the bare parse of the same pages in its round."""
    rows = [
        "| pages | command | CPU ms a page | ratio | pages a CPU second | wall s | peak MB |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    bare = {line.pages: _milliseconds(line) for line in measured if line.command == BARE}
    for line in measured:
        cost, own = median(line.costs), _milliseconds(line)
        beside = ratio(own, bare[line.pages][: len(own)])
        rows.append(
            f"| {line.number:,} {line.pages} | {line.command} | {cost.cpu_seconds / line.number * 1000:.2f} | {beside:.2f} "
            f"| {line.number / cost.cpu_seconds:,.0f} | {cost.wall_seconds:.1f} | {cost.peak_megabytes:,.0f} |"
        )
    return "\n".join(rows)


def _milliseconds(line: Line) -> list[float]:
    return [cost.cpu_seconds / line.number * 1000 for cost in line.costs]


def _page_sets(scratch: Path, sizes: Sizes) -> Iterator[tuple[str, Path]]:
    yield "generated", generated(scratch / "generated", sizes.generated)
    if REAL_PAGES.is_dir():
        yield "real", repeated(scratch / "real", sizes.copies)


def _lines(name: str, folder: Path, number: int) -> Iterator[Line]:
    """Round by round, the slow peers once."""
    measured: dict[str, list[Cost]] = {command: [] for command in (*_QUICK_PEERS, *_RUNS)}
    for _ in range(number):
        for costs in (rounds(_peers(_QUICK_PEERS, folder), 1), runs(folder, _RUNS, 1)):
            for command, found in costs.items():
                measured[command] += found
    yield from (Line(name, command, pages_in(folder), costs) for command, costs in measured.items())
    sample = _sample(folder)
    once = rounds(_peers(_SLOW_PEERS, sample), 1)
    yield from (Line(name, command, pages_in(sample), costs) for command, costs in once.items())


def _peers(named: Mapping[str, str], folder: Path) -> Mapping[str, Sequence[str]]:
    return {name: peer_command(peer, folder) for name, peer in named.items()}


def _sample(folder: Path) -> Path:
    """Some of the pages, by links."""
    sample = folder.with_name(f"{folder.name}-sample")
    sample.mkdir()
    pages = sorted(folder.glob("*.html"))
    for path in pages[:: max(1, len(pages) // _SAMPLE)]:
        (sample / path.name).symlink_to(path)
    return sample
