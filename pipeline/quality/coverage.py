"""The figures of some pages, out of their record batches: what is null stands in a bitmap, so no text is read.

All rows of a page are in one set of batches; then sums of sets are sums of all pages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias, cast

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.figures import EVERY_LAYOUT, PAGES_READ, Coverage, Figure, Measure, Sums, together
from pipeline.tables import (
    ABSTRACT_SECTIONS,
    AFFILIATIONS,
    ARTICLE_TABLES,
    ARTICLES,
    CAPTURES,
    DOCUMENTS,
    FULL_TEXT_LINKS,
    RELATED_ARTICLES,
    Table,
)

Column: TypeAlias = "pa.Array[pa.Scalar[pa.DataType]]"
Batches = Mapping[Table, pa.RecordBatch]


class Numbered(NamedTuple):
    """A column whose texts are printed behind a number, and what they are called where it is not theirs."""

    table: Table
    column: str
    kind: str


NUMBER = "capture_number"
"""The column by which rows are of a page."""
PARSED, REJECTED = "parsed", "rejected"
COUNTS = "_count"
"""How the names of columns end that say how many of something an article has."""
WORDS = frozenset({"title", "abstract", "text", "caption", "citation", "name", "copyright", "conflict_of_interest"})
"""Texts that a page prints in several parts, one of which may be lost."""
KINDS = {
    RELATED_ARTICLES: "relation",
    ABSTRACT_SECTIONS: "language",
    FULL_TEXT_LINKS: "category",
}
"""Columns with few values, each of which comes from a block of its own."""
ONE_A_PAGE = frozenset({ARTICLES, DOCUMENTS, CAPTURES})
NUMBERED = Numbered(AFFILIATIONS, "text", "without its number")
"""A text that has its number in front where nobody takes it away: as long as ever, and never empty."""
NUMBER_IN_FRONT = r"^\d"
DETAILED = frozenset({"nothing-read", "unknown-section"})
"""Warnings whose detail is part of their name: it names a column or a section, never what an article says."""
OF_MARKUP = DETAILED | {"abstract-language-unknown", "abstract-paragraphs-not-read", "link-words-in-references"}
"""Warnings of blocks that were not understood."""


def measure(batches: Batches) -> Coverage:
    """All figures of the pages of one set of batches."""
    captures = batches[CAPTURES]
    status, layout = _texts(captures, "status"), _texts(captures, "layout")
    parsed, rejected = _are(status, PARSED), _are(status, REJECTED)
    read = Sums(parsed.true_count + rejected.true_count, parsed.true_count)
    parts = [{Figure(EVERY_LAYOUT, Measure.READ, PAGES_READ): read}, _reasons(captures.filter(rejected))]
    for name in _distinct(layout.filter(parsed)):
        rows = captures.filter(pc.and_kleene(parsed, _are(layout, name)))
        parts.append(dict(_of_layout(name, rows, batches)))
    return together(parts)


def _reasons(captures: pa.RecordBatch) -> Coverage:
    reasons = Counter(str(reason) for reason in captures.column("reason").to_pylist())
    return {Figure(EVERY_LAYOUT, Measure.REJECTED, reason): Sums(0, count) for reason, count in reasons.items()}


def _of_layout(layout: str, captures: pa.RecordBatch, batches: Batches) -> Iterator[tuple[Figure, Sums]]:
    pages = captures.column(NUMBER)
    yield Figure(layout, Measure.READ, PAGES_READ), Sums(len(pages), len(pages))
    yield from _warnings(layout, captures)
    yield from _of_table(layout, CAPTURES, captures, len(pages))
    for table in ARTICLE_TABLES:
        yield from _of_table(layout, table, _only(batches[table], pages), len(pages))


def _only(rows: pa.RecordBatch, pages: Column) -> pa.RecordBatch:
    """The rows of these pages; mostly these are all."""
    if not rows.num_rows:
        return rows
    mask = pc.is_in(rows.column(NUMBER), value_set=pages)
    return rows if mask.true_count == rows.num_rows else rows.filter(mask)


def _warnings(layout: str, captures: pa.RecordBatch) -> Iterator[tuple[Figure, Sums]]:
    """Pages by the name of a warning, each counted once a name."""
    told: Counter[str] = Counter()
    for warnings in cast("Iterable[list[str]]", captures.column("warnings").to_pylist()):
        told.update({warning_name(warning) for warning in warnings})
    return ((Figure(layout, Measure.WARNED, name), Sums(0, number)) for name, number in told.items())


def warning_name(warning: str) -> str:
    """What stands in front of the detail, or all of it where the detail is a name of ours or of PubMed's."""
    name = warning.partition(": ")[0]
    return warning if name in DETAILED else name


def tells_of_markup(warning: str) -> bool:
    """Whether a warning tells of a block that was not understood: its words may differ, but no page has to have it."""
    return warning.partition(": ")[0] in OF_MARKUP


class _Rows(NamedTuple):
    """The rows of a table that are of a layout's pages."""

    layout: str
    table: Table
    pages: int
    """Pages of the layout."""
    numbers: Column
    """The page of each row."""
    shown: int
    """Pages that have rows."""
    squares: int
    """Of the rows of each page."""

    def figure(self, measure: Measure, column: str) -> Figure:
        """A figure of a column."""
        return Figure(self.layout, measure, f"{self.table.name}.{column}")


