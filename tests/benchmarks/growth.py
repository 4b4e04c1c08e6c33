"""What grows with the number of pages and what does not: cores, memory, and the price of running under Prefect."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.benchmarks.measure import Cost, median, ratio, rounds
from tests.benchmarks.pages import generated, small
from tests.benchmarks.running import peer_command, runs
from tests.benchmarks.standing_server import standing_server

_ONE, _TWO = "1 process", "2 processes"
_CORES = {_ONE: ("--runner", "plain", "--workers", "1"), _TWO: ("--runner", "plain", "--workers", "2")}
_PLAIN, _PREFECT = "plain", "under Prefect"
_WAYS = {_PLAIN: ("--runner", "plain", "--workers", "2"), _PREFECT: ("--runner", "local", "--workers", "2")}


class Size(NamedTuple):
    """The same pages, run three ways."""

    pages: str
    """How many, and of what kind."""
    plain: Sequence[Cost]
    by_itself: Sequence[Cost]
    """Under Prefect, with no server: what stands in for one ends with the run."""
    standing_server: Sequence[Cost]
    """Under Prefect, with a server that stands already; what that took meanwhile is in the CPU, not in the memory."""


def cores(pages: int, number: int) -> str:
    """How much sooner two processes are done than one, beside a bare parse, which has nothing to share or to wait for."""
    with TemporaryDirectory() as scratch:
        own, bare = _one_and_two(generated(Path(scratch, "pages"), pages), number)
    return "\n".join(
        (
            f"{pages:,} generated pages, {number} rounds. The processes of the bare parse share nothing but the machine: they show",
            "what its two cores are worth.",
            "",
            "| | wall s | CPU s | peak MB in all |",
            "|---|--:|--:|--:|",
            *(f"| pubmed-etl run, {name} | {_figures(median(costs))} |" for name, costs in own.items()),
            *(f"| bare lxml parse, {name} | {_figures(median(costs))} |" for name, costs in bare.items()),
            "",
            f"Two processes are {_gain(own):.2f} times as fast as one; those of the bare parse {_gain(bare):.2f} times.",
        )
    )


def _one_and_two(folder: Path, number: int) -> tuple[Mapping[str, list[Cost]], Mapping[str, list[Cost]]]:
    """Runs and bare parses in one process and in two, all in each round."""
    own: dict[str, list[Cost]] = {name: [] for name in _CORES}
    bare: dict[str, list[Cost]] = {name: [] for name in _CORES}
    parses = {_ONE: peer_command("bare", folder), _TWO: peer_command("bare", folder, processes=2)}
    for _ in range(number):
        for measured, costs in ((own, runs(folder, _CORES, 1)), (bare, rounds(parses, 1))):
            for name in _CORES:
                measured[name] += costs[name]
    return own, bare


def _gain(costs: Mapping[str, Sequence[Cost]]) -> float:
    return ratio(*([cost.wall_seconds for cost in costs[name]] for name in (_ONE, _TWO)))


_SETS: Mapping[str, Callable[[Path, int], Path]] = {"usual": generated, "small": small}
_LARGE = 10_000
"""So many pages take minutes, and are run once."""
_ABOUT = """\
Small pages are a short article's `<head>` and `<main>`, 29 kB each. A run by itself asks no server of Prefect;
one that stands, as under `pubmed-etl serve`, is told by `PREFECT_API_URL`: what it took meanwhile is in the CPU, and its
memory is not in the memory.
"""


def prefect_and_memory(sets: Sequence[tuple[int, str]], number: int) -> str:
    """The same run without Prefect and with it on sets of `usual` or `small` pages, small sets several times."""
    measured = list(_sizes(sets, number))
    return "\n".join(
        (
            _ABOUT,
            "| pages | run | wall s | CPU s | peak MB | Prefect's share of the CPU |",
            "|--:|---|--:|--:|--:|--:|",
            *(row for size in measured for row in _rows(size)),
        )
    )


def _sizes(sets: Sequence[tuple[int, str]], number: int) -> Iterator[Size]:
    for count, kind in sets:
        with TemporaryDirectory() as scratch:
            folder = _SETS[kind](Path(scratch, "pages"), count)
            yield _measured(folder, f"{count:,} {kind}", number if count < _LARGE else 1)


def _measured(folder: Path, pages: str, number: int) -> Size:
    """The three ways in each round."""
    plain: list[Cost] = []
    own: list[Cost] = []
    standing: list[Cost] = []
    with standing_server() as server:
        for _ in range(number):
            with server.left_alone():
                costs = runs(folder, _WAYS, 1)
            plain += costs[_PLAIN]
            own += costs[_PREFECT]
            server.begin()
            cost = runs(folder, {_PREFECT: _WAYS[_PREFECT]}, 1)[_PREFECT][0]
            standing.append(cost._replace(cpu_seconds=cost.cpu_seconds + server.cpu_seconds()))
    return Size(pages, plain, own, standing)


def _rows(size: Size) -> Iterator[str]:
    ways = {"plain": size.plain, "by itself": size.by_itself, "standing server": size.standing_server}
    for name, costs in ways.items():
        share = 1 - 1 / ratio([cost.cpu_seconds for cost in costs], [cost.cpu_seconds for cost in size.plain])
        told = "" if costs is size.plain else f"{share:.1%}"
        yield f"| {size.pages} | {name} | {_figures(median(costs))} | {told} |"


def _figures(cost: Cost) -> str:
    return f"{cost.wall_seconds:,.1f} | {cost.cpu_seconds:,.1f} | {cost.peak_megabytes:,.0f}"
