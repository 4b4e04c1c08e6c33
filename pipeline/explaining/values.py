"""A column of the article's row, and a table of its rows: where it stands, what reads it, and why it may be null."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.dataset import Row, Value
from pipeline.explaining.doubts import CUT, about, lost_by, printed_again
from pipeline.explaining.sources import fields_of, is_derived
from pipeline.extract import ORIGINS
from pipeline.origin import Origin, Span
from pipeline.outcome import Layout
from pipeline.page import ArticlePage
from pipeline.record import StoredColumn, meaning, stored_columns
from pipeline.tables import ARTICLES, DOCUMENTS, Table

_EXCERPT = 400
"""Bytes of markup that are shown around a value, or from the beginning of its section."""
_BEFORE = 80
_MOST_SOUGHT = 300
"""Characters of a value that are looked for on the page."""
_TOKEN = re.compile(r"[^\W\d]+|\d+|[^\w\s]")
"""Digits apart from letters, for they often have a mark of their own: `CO<sub>2</sub>`."""
_BETWEEN = rb"(?:\s|&nbsp;|<[^<>]*>)*+"
_NULL_WHERE = re.compile(r"null where [^;]+")
"""What the contract says of a column that some pages cannot show."""


class How(Enum):
    """What a value is."""

    PRINTED = "printed"
    DERIVED = "derived"
    OF_THE_CAPTURE = "of-the-capture"
    EMPTY = "empty"
    NULL = "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """A capture that values come from, as far as it is at hand."""

    source_uri: str
    capture_id: str
    layout: Layout
    warnings: tuple[str, ...]
    utf8: bytes | None = None
    """Its bytes, as UTF-8; None where they are gone."""
    spans: Mapping[str, Span]
    """Where its sections stand in them."""
    page: ArticlePage | None = None
    """What today's program reads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A value, or the rows of a table, and where it comes from."""

    table: str
    column: str | None
    """None for the rows of a table as a whole."""
    value: Value
    """Of a table the number of its rows."""
    how: How
    meaning: str
    derived: str = ""
    """What it is derived from, as the contract says."""
    source_uri: str
    """The capture that it comes from."""
    section: str = ""
    else_from: str = ""
    """Where else it may stand on such pages."""
    rule: str = ""
    section_at: Span | None = None
    """The bytes of the section in the page, as UTF-8; None where the page is gone, or has no such section."""
    value_at: Span | None = None
    """The bytes of the value itself, or of what it is derived from, with the marks between its words."""
    excerpt: str = ""
    why_null: str = ""
    again: tuple[str, ...] = ()
    """What the page prints a second time, for the audit to compare."""
    doubts: tuple[str, ...] = ()
    """Warnings of its capture that are about it."""


def explained_columns(article: Row, read: PageRead) -> Iterator[Explained]:
    """Every column of the article's row."""
    for column in stored_columns(ARTICLES):
        value = article[column.name]
        fields = fields_of(ARTICLES, column)
        found = Explained(
            table=ARTICLES.name,
            column=column.name,
            value=value,
            how=_how(column, value, fields),
            meaning=column.column.meaning,
            derived=_derived(column, fields),
            source_uri=read.source_uri,
        )
        yield _located(found, fields, read, _printed(article, value, fields)) if fields else found


def explained_table(table: Table, rows: Sequence[Row], read: PageRead) -> Explained:
    """The rows of a table, which all come from one section."""
    derived = [
        f"{column.name} {column.column.derived}" for column in stored_columns(table)[1:] if column.column.derived
    ]
    found = Explained(
        table=table.name,
        column=None,
        value=len(rows),
        how=How.DERIVED if table is DOCUMENTS else How.PRINTED if rows else How.EMPTY,
        meaning=meaning(table),
        derived="; ".join(derived),
        source_uri=read.source_uri,
    )
    return found if table is DOCUMENTS else _located(found, (table.name,), read, None)


def _derived(column: StoredColumn, fields: Sequence[str]) -> str:
    said = column.column.derived
    if not fields or not is_derived(ARTICLES, column):
        return said
    return f"by counting `{fields[0]}`" if said == "counted" else said or f"from `{fields[0]}`"


