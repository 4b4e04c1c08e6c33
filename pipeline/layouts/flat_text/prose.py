"""Lines joined to running text."""

import re
from collections.abc import Iterable

from pipeline.layouts.flat_text.styles import Paragraphs, Style

_BEFORE_SIGN = re.compile(r" (?=[.,;:)\]])")
_BEHIND_SIGN = re.compile(r"(?<=[(\[]) ")


def joined(texts: Iterable[str], style: Style) -> str:
    """The texts with a blank between them, none beside a sign that stands close where tags made the line ends."""
    prose = " ".join(texts)
    if style.paragraphs is not Paragraphs.FRAGMENTS:
        return prose
    return _BEHIND_SIGN.sub("", _BEFORE_SIGN.sub("", prose))
