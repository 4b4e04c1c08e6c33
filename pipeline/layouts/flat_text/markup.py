"""Marks inside a line: emphasis, escapes, and the signs by which some tools raise and lower letters."""

import re

from pipeline.layouts.flat_text.emphasis import without_emphasis
from pipeline.layouts.flat_text.styles import Headings, Scripts, Stars, Style

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHIELD = "\ufdd3"
_SHIELDED = re.compile(f"{_SHIELD}(.)")
_STRONG = re.compile(r"_{2,}")
_UNDERSCORED = re.compile(r"(?<![^\W_])_(?=[^\s_])((?:[^_]|(?<=[^\W_])_(?=[^\W_]))+)(?<=\S)_(?![^\W_])")
_LOOSE = re.compile(r"(?<=\S)(\*\*|_) (?=[.,;:)])")
"""A blank that a tool sets behind emphasis, before a sign that stands close."""
_TAG = re.compile(r"</?(?:sub|sup|i|b|em|strong)>")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
_LOWERED = re.compile(r"(?<=[\w)\]])\[([^\[\]\s]{1,12})\]|(?<=\b[A-Za-z] )\[([a-z])\]")
"""`H[2]O`, and one letter below another, `M [n]`."""


def without_markup(line: str, style: Style) -> str:
    """The line as a reader of the page saw it."""
    if style.headings is Headings.MARKED:
        line = _without_markdown(line, style.stars)
    if style.scripts is Scripts.SIGNED:
        line = _LOWERED.sub(r"\1\2", line.replace("^", ""))
    return line


def _without_markdown(line: str, stars: Stars) -> str:
    if not any(sign in line for sign in "\\*_<"):
        return line
    shielded = _ESCAPED.sub(lambda found: f"{_SHIELD}{chr(0xF0000 + ord(found[1]))}", line.replace(_SHIELD, ""))
    close = _LOOSE.sub(r"\1", _TAG.sub("", _AUTOLINK.sub(r"\1", shielded)))
    plain = _UNDERSCORED.sub(r"\1", _STRONG.sub("", without_emphasis(close, stars)))
    return _SHIELDED.sub(lambda found: chr(ord(found[1]) - 0xF0000), plain)
