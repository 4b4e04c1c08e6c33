"""Cost of a command as a whole: CPU of the process and its children, wall time, peak memory."""

import os
import statistics
import subprocess
import tempfile
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
    start = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)  # our own
        _, status, used = os.wait4(child.pid, 0)  # the usage of this child and of those that it waited for
        wall = time.monotonic() - start
        code = os.waitstatus_to_exitcode(status)
        if code:
            errors.seek(0)
            raise subprocess.CalledProcessError(code, list(command), stderr=errors.read())
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)
