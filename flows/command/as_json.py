"""Answers for programs. What a terminal would obey is written as JSON's own escapes, so that nothing gets lost."""

import json
import re
import sys
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from flows.command.safe import COMMANDS
from pipeline.raw import ObjectPath


def write_json(said: object) -> None:
    """Print it."""
    text = json.dumps(said, indent=2, default=_plain, ensure_ascii=not _is_unicode())
    sys.stdout.write(COMMANDS.sub(_escaped, text) + "\n")


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
