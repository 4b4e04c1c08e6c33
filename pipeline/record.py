"""One declaration, many forms: a table class becomes an Arrow schema, Parquet column descriptions and a dictionary."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, NamedTuple, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from pipeline.tables import ARTICLE_ID, TABLES, Bits, Column, Owner, Table

_PLAIN: dict[object, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us", tz="UTC"),
    Bits.INT16: pa.int16(),
    Bits.INT32: pa.int32(),
    Bits.INT64: pa.int64(),
}
"""How a Python type, or the declared width of a whole number, is stored."""


class StoredColumn(NamedTuple):
    """A column as it is stored."""

    name: str
    type: pa.DataType
    nullable: bool
    column: Column


@cache
def stored_columns(table: Table) -> tuple[StoredColumn, ...]:
    """The columns of a table in their order, `article_id` first where the table belongs to an article."""
    hints = get_type_hints(table.row, include_extras=True)
    own = tuple(_stored(name, hint) for name, hint in hints.items())
    if table.owner is Owner.ARTICLE:
        return (StoredColumn("article_id", pa.string(), nullable=False, column=ARTICLE_ID), *own)
    return own


@cache
def schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table, with the meaning of table and columns in its metadata."""
    fields = [
        pa.field(stored.name, stored.type, stored.nullable, metadata=_metadata(stored.column))
        for stored in stored_columns(table)
    ]
    return pa.schema(fields, metadata={"description": meaning(table)})


def meaning(table: Table) -> str:
    """What a row of the table is, in one sentence."""
    return " ".join((table.row.__doc__ or "").split())


def key(table: Table) -> tuple[str, ...]:
    """The columns that name a row of the table; rows are sorted by them."""
    return ("article_id", *table.order) if table.owner is Owner.ARTICLE else table.order


def batch(table: Table, columns: Sequence[Sequence[object]]) -> pa.RecordBatch:
    """A record batch out of one sequence a column, in the order of `stored_columns`."""
    arrays = [pa.array(values, stored.type) for values, stored in zip(columns, stored_columns(table), strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(table))


def dictionary() -> str:
    """The data dictionary of all tables, as Markdown."""
    return "\n".join([_DICTIONARY_HEAD, *(_table_section(table) for table in TABLES)])


_DICTIONARY_HEAD = """# Data dictionary

Made from `pipeline/tables.py` by `make docs`; do not edit. A nullable column is null where the page does not show
the value. Values marked *derived* are computed from what the page prints.
"""


def _table_section(table: Table) -> str:
    rows = [_dictionary_row(stored) for stored in stored_columns(table)]
    head = f"## `{table.name}`\n\n{meaning(table)} Key: {', '.join(f'`{name}`' for name in key(table))}.\n"
    return "\n".join(
        [head, "| column | type | null | meaning | unit | source |", "|---|---|---|---|---|---|", *rows, ""]
    )


def _dictionary_row(stored: StoredColumn) -> str:
    column = stored.column
    text = column.meaning + (f" (*derived* {column.derived})" if column.derived else "")
    null = "yes" if stored.nullable else "no"
    return f"| `{stored.name}` | {_type_name(stored.type)} | {null} | {text} | {column.unit} | {column.source} |"


def _type_name(kind: pa.DataType) -> str:
    return f"list of {kind.value_type}" if pa.types.is_list(kind) else str(kind)


def _metadata(column: Column) -> dict[str, str]:
    said = {
        "description": column.meaning,
        "unit": column.unit,
        "source": column.source,
        "derived": column.derived,
    }
    return {name: value for name, value in said.items() if value}


def _stored(name: str, hint: object) -> StoredColumn:
    bare, column = _column(hint)
    members = [member for member in _members(bare) if member is not NoneType]
    return StoredColumn(name, _arrow(members[0]), len(members) < len(_members(bare)), column)


def _column(hint: object) -> tuple[object, Column]:
    """A column's bare type and its outermost declaration."""
    declared = [extra for extra in _extras(hint) if isinstance(extra, Column)]
    return (hint if _width(hint) else _bare(hint)), declared[-1]


def _members(kind: object) -> tuple[object, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _extras(hint: object) -> tuple[object, ...]:
    return tuple(hint.__metadata__) if get_origin(hint) is Annotated else ()  # type: ignore[attr-defined]


def _bare(hint: object) -> object:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _width(hint: object) -> Bits | None:
    return next((extra for extra in _extras(hint) if isinstance(extra, Bits)), None)


def _arrow(kind: object) -> pa.DataType:
    if get_origin(_bare(kind)) in (list, tuple):
        return pa.list_(pa.field("element", _arrow(get_args(_bare(kind))[0]), nullable=False))
    return _PLAIN[_width(kind) or _bare(kind)]
