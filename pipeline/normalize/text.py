"""The form of every published text: Unicode NFC, white space folded, trimmed, never empty."""

import re
from unicodedata import is_normalized, normalize

_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff\ud800-\udfff]")
"""Control characters, the byte order mark, and halves of surrogate pairs, which no storage format takes."""


def clean(raw: str | None) -> str | None:
    """The text with every run of white space (no-break spaces included) as one space; None if nothing is left."""
    if not raw:
        return None
    text = raw.strip()
    if text.isprintable() and text.isascii() and "  " not in text:  # most are, and all that follows costs twice as much
        return text or None
    text = " ".join(text.split())
    if not text.isprintable():
        text = " ".join(_DROPPED.sub("", text).split())
    if not is_normalized("NFC", text):  # last: what is dropped may have kept a letter from its accent
        text = normalize("NFC", text)
    return text or None
