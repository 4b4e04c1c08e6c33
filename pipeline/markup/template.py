"""Markup that a server prints from one template, as a pattern that accepts it and nothing else.

A template is written as the markup is. What matches is closed in itself: every element of it ends in it, every
quote has its partner, and no comment begins in it. So it can be read, or cut out, without a tree.

    blanks       any white space, or none between tags
    ~            any well-formed attributes, inside a tag
    {name}       a value: inside a tag up to the closing quote; between tags a text, in which words may stand in
                 <i>, <b>, <sup> and the like, and formulas
    {}           the same, not kept
    {-}          a text without marks, not kept
    [[ … ]]      once
    [[=name … ]] once, and its markup is a value
    [[ … ]]?     once or not at all
    [[ … ]]*     any number of times
    |            inside such brackets, one thing or the other
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final, Generic, NamedTuple, TypeVar

from pipeline.markup.escapes import usually_unescaped
from pipeline.normalize.text import clean

_ATTRIBUTES: Final = rb"""(?:\s[^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+)?+"""
_VALUE: Final = rb"[^\"<>]*+"
_PLAIN_TEXT: Final = rb"[^<>]*+"
_MARK: Final = (
    rb"(?:i|em|b|sub|sup|u|ext-link|math|mrow|msub|msup|msubsup|mi|mo|mn|msqrt|mfrac|mtext|mover|munder|mstyle)"
)
_NAMELESS: Final = rb"(?![^<>]*\b(?:class|id)\s*=)"
"""No mark: a tag with a class or an id is markup that means something."""
_TEXT: Final = rb"(?:[^<>]++|</?+" + _MARK + _NAMELESS + _ATTRIBUTES + rb">|<strong>[^<>]*+</strong>)*+"
_TOKEN = re.compile(r"\s*~|\s+|\{(\w*|-)\}|\[\[(?:=\w+)?|\]\][?*]?|[<>|]|[^\s~{}\[\]<>|]+")
_INLINE_TAG = re.compile(rb"<[^<>]*+>")

Value_co = TypeVar("Value_co", covariant=True)
Values = tuple[bytes | None, ...]
"""The values of a template, in its order, as they are printed; None for what is not there."""


class Found(NamedTuple, Generic[Value_co]):
    """What stands at a place of a page, and where it ends."""

    value: Value_co
    end: int


class Unusual(Exception):  # not an error: a page may print anything
    """Markup is not what a template says."""


class Template:
    """Markup as a server prints it, in the words above."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def pattern(self) -> re.Pattern[bytes]:
        """What it accepts, with blanks in front of it; made for the first page, which not every process reads."""
        parts: list[bytes] = [rb"\s*+"]
        is_in_tag = False
        for token in _TOKEN.finditer(self._text.strip()):
            parts.append(_pattern(token, _VALUE if is_in_tag else _TEXT, rb"\s++" if is_in_tag else rb"\s*+"))
            is_in_tag = token[0] == "<" or (is_in_tag and token[0] != ">")
        return re.compile(b"".join(parts))


def one_of(template: Template, markup: bytes, start: int) -> Found[Values]:
    """What a template finds at a place. Raises Unusual."""
    found = template.pattern.match(markup, start)
    if found is None:
        raise Unusual(f"at byte {start}")
    return Found(found.groups(), found.end())


def all_of(template: Template, markup: bytes, start: int) -> Found[list[Values]]:
    """What a template finds at a place, behind that, and so on."""
    values: list[Values] = []
    pattern = template.pattern
    while found := pattern.match(markup, start):
        values.append(found.groups())
        start = found.end()
    return Found(values, start)


def _pattern(token: re.Match[str], value: bytes, blank: bytes) -> bytes:
    known = {"~": _ATTRIBUTES, "[[": rb"(?:", "]]": rb")", "]]?": rb")?+", "]]*": rb")*+", "|": b"|"}
    if token[0].startswith("{"):
        return _PLAIN_TEXT if token[1] == "-" else rb"(?P<%s>%s)" % (token[1].encode(), value) if token[1] else value
    if token[0].isspace():
        return blank
    if token[0].startswith("[[="):
        return rb"(?P<%s>" % token[0].removeprefix("[[=").encode()
    return known.get(token[0].strip()) or re.escape(token[0]).encode()


def text_in(markup: bytes | None) -> str | None:
    """The clean text of a value; None where it has none. Raises Unusual."""
    if not markup:
        return None
    if b"<" in markup:
        markup = _without_marks(markup)
    return clean(attribute(markup))


def _without_marks(markup: bytes) -> bytes:
    if not is_closed(markup):
        raise Unusual("marks in a text that do not end")
    return _INLINE_TAG.sub(b"", markup)


def attribute(markup: bytes | None) -> str | None:
    """An attribute's value, with its references resolved; None where there is none. Raises Unusual."""
    text = None if markup is None else markup.decode()
    if text is None or "&" not in text:
        return text
    resolved = usually_unescaped(text)
    if resolved is None:
        raise Unusual(f"a reference in {text!r}")
    return resolved


def end_of_element(tag: bytes, markup: bytes, start: int) -> int:
    """Where the element ends that is open at a place. Raises Unusual."""
    opening, closing = b"<" + tag, b"</" + tag + b">"
    depth = 1
    while depth:
        end = markup.find(closing, start)
        if end < 0:
            raise Unusual(f"a {tag.decode()} that does not end")
        depth += markup.count(opening, start, end) - 1
        start = end + len(closing)
    return start


_TAG = re.compile(rb"""<(/?+[a-z][a-z0-9-]*+)(?:\s[^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+)?+/?+>""")
_COMMENT = re.compile(rb"<!--\s(?:[^-]++|-(?!-[!>]))*+(?:-->|.*+)", re.DOTALL)
"""One that does not end, or ends oddly, takes all that follows it, and is not looked for twice."""
_VOID: Final = frozenset((b"br", b"hr", b"img", b"input", b"link", b"meta"))


def is_closed(markup: bytes) -> bool:
    """Whether all that begins in a piece of markup ends in it, and in turn: elements, quotes and comments."""
    shown = _COMMENT.sub(_left_of_comment, markup) if b"<!--" in markup else markup
    tags = _TAG.findall(shown)
    return len(tags) == shown.count(b"<") and _end_in_turn(tags)


def _left_of_comment(comment: re.Match[bytes]) -> bytes:
    return b"" if comment[0].endswith(b"-->") else b"<"


def _end_in_turn(tags: Iterable[bytes]) -> bool:
    """Whether each element ends before the one that holds it."""
    around: list[bytes] = []
    for tag in tags:
        if not tag.startswith(b"/"):
            if tag not in _VOID:
                around.append(tag)
        elif not around or around.pop() != tag[1:]:
            return False
    return not around
