"""Which part of the sample page becomes which columns and rows, as `explain` tells it; nothing here is drawn by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pipeline.dataset import Row
from pipeline.explaining.explain import Origin, explain_page
from pipeline.explaining.rereading import pages_of
from pipeline.explaining.values import Explained, How
from pipeline.origin import Span
from pipeline.outcome import Extracted
from pipeline.tables import ARTICLES, SECTION_TABLES

RAW = Path(__file__).parents[2] / "raw"
SAMPLE = RAW / "99000001.html"
_SHOWN = frozenset({How.PRINTED, How.DERIVED})


class Strand(NamedTuple):
    """What one table gets from one section."""

    number: int
    """From 1, in the order of the page; it is the colour, too."""
    table: str
    columns: Sequence[Explained]
    """Of the article's row."""
    rows: Sequence[Row]
    """Of any other table."""


class Part(NamedTuple):
    """A section of the page with all that comes from it."""

    section: str
    at: Span
    strands: Sequence[Strand]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A page and what is taken from it."""

    utf8: bytes
    origin: Origin
    parts: Sequence[Part]
    of_the_capture: Sequence[Explained]
    absent: Sequence[Explained]
    """What the page does not show, and why."""
    text: str


class _Found(NamedTuple):
    """A strand that has no number yet."""

    section: str
    at: Span
    table: str
    columns: Sequence[Explained]
    rows: Sequence[Row]


@cache
def taken(page: Path = SAMPLE) -> Taken:
    """The one article of a file, and where all of it comes from."""
    (read,) = pages_of(page)
    if not isinstance(read.outcome, Extracted):
        raise TypeError(f"{page} is no article: {read.outcome}")
    explanation = explain_page(read, read.outcome)
    rows = {table.name: [row._asdict() for row in getattr(read.outcome.page, table.name)] for table in SECTION_TABLES}
    values = explanation.values
    return Taken(
        utf8=read.document.utf8,
        origin=explanation.origin,
        parts=list(_parts(sorted(_found(values, rows), key=attrgetter("at")))),
        of_the_capture=[one for one in values if one.how is How.OF_THE_CAPTURE],
        absent=[one for one in values if one.why_null],
        text=read.outcome.assembled.text,
    )


def _found(values: Sequence[Explained], rows: Mapping[str, Sequence[Row]]) -> Iterator[_Found]:
    """The article's columns by their section, and then the other tables: the order in which they are numbered."""
    columns = [one for one in values if one.table == ARTICLES.name and one.section_at and one.how in _SHOWN]
    for section in dict.fromkeys(one.section for one in columns):
        own = [one for one in columns if one.section == section]
        yield _Found(section, _place(own[0]), ARTICLES.name, own, ())
    for one in values:
        if one.table in rows and one.section_at and one.how in _SHOWN:
            yield _Found(one.section, one.section_at, one.table, (), rows[one.table])


def _place(one: Explained) -> Span:
    if one.section_at is None:
        raise ValueError(f"{one.column} stands nowhere")
    return one.section_at


def _parts(found: Sequence[_Found]) -> Iterator[Part]:
    numbered = [
        (one.section, one.at, Strand(number, one.table, one.columns, one.rows)) for number, one in enumerate(found, 1)
    ]
    for (section, at), members in groupby(numbered, key=lambda one: one[:2]):
        yield Part(section, at, [strand for _, _, strand in members])
