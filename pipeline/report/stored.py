"""`report.json`: the report as it is stored, and what later reports read of it."""

import json
from dataclasses import asdict
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from pipeline.report.values import SCHEMA_VERSION, Earlier, Ending, Report


class Stored(NamedTuple):
    """A stored report, as far as others ask."""

    earlier: Earlier
    headline: str


def as_json(report: Report) -> bytes:
    """Equal for equal reports; all but ASCII is escaped, so that nothing in it is obeyed by a terminal."""
    return (json.dumps(asdict(report), indent=1, default=_plain) + "\n").encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def read(text: bytes) -> Stored | None:
    """A stored report; None for one of another program, or of none."""
    try:
        said = json.loads(text)
        if said["schema_version"] != SCHEMA_VERSION:
            return None
        earlier = Earlier(
            started_at=datetime.fromisoformat(said["started_at"]),
            ending=Ending(said["ending"]),
            snapshot=said["snapshot"],
            pages=said["came_in"]["pages"] if said["came_in"] else None,
            seconds=said["effort"]["seconds"] if said["effort"] else None,
        )
        return Stored(earlier, str(said["headline"]))
    except (ValueError, TypeError, LookupError):
        return None
