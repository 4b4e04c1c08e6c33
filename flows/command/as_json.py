"""Answers for programs. What a terminal would obey is written as JSON's own escapes, so that nothing gets lost."""

import json
import math
import re
import sys
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from flows.command.safe import COMMANDS
from pipeline.raw import ObjectPath


def write_json(said: object) -> None:
    """Print it."""
    text = json.dumps(said, indent=2, default=_plain, ensure_ascii=not _is_unicode())
    sys.stdout.write(COMMANDS.sub(_escaped, text) + "\n")


def json_line(said: Mapping[str, object]) -> str:
    """An object as a line of its own, whatever values it has: those that JSON lacks are text."""
    text = json.dumps(value_for_json(said), ensure_ascii=not _is_unicode())
    return COMMANDS.sub(_escaped, text) + "\n"


def value_for_json(value: object) -> object:
    """A value of any type that a query may give."""
    if isinstance(value, Mapping):
        return {str(name): value_for_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [value_for_json(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _escaped(character: re.Match[str]) -> str:
    return f"\\u{ord(character[0]):04x}"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Path | ObjectPath):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
