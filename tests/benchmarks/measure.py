"""Cost of a command as a whole: CPU of the process and its children, wall time, peak memory."""

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

_LOOKS_EVERY = 0.25
"""Seconds between two looks at the memory of all processes."""


class Cost(NamedTuple):
    """What a command took."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float
    """Of all its processes together; what they share counts once."""


def cost_of(command: Sequence[str]) -> Cost:
    """The cost of one run of a command; CalledProcessError where it fails."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
        with _Memory(child.pid) as memory:
            _, status, used = os.wait4(child.pid, 0)  # the usage of this child and of those that it waited for
        wall = time.monotonic() - start
        code = child.returncode = os.waitstatus_to_exitcode(status)
        if code:
            errors.seek(0)
            raise subprocess.CalledProcessError(code, list(command), stderr=errors.read())
    return Cost(used.ru_utime + used.ru_stime, wall, memory.peak)


def rounds(commands: Mapping[str, Sequence[str]], number: int) -> Mapping[str, list[Cost]]:
    """The costs of each command in so many rounds, in each of which every command runs once.

    What else a machine does changes from minute to minute, so only runs of one round are compared.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(number):
        for name, command in commands.items():
            costs[name].append(cost_of(command))
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def ratio(own: Sequence[float], other: Sequence[float]) -> float:
    """The median of the ratios of the rounds."""
    return statistics.median(mine / theirs for mine, theirs in zip(own, other, strict=True))


class _Memory:
    """The most memory that a session's processes held together, as seen now and then."""

    def __init__(self, session: int) -> None:
        self.peak = 0.0
        self._session = session
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        """The system's own peak would not do: it counts what the parent held when it started the command."""
        while not self._ended.wait(_LOOKS_EVERY):
            self.peak = max(self.peak, sum(map(_megabytes, _members(self._session))))


def _members(session: int) -> Iterator[Path]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                yield process
        except ProcessLookupError:
            continue


def _megabytes(process: Path) -> float:
    """Its own memory and its part of what it shares; 0 where it is gone."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
