"""Section `References`: the citations as printed, without their trailing ` - DOI - PMC - PubMed`.

The page makes each reference a list of its own, so most tools number every one `1.`, and a `2.` is a second
note of the same reference; some tools put the reference's own number before it, `4. 1.`, or no number at all: then a
note that ends in a semicolon goes on with the next one if that names no authors.
A line between references that opens none is the heading of those under it.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple, TypeVar

from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.styles import Headings, Style
from pipeline.normalize.cited import cited
from pipeline.normalize.identifiers import doi_of_link, pmcid, pmid_of_link
from pipeline.normalize.text import clean
from pipeline.tables import Reference

Found = TypeVar("Found", int, str)


class References(NamedTuple):
    """What the section holds."""

    listed: tuple[Reference, ...] = ()
    stated_count: int | None = None


class Opening(Enum):
    """What opens a reference in this text."""

    NUMBER = "number"
    """`1. `, each time anew."""
    COUNT = "count"
    """`1. `, `2. `, `3. ` …"""
    ITEM = "item"
    LINE = "line"


class Role(Enum):
    """What a line is among the references."""

    OPENS = "opens"
    GOES_ON = "goes-on"
    HEADING = "heading"


class Note(NamedTuple):
    """A reference's lines, the heading above it, and the column that it opens in."""

    heading: str | None
    lines: tuple[Line, ...]


NUMBERS = re.compile(r"(?:\d{1,4}\.(?: +|$))+")
LINK_WORDS = re.compile(r"-$|(?:- ?)?(?:DOI|PMC|PubMed)(?: - (?:DOI|PMC|PubMed)){0,9}$")
LINKS = frozenset({"DOI", "PMC", "PubMed"})
PIECE = re.compile(
    r"Reference Source$|https?://|www\.|[.,;:)]|[\[(](?:updated|cited|accessed|last|internet)\b", re.IGNORECASE
)
"""A piece of a reference that some tools put on a line of its own."""
NO_AUTHORS = re.compile(r"[A-Z][\w. ]{1,60} (?:1[89]|20)\d\d, [\w ]{1,20}, [\w.–-]{1,20}(?: - .{0,80})?$")
CLOSE = (".", ",", ";", ":", ")")
BETWEEN_LINKS = " - "
SHOW_ALL = re.compile(r"Show all (\d{1,6}) references$")


def read_references(lines: tuple[Line, ...], style: Style) -> References:
    """The references that the text lists, and how many the page says there are."""
    stated = next((int(found[1]) for line in lines if (found := SHOW_ALL.match(line.text))), None)
    notes = _notes(tuple(line for line in lines if not SHOW_ALL.match(line.text)))
    if style.headings is Headings.CAPITALS:
        notes = (note._replace(heading=None) for note in notes)
    rows = (_reference(note) for note in notes)
    return References(tuple(row._replace(position=n) for n, row in enumerate(filter(None, rows), 1)), stated)


def _notes(lines: tuple[Line, ...]) -> Iterator[Note]:
    opening = _opening(lines)
    heading: str | None = None
    note: list[Line] = []
    for line in lines:
        role = _role(line, note, opening)
        if role is Role.GOES_ON:
            note.append(line)
            continue
        if note:
            yield Note(heading, tuple(note))
        heading = line.text if role is Role.HEADING else heading
        note = [line] if role is Role.OPENS else []
    if note:
        yield Note(heading, tuple(note))


def _opening(lines: tuple[Line, ...]) -> Opening:
    numbers = [_number(line) for line in lines if _number(line) is not None and _unnumbered(line)]
    if numbers:
        return Opening.COUNT if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) else Opening.NUMBER
    is_listed = any(line.mark is Mark.ITEM and not LINK_WORDS.match(line.text) for line in lines)
    return Opening.ITEM if is_listed else Opening.LINE


def _role(line: Line, note: list[Line], opening: Opening) -> Role:
    """What a line is behind the lines of the reference before it, if there is one."""
    if note and (_is_piece(line) or not (_unnumbered(note[-1]) or _is_numbered(line))):
        return Role.GOES_ON
    if note and opening in (Opening.ITEM, Opening.LINE) and _is_second(line, note):
        return Role.GOES_ON
    if _opens(line, opening):
        is_second = opening is Opening.NUMBER and _unnumbered(line) and (_number(line) or 0) > 1
        return Role.GOES_ON if is_second and note else Role.OPENS
    return Role.GOES_ON if note and line.depth > note[0].depth else Role.HEADING


def _is_piece(line: Line) -> bool:
    return bool(LINK_WORDS.match(line.text) or PIECE.match(line.text))


def _is_second(line: Line, note: list[Line]) -> bool:
    """Whether the line is a second note, journal, year, volume and pages alone, of a reference that ends in `;`."""
    if NO_AUTHORS.match(line.text) is None:
        return False
    words = next((line.text for line in reversed(note) if not LINK_WORDS.match(line.text)), "")
    return _without_links(words).rstrip().endswith(";")


def _opens(line: Line, opening: Opening) -> bool:
    if opening is Opening.LINE:
        return "." in line.text
    return line.mark is Mark.ITEM if opening is Opening.ITEM else _is_numbered(line)


def _is_numbered(line: Line) -> bool:
    return _number(line) is not None


def _number(line: Line) -> int | None:
    """The last number before the text: the note's own."""
    found = NUMBERS.match(line.text)
    return int(found[0].split()[-1].rstrip(".")) if found else None


def _unnumbered(line: Line) -> str:
    return NUMBERS.sub("", line.text, count=1) if NUMBERS.match(line.text) else line.text


def _reference(note: Note) -> Reference | None:
    text = clean(_text(note.lines))
    if text is None:
        return None
    links = [link for line in note.lines for link in line.links]
    return Reference(
        0,
        note.heading,
        text,
        _first(doi_of_link(link.address) for link in links if link.words == "DOI"),
        _first(pmid_of_link(link.address) for link in links if link.words == "PubMed"),
        _first(pmcid(link.address) for link in links if link.words == "PMC"),
        *cited(text),
    )


def _text(lines: tuple[Line, ...]) -> str:
    """The notes of the reference, each without the link words that end it."""
    notes: list[list[Line]] = []
    for line in lines:
        if not notes or _is_numbered(line) or _is_second(line, notes[-1]):
            notes.append([])
        notes[-1].append(line)
    return " ".join(_without_links("".join(map(_piece, note))) for note in notes)


def _piece(line: Line) -> str:
    between = BETWEEN_LINKS if line.text in LINKS else "" if line.text.startswith(CLOSE) else " "
    return f"{between}{_unnumbered(line)}"


def _without_links(text: str) -> str:
    """The text up to the first of the link words that end it."""
    pieces = f"{text} ".replace(" - - ", BETWEEN_LINKS).split(BETWEEN_LINKS)
    while len(pieces) > 1 and (pieces[-1].strip() in LINKS or not pieces[-1].strip(" -")):
        pieces.pop()
    return BETWEEN_LINKS.join(pieces)


def _first(found: Iterable[Found | None]) -> Found | None:
    return next((one for one in found if one is not None), None)
