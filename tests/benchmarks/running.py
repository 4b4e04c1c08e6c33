"""The commands that are measured."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Cost, cost_of

COMMAND = str(Path(sys.executable).with_name("pubmed-etl"))


def run_command(raw: Path, output: Path, *options: str) -> Sequence[str]:
    """A run with these options."""
    return [COMMAND, "run", "--raw", str(raw), "--output", str(output), *options]


def peer_command(name: str, folder: Path, processes: int = 1) -> Sequence[str]:
    """A peer that reads a folder of pages in so many processes."""
    return [sys.executable, "-m", "tests.benchmarks.peers", name, str(folder), str(processes)]


def runs(raw: Path, ways: Mapping[str, Sequence[str]], number: int) -> Mapping[str, list[Cost]]:
    """The costs of runs in several ways, in so many rounds; each run makes a dataset of its own."""
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(number):
        for name, options in ways.items():
            with TemporaryDirectory() as folder:
                costs[name].append(cost_of(run_command(raw, Path(folder, "output"), *options)))
    return costs
