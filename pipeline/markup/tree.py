"""Bytes of HTML become an element tree; of a page only the part that holds the article is parsed.

`<main>` is less than half of a page's bytes, and parsing it alone costs less than half of the time.
"""

import re
from contextlib import suppress
from typing import Final, NamedTuple, TypedDict

from lxml import etree

from pipeline.errors import BeyondParser, BrokenPromise

Element = etree._Element  # noqa: SLF001  # lxml gives its element class no public name

_MAIN_START = re.compile(rb"<main\b[^<>]*+>", re.IGNORECASE)
_PLAIN_MAIN_START = b"<main"
_PLAIN_MAIN_END = b"</main>"
_MAIN_END = re.compile(rb"</main\s*+>", re.IGNORECASE)
_PAGE_END = re.compile(rb"</(?:body|html)\s*+>", re.IGNORECASE)


class _Parsing(TypedDict):
    encoding: str
    remove_comments: bool
    remove_pis: bool
    collect_ids: bool
    no_network: bool


PARSING: Final = _Parsing(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True)
"""How every parser of this project is set: it keeps elements and text, and loads nothing from anywhere."""


class MainSpan(NamedTuple):
    """Where a page's `<main>` stands in its bytes."""

    start: int
    end: int | None
    """None where the page ends before its `<main>` does."""


def main_span(utf8: bytes, after: int = 0) -> MainSpan:
    """Where the page's `<main>` stands, looked for from a place on; BrokenPromise where it is missing."""
    start = _find_main(utf8, after)
    if start is None:
        raise BrokenPromise("the page has no <main>")
    end = _end_of_main(utf8, start.end())
    if end is None and _PAGE_END.search(utf8, start.end()):
        raise BrokenPromise("the page's <main> does not end, but the page does")
    return MainSpan(start.start(), end)


def article_element(utf8: bytes) -> Element:
    """The page's `<main>`, parsed from its own bytes; BrokenPromise where it is missing or does not end."""
    span = main_span(utf8)
    if span.end is None:
        raise BrokenPromise("the page's <main> does not end")
    return parse_fragment(utf8[span.start : span.end], "main")


def main_tag(utf8: bytes) -> re.Match[bytes] | None:
    """The start tag of the page's `<main>` as it stands; None where it has none."""
    return _find_main(utf8, 0)


def _find_main(utf8: bytes, after: int) -> re.Match[bytes] | None:
    """The start tag of `<main>`; a plain search for PubMed's own spelling is ten times quicker than one in any case."""
    plain = utf8.find(_PLAIN_MAIN_START, after)
    found = _MAIN_START.match(utf8, plain) if plain >= 0 else None
    return found or _MAIN_START.search(utf8, after)


def _end_of_main(utf8: bytes, after: int) -> int | None:
    plain = utf8.find(_PLAIN_MAIN_END, after)
    if plain >= 0:
        _promise_one_end(utf8, plain)
        return plain + len(_PLAIN_MAIN_END)
    found = _MAIN_END.search(utf8, after)
    return found.end() if found else None


def _promise_one_end(utf8: bytes, end: int) -> None:
    """A second end means that the first one is stray, unless another page's `<main>` begins between them."""
    last = utf8.rfind(_PLAIN_MAIN_END)
    if last != end and not _MAIN_START.search(utf8, end, last):
        raise BrokenPromise("the page's <main> ends twice")


def parse_fragment(utf8: bytes, tag: str) -> Element:
    """The first element of that tag in a piece of HTML; comments and processing instructions are left out.

    Raises BrokenPromise where there is none, BeyondParser where the tree is not of all that is there.
    """
    parser = _parser()
    try:
        tree = etree.fromstring(utf8, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenPromise(f"no tree can be made of it: {error}") from error
    confirm_read_to_its_end(parser.error_log)
    found = next(tree.iter(tag), None) if tree is not None else None  # type: ignore[redundant-expr]  # lxml gives None
    if found is None:
        raise BrokenPromise(f"no <{tag}> is left in the tree")
    return found


def confirm_whole(utf8: bytes) -> None:
    """BeyondParser where a parser would not make a tree of all that is there."""
    parser = _parser()
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(utf8, parser)
    confirm_read_to_its_end(parser.error_log)


def confirm_read_to_its_end(log: etree._ListErrorLog) -> None:  # lxml gives the class no public name
    """BeyondParser where the parser stopped before, for a limit of its own: 256 elements in each other, texts of 10 MB.

    It gives the tree that it has by then, and says so nowhere else.
    """
    last = log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        raise BeyondParser(f"the parser stopped: {last.message.strip().partition(', ')[0]}")


def _parser() -> etree.HTMLParser:
    """A new one a page, since a parser holds state of its last page."""
    return etree.HTMLParser(**PARSING)
