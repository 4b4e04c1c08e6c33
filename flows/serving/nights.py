"""What is asked for: which pages, which dataset, when, and where the server listens."""

from dataclasses import dataclass
from pathlib import Path

POOL = "pubmed-etl"
"""The work pool of `prefect.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nights:
    """What is asked for; None for what `prefect.yaml` says."""

    folder: Path
    """Where relative paths begin."""
    raw: str | None = None
    output: str | None = None
    cron: str | None = None
    """When pages are read."""
    timezone: str | None = None
    """Where the hours of all schedules are those of the clock."""
    host: str = "127.0.0.1"
    port: int = 4200
