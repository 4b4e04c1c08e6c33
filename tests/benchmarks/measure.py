"""Cost of a command as a whole: CPU of the process and its children, wall time, peak memory."""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What a command took; medians where it ran several times."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float


def cost_of(command: Sequence[str], runs: int, environment: dict[str, str] | None = None) -> Cost:
    """The median cost of `runs` runs of a command; CalledProcessError where one fails."""
    costs = [_one_run(command, {**os.environ, **(environment or {})}) for _ in range(runs)]
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def _one_run(command: Sequence[str], environment: dict[str, str]) -> Cost:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # our own
    _, errors = child.communicate()
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, list(command), stderr=errors)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, after.ru_maxrss / 1024)
