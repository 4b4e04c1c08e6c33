"""What grows with the number of pages and what does not: cores, memory, and the price of running under Prefect."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.measure import Cost, median, ratio
from tests.benchmarks.pages import generated, small
from tests.benchmarks.running import runs

_ONE, _TWO = "1 process", "2 processes"
_CORES = {_ONE: ("--runner", "plain", "--workers", "1"), _TWO: ("--runner", "plain", "--workers", "2")}
_PLAIN, _PREFECT = "plain", "under Prefect"
_WAYS = {_PLAIN: ("--runner", "plain", "--workers", "2"), _PREFECT: ("--runner", "local", "--workers", "2")}


class Size(NamedTuple):
    """The same pages, run both ways."""

    pages: int
    plain: Sequence[Cost]
    prefect: Sequence[Cost]


def cores(pages: int, number: int) -> str:
    """How much sooner two processes are done than one."""
    with TemporaryDirectory() as scratch:
        costs = runs(generated(Path(scratch, "pages"), pages), _CORES, number)
    walls = {name: [cost.wall_seconds for cost in costs[name]] for name in _CORES}
    rows = [f"| {name} | {_figures(median(costs[name]))} |" for name in _CORES]
    return "\n".join(
        (
            f"{pages:,} generated pages, {number} rounds.",
            "",
            "| | wall s | CPU s | peak MB in all |",
            "|---|--:|--:|--:|",
            *rows,
            "",
            f"Two processes are {ratio(walls[_ONE], walls[_TWO]):.2f} times as fast as one.",
        )
    )


def prefect_and_memory(pages: Sequence[int], number: int) -> str:
    """The same run with and without Prefect at several sizes, the smallest several times."""
    measured = list(_sizes(pages, number))
    return "\n".join(
        (
            "Small pages: a short article's `<head>` and `<main>`, 29 kB each.",
            "",
            "| pages | plain: wall s | CPU s | peak MB | Prefect: wall s | CPU s | peak MB | Prefect's share of the CPU |",
            "|--:|--:|--:|--:|--:|--:|--:|--:|",
            *map(_row, measured),
        )
    )


def _sizes(pages: Sequence[int], number: int) -> Iterator[Size]:
    for count in pages:
        with TemporaryDirectory() as scratch:
            costs = runs(small(Path(scratch, "pages"), count), _WAYS, number if count == min(pages) else 1)
        yield Size(count, costs[_PLAIN], costs[_PREFECT])


def _row(size: Size) -> str:
    cpu = [[cost.cpu_seconds for cost in costs] for costs in (size.prefect, size.plain)]
    share = 1 - 1 / ratio(*cpu)
    both = (_figures(median(costs)) for costs in (size.plain, size.prefect))
    return f"| {size.pages:,} | {' | '.join(both)} | {share:.1%} |"


def _figures(cost: Cost) -> str:
    return f"{cost.wall_seconds:,.1f} | {cost.cpu_seconds:,.1f} | {cost.peak_megabytes:,.0f}"