def _of_table(layout: str, table: Table, batch: pa.RecordBatch, pages: int) -> Iterator[tuple[Figure, Sums]]:
    numbers = batch.column(NUMBER)
    shown = squares = batch.num_rows
    if table not in ONE_A_PAGE:
        each = cast("pa.Int64Array", pc.value_counts(numbers).field("counts"))
        shown, squares = len(each), _sum_of_squares(each)
        yield Figure(layout, Measure.PAGES, table.name), Sums(pages, shown)
        yield Figure(layout, Measure.NUMBER, table.name), Sums(pages, batch.num_rows, squares)
    rows = _Rows(layout, table, pages, numbers, shown, squares)
    if table is NUMBERED.table:
        yield from _unnumbered(rows, batch)
    if table in KINDS:
        yield from _kinds(rows, KINDS[table], _texts(batch, KINDS[table]))
    for field, column in zip(batch.schema, batch.columns, strict=True):
        if field.name != NUMBER:
            yield from _values(rows, field, column)
        if field.name != NUMBER and table is not CAPTURES:
            yield from _amounts(rows, field.name, column)


def _kinds(rows: _Rows, name: str, column: pa.StringArray) -> Iterator[tuple[Figure, Sums]]:
    for kind in _distinct(column):
        shown = pc.count_distinct(rows.numbers.filter(_are(column, kind))).as_py()
        yield rows.figure(Measure.KIND, f"{name}: {kind}"), Sums(0, shown)


def _unnumbered(rows: _Rows, batch: pa.RecordBatch) -> Iterator[tuple[Figure, Sums]]:
    texts = _texts(batch, NUMBERED.column)
    bare = rows.numbers.filter(pc.invert(pc.match_substring_regex(texts, NUMBER_IN_FRONT)))
    yield rows.figure(Measure.KIND, f"{NUMBERED.column}: {NUMBERED.kind}"), Sums(0, pc.count_distinct(bare).as_py())


def _values(rows: _Rows, field: "pa.Field[pa.DataType]", column: Column) -> Iterator[tuple[Figure, Sums]]:
    """How many rows, and pages, have a value; nothing of a column that never lacks one."""
    is_told = pa.types.is_boolean(field.type) or pa.types.is_list(field.type)
    if not field.nullable and not is_told:
        return
    have = _valued(column).true_count if is_told else len(column) - column.null_count
    if rows.table in ONE_A_PAGE:
        yield rows.figure(Measure.PAGES, field.name), Sums(rows.pages, have)
        return
    yield rows.figure(Measure.PAGES, field.name), Sums(rows.pages, _shown(rows, column, have))
    yield rows.figure(Measure.ROWS, field.name), Sums(len(column), have, rows.squares)


def _shown(rows: _Rows, column: Column, have: int) -> int:
    """Pages that have a value in some row; most columns have one in all rows or in none."""
    if have in (0, len(column)):
        return rows.shown if have else 0
    return int(pc.count_distinct(rows.numbers.filter(_valued(column))).as_py())


def _valued(column: Column) -> pa.BooleanArray:
    if pa.types.is_boolean(column.type):
        return _where_known(column, column)
    if pa.types.is_list(column.type):
        return _where_known(column, pc.greater(_members(column), pa.scalar(0, pa.int32())))
    return column.is_valid()


def _where_known(column: Column, told: Column) -> pa.BooleanArray:
    return cast("pa.BooleanArray", pc.if_else(column.is_valid(), told, pa.scalar(value=False)))


def _amounts(rows: _Rows, name: str, column: Column) -> Iterator[tuple[Figure, Sums]]:
    """How long texts and lists are, which falls where a part of them is lost; and what counts say."""
    if name in WORDS:
        yield rows.figure(Measure.LENGTH, name), _sums(pc.binary_length(cast("pa.StringArray", column)))
    elif pa.types.is_list(column.type):
        yield rows.figure(Measure.LENGTH, name), _sums(_members(column))
    elif name.endswith(COUNTS):
        yield rows.figure(Measure.NUMBER, name), _sums(column)


def _sums(numbers: Column) -> Sums:
    values = cast("pa.Int64Array", numbers.cast(pa.int64()))
    return Sums(len(values) - values.null_count, _sum(values), _sum_of_squares(values))


def _sum_of_squares(numbers: pa.Int64Array) -> int:
    return _sum(pc.multiply(numbers, numbers))


def _sum(numbers: pa.Int64Array) -> int:
    return int(pc.sum(numbers, min_count=0).as_py())


def _texts(batch: pa.RecordBatch, name: str) -> pa.StringArray:
    return cast("pa.StringArray", batch.column(name))


def _members(column: Column) -> Column:
    lists = cast("pa.ListArray[pa.StringScalar]", column)
    return pc.list_value_length(lists)  # type: ignore[arg-type]  # its stub knows other lists only


def _are(column: pa.StringArray, text: str) -> pa.BooleanArray:
    return pc.equal(column, pa.scalar(text, pa.string()))


def _distinct(column: pa.StringArray) -> list[str]:
    return [str(text) for text in pc.unique(column).to_pylist() if text is not None]
