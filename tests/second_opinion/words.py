"""How every room reads an element: its text in the form that the contract asks for, an attribute, what it holds."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urljoin

from bs4 import Tag

SITE = "https://pubmed.ncbi.nlm.nih.gov/"
SLASHES = re.compile(r":/+")


def every(block: Tag | None, tag: str | Sequence[str], class_: str) -> Sequence[Tag]:
    """The elements of a class in a block; none where there is no block."""
    return [] if block is None else block.find_all(tag, class_=class_)


def first(block: Tag | None, tag: str | Sequence[str], class_: str) -> Tag | None:
    """The first of them."""
    return None if block is None else block.find(tag, class_=class_)


def children(block: Tag | None, tag: str) -> Sequence[Tag]:
    """The elements right below a block."""
    return [] if block is None else block.find_all(tag, recursive=False)


def words(tag: Tag | None) -> str | None:
    """The text of an element; None where there is none."""
    return None if tag is None else tidy(tag.get_text())


def tidy(text: str | None) -> str | None:
    """White space folded, NFC, without byte order marks."""
    folded = " ".join((text or "").replace("\ufeff", "").split())
    return unicodedata.normalize("NFC", folded) or None


def attribute(tag: Tag | None, name: str) -> str | None:
    """An attribute's value; None where there is none."""
    value = None if tag is None else tag.get(name)
    return tidy(value) if isinstance(value, str) else None


def address(tag: Tag | None, name: str = "href") -> str | None:
    """Where an attribute leads to, absolute; `https:///host` is `https://host`, as a browser takes it."""
    value = attribute(tag, name)
    return None if value is None else urljoin(SITE, SLASHES.sub("://", value, count=1))
