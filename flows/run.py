"""What a run is asked for, and what it did: counts and paths, never records."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pipeline.dataset import Basis, Published, Unchanged
from pipeline.quality.settings import USUAL, GateSettings
from pipeline.raw import Place, Raw


class OnAlarm(Enum):
    """What a run does whose pages show less than those of the runs before."""

    STOP = "stop"
    """It does not publish, and keeps what it staged."""
    ACCEPT = "accept"
    """It publishes: a person has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run is asked for."""

    raw: Raw
    output: Place
    workers: int
    basis: Basis = Basis.CURRENT
    """What the run starts from: only a rebuild starts from anything else than what is published."""
    scheduler: str | None = None
    """The address of the Dask scheduler whose workers parse; None where this machine does."""
    on_alarm: OnAlarm = OnAlarm.STOP
    gates: GateSettings = USUAL
    """When there is an alarm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did."""

    pages: int
    """Pages read, rejected ones included."""
    files: int
    """Files, archives among them, that they were read from."""
    seconds: float
    """From the first file listed to the last one published."""
    ignored: Mapping[str, int]
    """Files that are no pages, counted by ending."""
    inputs: Mapping[str, int]
    """Files and archives by why they were read, or that they were not (`pipeline.dataset.Why`)."""
    publication: Published | Unchanged
    report: Path | None = None
    """The page that tells all of it; None where it could not be written."""


def usable_cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
