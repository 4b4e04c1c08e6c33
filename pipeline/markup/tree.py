"""Bytes of HTML become an element tree; of a page only the part that holds the article is parsed.

`<main>` is less than half of a page's bytes, and parsing it alone costs less than half of the time.
"""

import re

from lxml import etree

from pipeline.errors import BrokenPromise

Element = etree._Element  # noqa: SLF001  # lxml gives its element class no public name

_MAIN_START = re.compile(rb"<main\b[^<>]*+>", re.IGNORECASE)
_PLAIN_MAIN_END = b"</main>"
_MAIN_END = re.compile(rb"</main\s*+>", re.IGNORECASE)


def article_element(utf8: bytes) -> Element:
    """The page's `<main>`, parsed from its own bytes; BrokenPromise where it is missing or does not end."""
    start = _MAIN_START.search(utf8)
    if start is None:
        raise BrokenPromise("the page has no <main>")
    end = _end_of_main(utf8, start.end())
    if end is None:
        raise BrokenPromise("the page's <main> does not end")
    return parse_fragment(utf8[start.start() : end], "main")


def main_tag(utf8: bytes) -> bytes | None:
    """The start tag of the page's `<main>` as it stands; None where it has none."""
    start = _MAIN_START.search(utf8)
    return start[0] if start else None


def is_main_whole(utf8: bytes) -> bool:
    """Whether the page has a `<main>` that ends."""
    start = _MAIN_START.search(utf8)
    return start is not None and _end_of_main(utf8, start.end()) is not None


def _end_of_main(utf8: bytes, after: int) -> int | None:
    plain = utf8.find(_PLAIN_MAIN_END, after)
    if plain >= 0:
        return plain + len(_PLAIN_MAIN_END)
    found = _MAIN_END.search(utf8, after)
    return found.end() if found else None


def parse_fragment(utf8: bytes, tag: str) -> Element:
    """The first element of that tag in a piece of HTML; comments and processing instructions are left out."""
    try:
        tree = etree.fromstring(utf8, _parser())
    except etree.XMLSyntaxError as error:
        raise BrokenPromise(f"no tree can be made of it: {error}") from error
    found = next(tree.iter(tag), None) if tree is not None else None  # type: ignore[redundant-expr]  # lxml gives None
    if found is None:
        raise BrokenPromise(f"no <{tag}> is left in the tree")
    return found


def _parser() -> etree.HTMLParser:
    """A parser that loads nothing from anywhere; a new one a page, since a parser holds state of its last page."""
    return etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        no_network=True,
    )
