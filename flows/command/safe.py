"""Text of pages and file names on a terminal: nothing in it may command the terminal, or hide what it says."""

import re

COMMANDS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, line feeds and tabs apart
    "\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"  # invisible ones, those that turn text around, halves
)
"""Characters that a terminal would obey instead of show."""


def printable(text: str) -> str:
    """The text without the characters that a terminal would obey instead of show."""
    return COMMANDS.sub("", text)