def _how(column: StoredColumn, value: Value, fields: Sequence[str]) -> How:
    if value is None:
        return How.NULL
    if value == []:
        return How.EMPTY
    if not fields:
        return How.OF_THE_CAPTURE
    return How.DERIVED if is_derived(ARTICLES, column) else How.PRINTED


def _printed(article: Row, value: Value, fields: Sequence[str]) -> Value:
    """What is printed of a value: of one that is derived, what it is derived from."""
    return article.get(fields[0], value) if value is not None else None


def _located(found: Explained, fields: Sequence[str], read: PageRead, printed: Value) -> Explained:
    """The same with its place on the page."""
    origins = ORIGINS[read.layout]
    origin = next((origins[field] for field in fields if field in origins), None)
    if origin is None:
        return replace(found, why_null=f"pages of {read.layout.value} never show it")
    at = read.spans.get(origin.section)
    value_at = printed_at(printed, read.utf8, at)
    name = found.column or found.table
    return replace(
        found,
        section=origin.section,
        else_from=origin.else_from,
        rule=origin.rule_in_words,
        section_at=at,
        value_at=value_at,
        excerpt=_excerpt(read.utf8, at, value_at),
        why_null=_why_null(found, fields, read, (origin, at)),
        again=tuple(printed_again(name, read.page.echoes)) if read.page else (),
        doubts=tuple(warning for warning in read.warnings if {name, *fields} & set(about(warning))),
    )


def printed_at(printed: Value, utf8: bytes | None, section: Span | None) -> Span | None:
    """Where a text is first printed in its section, whatever marks and blanks stand between its words."""
    if utf8 is None or section is None or isinstance(printed, bool) or not isinstance(printed, str | int):
        return None
    tokens = _TOKEN.findall(str(printed)[:_MOST_SOUGHT])
    pattern = _BETWEEN.join(_as_printed(token) for token in tokens)
    found = re.compile(pattern, re.IGNORECASE).finditer(utf8, section.start, section.end) if tokens else iter(())
    return next((Span(*one.span()) for one in found if not _is_in_a_tag(utf8, one.start())), None)


def _is_in_a_tag(utf8: bytes, at: int) -> bool:
    return utf8.rfind(b"<", 0, at) > utf8.rfind(b">", 0, at)


def _as_printed(token: str) -> bytes:
    """A word, or a sign that may be an entity."""
    forms = dict.fromkeys((token, html.escape(token), html.escape(token, quote=False)))
    return b"(?:" + b"|".join(re.escape(form.encode()) for form in forms) + b")"


def _excerpt(utf8: bytes | None, section: Span | None, value: Span | None) -> str:
    """Markup around the value, or from the section's beginning, in one line."""
    if utf8 is None or section is None:
        return ""
    start = section.start if value is None else max(section.start, value.start - _BEFORE)
    text = utf8[start : min(section.end, start + _EXCERPT)].decode(errors="replace")
    return " ".join(text.split())


def _why_null(found: Explained, fields: Sequence[str], read: PageRead, where: tuple[Origin, Span | None]) -> str:
    """Why a value is null, a list empty, or something not so; '' for what is there."""
    origin, at = where
    if found.how not in {How.NULL, How.EMPTY}:
        return f"not there: {origin.section}" if not found.value and read.utf8 is not None and at is None else ""
    if lost := _lost(found, fields, read):
        return lost
    if read.utf8 is None:
        return "the page did not show it when it was read; its bytes are gone, so nobody can look again"
    if at is None:
        return f"not there: {origin.section}"
    if found.derived and found.column is not None:
        return f"what it is derived from ({found.derived.removeprefix('from ')}) is not printed, or does not say it"
    return f"not printed in {origin.section}"


def _lost(found: Explained, fields: Sequence[str], read: PageRead) -> str:
    """What the page as it was saved cannot say; '' where it is whole in this."""
    warning = next((one for one in read.warnings if set(fields) & set(lost_by(one))), None)
    cut = next((one for one in read.warnings if one.startswith(CUT)), None)
    if warning is None and read.page is not None and not set(fields) & read.page.unreached:
        return ""
    if warning or (cut and read.page is not None):
        return f"the page as it was saved lacks that part ({warning or cut})"
    if found.how is How.NULL and (clause := _NULL_WHERE.search(found.meaning)):
        return clause[0]
    return f"the page was cut, and may have shown it behind that place ({cut})" if cut else ""
