"""What a shard cost its process, for the report of the run; it differs from run to run, so nothing of it is published.

<work>/<number>/_effort.json
"""

import json
from pathlib import Path
from typing import Final, NamedTuple

_EFFORT: Final = "_effort.json"


class SlowPage(NamedTuple):
    """A page, and how long it took."""

    seconds: float
    source_uri: str
    size: int
    """Bytes of the page."""


class ShardEffort(NamedTuple):
    """What a shard cost."""

    process: str
    """The machine and the number of the process that parsed it."""
    seconds: float
    """From its first page to its last."""
    peak_bytes: int | None
    """The most memory that the process ever held, up to the end of this shard; None where the system does not say."""
    slowest: tuple[SlowPage, ...]
    """The slowest first."""


def write_effort(folder: Path, effort: ShardEffort) -> None:
    """Put it beside the rows of the shard."""
    (folder / _EFFORT).write_text(json.dumps(effort), encoding="utf-8")


def read_effort(folder: Path) -> ShardEffort | None:
    """What the shard cost; None where nobody measured."""
    try:
        said = json.loads((folder / _EFFORT).read_bytes())
    except FileNotFoundError:
        return None
    process, seconds, peak_bytes, slowest = said
    return ShardEffort(process, seconds, peak_bytes, tuple(SlowPage(*page) for page in slowest))
