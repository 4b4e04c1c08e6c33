"""Where on a page of a layout each field stands, and which function reads it: for those who doubt a value.

Every layout declares its origins beside its reader. The tests hold them against pages: without the bytes of a section,
exactly its own fields are other ones.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple


class Origin(NamedTuple):
    """Where a field comes from."""

    section: str
    """As people find it on the page, or in its source: `#references`."""
    mark: re.Pattern[bytes]
    """How the section begins in the page's UTF-8."""
    rule: Callable[..., object]
    """What reads it."""
    else_from: str = ""
    """Where else the value may come from, in words."""
    template: str = ""
    """The module that reads the same from markup that is printed to the letter, if there is one."""

    @property
    def rule_in_words(self) -> str:
        """What the rule says of itself, and where it is."""
        said = " ".join((self.rule.__doc__ or "").partition("\n\n")[0].split())
        shortcut = (
            f" (or {self.template.replace('.', '/')}.py, which reads the usual markup alike)" if self.template else ""
        )
        return f"{self.rule.__name__} in {self.rule.__module__.replace('.', '/')}.py{shortcut}: {said}"


def _file(module: str) -> str:
    return f"{module.replace('.', '/')}.py"


Origins = Mapping[str, Origin]
"""By the name of the field of `ArticlePage`."""


class Span(NamedTuple):
    """Bytes of a page, from the first to the one behind the last."""

    start: int
    end: int


def by_id(identity: str) -> re.Pattern[bytes]:
    """The start tag of the element with this id."""
    return re.compile(rb"<\w+\b[^<>]*?\bid\s*=\s*[\"']?" + re.escape(identity.encode()) + rb"[\"'\s>][^<>]*>?")


def by_class(*names: str) -> re.Pattern[bytes]:
    """The start tag of the first element with one of these classes."""
    any_of = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(rb"<\w+\b[^<>]*?\bclass\s*=\s*[\"'](?:[^\"'<>]*\s)?(?:" + any_of + rb")(?:\s[^\"'<>]*)?[\"']")


def by_line(*headings: str) -> re.Pattern[bytes]:
    """The first line that is one of these headings, whatever marks it as one."""
    any_of = b"|".join(re.escape(heading.encode()) for heading in headings)
    return re.compile(rb"^[#*= \t]*+(?:" + any_of + rb")[#*=: \t]*+\r?$", re.MULTILINE | re.IGNORECASE)


def by_property(name: str) -> re.Pattern[bytes]:
    """The meta tag of this property."""
    return re.compile(rb"<meta\b[^<>]*?\b" + re.escape(name.encode()) + rb"\b[^<>]*>")


def whole() -> re.Pattern[bytes]:
    """The beginning of the page itself."""
    return re.compile(rb"\A")


NOWHERE = re.compile(rb"(?!)")
"""No part of the page."""


def either(*marks: re.Pattern[bytes]) -> re.Pattern[bytes]:
    """The first of several beginnings."""
    return re.compile(b"|".join(mark.pattern for mark in marks), marks[0].flags)


_MAIN_END = re.compile(rb"</main\s*>", re.IGNORECASE)
_HIDDEN = re.compile(rb"<!--.*?(?:--!?>|\Z)|<(script|style)\b.*?(?:</\1\b|\Z)", re.DOTALL | re.IGNORECASE)
"""What is printed like a section there, no reader takes for one."""
_OF_THE_HEAD = b"<meta"


def spans_of(utf8: bytes, origins: Origins, main: int = 0) -> Mapping[str, Span]:
    """From where each section begins to where another one does; a section that is not on the page is left out.

    Of a section that stands in several places it is the first one, and of a tag without content the tag. Where the
    reader begins to read sections at `main`, none stands before.
    """
    marks = {one.section: one.mark for one in origins.values()}
    hidden = _hidden(utf8, main)
    found = {section: list(_places(utf8, mark, hidden, main)) for section, mark in marks.items()}
    ends = [end.start() for end in _MAIN_END.finditer(utf8)]
    return {
        section: _span(utf8, places[0], [*ends, *_of_others(found, marks, section)])
        for section, places in found.items()
        if places
    }


def _hidden(utf8: bytes, main: int) -> Sequence[Span]:
    """Comments, scripts and styles, in their order; who begins to read at `main` knows of none that is open there."""
    parts = (_HIDDEN.finditer(utf8, 0, main), _HIDDEN.finditer(utf8, main))
    return [Span(*one.span()) for part in parts for one in part]


def _places(utf8: bytes, mark: re.Pattern[bytes], hidden: Sequence[Span], main: int) -> Iterator[tuple[int, int]]:
    """A text has no tags that could be hidden, but may speak of some; tags of the head count wherever they stand."""
    for found in mark.finditer(utf8):
        is_of_a_section = found[0].startswith(b"<") and not found[0].startswith(_OF_THE_HEAD)
        if not is_of_a_section or (found.start() >= main and not _is_in(hidden, found.start())):
            yield found.span()


def _is_in(spans: Sequence[Span], at: int) -> bool:
    before = bisect(spans, at, key=attrgetter("start"))
    return before > 0 and at < spans[before - 1].end


def _of_others(
    found: Mapping[str, list[tuple[int, int]]], marks: Mapping[str, re.Pattern[bytes]], section: str
) -> Iterator[int]:
    """Where sections begin that have another mark."""
    return (start for name, places in found.items() if marks[name] != marks[section] for start, _ in places)


def _span(utf8: bytes, place: tuple[int, int], others: Iterable[int]) -> Span:
    if utf8.startswith(_OF_THE_HEAD, place[0]):
        return Span(*place)
    return Span(place[0], min((start for start in others if start >= place[1]), default=len(utf8)))
