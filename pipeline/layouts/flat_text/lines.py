"""The text as lines of words: margins undone, links and marks taken off and kept beside the words."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pipeline.layouts.flat_text.headings import CAPITALS
from pipeline.layouts.flat_text.links import Link, lift_links, separate_links
from pipeline.layouts.flat_text.markup import without_markup
from pipeline.layouts.flat_text.one_line import break_line
from pipeline.layouts.flat_text.styles import Breaks, Headings, Style
from pipeline.layouts.flat_text.wrapping import unwrap
from pipeline.normalize.text import clean


class Mark(Enum):
    """What a line opens with."""

    NONE = "none"
    ITEM = "item"
    TITLE = "title"
    """A heading of the first rank."""
    HEADING = "heading"


class Line(NamedTuple):
    """A line of the page, without the marks that the tool made."""

    text: str
    mark: Mark = Mark.NONE
    has_gap: bool = False
    """A blank line stands before it."""
    depth: int = 0
    """Columns that it is indented by."""
    links: tuple[Link, ...] = ()


_HEADING = re.compile(r"(#{1,6})\s+(.*)", re.DOTALL)
_LANGUAGES = re.compile(r"\[Article in\s[^\[\]]{0,200}\]")
_BROKEN_EMPHASIS = re.compile(r"((?<![\w*])\*\w[^*\n]{0,80})\n[ \t]*(\w[^*\n]{0,80}\*(?!\w))")
"""Emphasis that runs over the end of a line in the page's source."""
_BUTTON = re.compile(r"\(BUTTON\)\s*")


def read_lines(text: str, style: Style) -> tuple[Line, ...]:
    """The lines of the text that have words; a mark that stands alone belongs to the next one."""
    lifted, addresses = lift_links("\n".join(_physical(text, style)), style.links)
    whole = _LANGUAGES.sub(lambda found: " ".join(found[0].split()), lifted)
    if style.headings is Headings.MARKED:
        whole = _BROKEN_EMPHASIS.sub(r"\1 \2", whole)
    return tuple(_with_words(whole.splitlines(), addresses, style))


def _physical(text: str, style: Style) -> list[str]:
    if style.breaks is Breaks.LOST:
        return break_line(text)
    return text.splitlines() if style.breaks is Breaks.KEPT else unwrap(text, style.breaks)


def _with_words(physical: list[str], addresses: tuple[str, ...], style: Style) -> Iterator[Line]:
    has_gap, pending = False, Mark.NONE
    for raw in physical:
        marked, links = separate_links(raw, addresses)
        mark, body = _mark(_BUTTON.sub("", marked).strip(), style)
        words = clean(without_markup(body, style))
        if words is None:
            has_gap = has_gap or mark is Mark.NONE
            pending = mark if mark is not Mark.NONE else pending
            continue
        words = CAPITALS.get(words, words) if style.headings is Headings.CAPITALS else words
        depth = len(marked) - len(marked.lstrip())
        yield Line(words, pending if mark is Mark.NONE else mark, has_gap, depth, links)
        has_gap, pending = False, Mark.NONE


def _mark(body: str, style: Style) -> tuple[Mark, str]:
    heading = _HEADING.match(body) if style.headings is Headings.MARKED else None
    if heading:
        return (Mark.TITLE if heading[1] == "#" else Mark.HEADING), heading[2]
    if body[:1] in style.bullets and (body[1:2].isspace() or len(body) == 1) and body:
        inner = body[1:].lstrip()
        return (_mark(inner, style)[0], _mark(inner, style)[1]) if inner.startswith("#") else (Mark.ITEM, inner)
    return Mark.NONE, body
