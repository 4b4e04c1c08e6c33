"""The bytes of a part of the page with a `<mark>` around every value that is printed there.

Values that are not printed are not marked: those that stand in attributes of links, and those that are derived.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from pipeline.dataset import Value
from pipeline.explaining.values import How, printed_at
from pipeline.origin import Span
from tests.gallery.strands import Part, Strand

_RUN = re.compile(rb"<[^<>]*>|[^<]+")
_SENTENCE_END = re.compile(r"(?<=\.) ")
_LEAST_LETTERS = 4
_LEAST_NUMBER = 1000
"""What is shorter stands everywhere."""
_SOUGHT = 300
"""Characters that `explain` looks for at once."""


class Sought(NamedTuple):
    """A text that may be printed, and what is written at it: a column, or the rows that have it, by position."""

    text: str
    number: int
    badges: Sequence[str]


class Mark(NamedTuple):
    """What is written at a place."""

    number: int
    badge: str


def marked(utf8: bytes, part: Part) -> bytes:
    """The part with its marks; longer values come first, and none is marked inside another."""
    claimed = dict(found for strand in part.strands for found in _in_pieces(utf8, part.at, strand))
    for one in sorted(_sought(part), key=lambda sought: -len(sought.text)):
        claimed.update(_placed(one, _free(_places(utf8, part.at, one.text), claimed)))
    return b"".join(_written(utf8, part.at, sorted(claimed.items())))


def is_printed(value: Value, utf8: bytes, at: Span) -> bool:
    """Whether a value stands in a part of the page, to be seen, and is long enough to be looked for."""
    if not _is_telling(value):
        return False
    return _is_whole(str(value), utf8, at) or all(printed_at(one, utf8, at) for one in _sentences(str(value)))


def _is_whole(text: str, utf8: bytes, at: Span) -> bool:
    return printed_at(text[:_SOUGHT], utf8, at) is not None


def _sentences(text: str) -> Sequence[str]:
    return _SENTENCE_END.split(text)


def _in_pieces(utf8: bytes, section: Span, strand: Strand) -> Iterator[tuple[Span, Mark]]:
    """Texts of rows that have something hidden in their midst, sentence by sentence in the order of the rows."""
    behind = section.start
    for text, badge in _of_rows(strand):
        sentences = _sentences(text)
        if len(sentences) == 1 or _is_whole(text, utf8, section):
            continue
        for sentence in sentences:
            at = printed_at(sentence, utf8, Span(behind, section.end))
            if at is not None:
                yield at, Mark(strand.number, badge)
                behind = at.end


def _sought(part: Part) -> Iterator[Sought]:
    for strand in part.strands:
        found: dict[str, list[str]] = {}
        for text, badge in (*_of_columns(strand), *_of_rows(strand)):
            found.setdefault(text, []).append(badge)
        yield from (Sought(text, strand.number, list(dict.fromkeys(badges))) for text, badges in found.items())


def _of_columns(strand: Strand) -> Iterator[tuple[str, str]]:
    for one in strand.columns:
        members = one.value if isinstance(one.value, list | tuple) else [one.value]
        if one.how is How.PRINTED:
            yield from ((str(member), one.column or "") for member in members if _is_telling(member))


def _of_rows(strand: Strand) -> Iterator[tuple[str, str]]:
    for place, row in enumerate(strand.rows, 1):
        yield from ((str(value), str(place)) for value in row.values() if _is_telling(value))


def _free(places: Iterable[Span], claimed: Iterable[Span]) -> Sequence[Span]:
    taken = list(claimed)
    return [at for at in places if not any(at.start < other.end and other.start < at.end for other in taken)]


def _placed(one: Sought, places: Sequence[Span]) -> Iterator[tuple[Span, Mark]]:
    """Every place is of the one that has the text; of several, each has its own, or all share the first one."""
    if len(one.badges) == 1:
        yield from ((at, Mark(one.number, one.badges[0])) for at in places)
    elif len(one.badges) == len(places):
        yield from ((at, Mark(one.number, badge)) for at, badge in zip(places, one.badges, strict=True))
    else:
        yield from ((at, Mark(one.number, f"{one.badges[0]}–{one.badges[-1]}")) for at in places[:1])


def _is_telling(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) >= _LEAST_LETTERS
    return isinstance(value, int) and value >= _LEAST_NUMBER


def _places(utf8: bytes, section: Span, text: str) -> Iterator[Span]:
    """Every place of a text in a section; a long one is found piece by piece."""
    pieces = [text[start : start + _SOUGHT] for start in range(0, len(text), _SOUGHT)]
    for piece in pieces:
        start = section.start
        while (at := printed_at(piece, utf8, Span(start, section.end))) is not None:
            yield at
            start = at.end


def _written(utf8: bytes, section: Span, claimed: Sequence[tuple[Span, Mark]]) -> Iterator[bytes]:
    behind = section.start
    for at, one in claimed:
        yield utf8[behind : at.start]
        yield _around(utf8[at.start : at.end], one)
        behind = at.end
    yield utf8[behind : section.end]


def _around(markup: bytes, one: Mark) -> bytes:
    """Every run of text in a mark of its own, so that tags between them still close what they opened."""
    runs = _RUN.findall(markup)
    texts = [place for place, run in enumerate(runs) if not run.startswith(b"<") and run.strip()]
    badges = {texts[0]: f' data-badge="{escape(one.badge)}"'} if texts else {}
    opened = {place: f'<mark style="--n:{one.number}"{badges.get(place, "")}>'.encode() for place in texts}
    return b"".join(opened[place] + run + b"</mark>" if place in opened else run for place, run in enumerate(runs))
