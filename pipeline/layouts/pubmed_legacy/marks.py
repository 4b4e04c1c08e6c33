"""Tags of third-party highlighters: PubMed's pages before 2020 had no `<mark>`, and these stand even inside words.

Highlighters do not spare attributes, nor the head; and a browser that saves a page escapes their tags in both.
"""

import re

from pipeline.markup.tree import Element

_TAG = re.compile(rb"</?mark\b[^<>]*+>", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"</?mark\b[^<>]*+>", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*+")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that a tree may hold and refuses to be given; no text is published with them (`normalize.text`)."""


def without_mark_tags(utf8: bytes) -> bytes:
    """The page without such tags, in its text and inside its attributes."""
    return _TAG.sub(b"", utf8)


def without_marks(text: str) -> str:
    """The text of an attribute without tags that were escaped in it."""
    return _UNWRITABLE.sub("", _WRITTEN_OUT.sub("", text)) if "<" in text else text


def clear_attributes(body: Element) -> None:
    """Take escaped tags out of every attribute below `body`; those with names that HTML does not have are not read."""
    for element in body.iter("*"):
        for name, value in element.items():
            if "<" in value and _NAME.fullmatch(name):
                element.set(name, without_marks(value))
