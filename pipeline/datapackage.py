"""The tables as a Data Package: what a program that has never heard of this one needs to know of columns and keys.

The descriptor follows version 2 of the Data Package standard (https://datapackage.org). Beyond it, a field says its
`unit`, its `source` and how it is `derived`, and the `arrowType` that it is stored as.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import pyarrow as pa

from pipeline.record import StoredColumn, key, meaning, stored_columns
from pipeline.tables import (
    ARTICLE_ID_CHANGES,
    ARTICLE_TABLES,
    ARTICLES,
    CAPTURES,
    TABLES,
    Table,
)

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_KINDS = {"string": "string", "bool": "boolean", "date32[day]": "date", "timestamp[us, tz=UTC]": "datetime"}

Descriptor = Mapping[str, object]


class ForeignKey(NamedTuple):
    """Columns of a table that name a row of another."""

    table: Table
    columns: tuple[str, ...]
    of: Table
    named: tuple[str, ...]


FOREIGN_KEYS = (
    *(ForeignKey(table, ("article_id",), ARTICLES, ("article_id",)) for table in ARTICLE_TABLES if table != ARTICLES),
    ForeignKey(ARTICLES, ("source_uri", "capture_id"), CAPTURES, ("source_uri", "capture_id")),
    ForeignKey(ARTICLE_ID_CHANGES, ("new_article_id",), ARTICLES, ("article_id",)),
)
"""What always names a row that is there. `captures.article_id` is none: a list whose page was never read is of no
article that is there; and no list of positions can be one."""


def datapackage(created_at: datetime, files: Mapping[str, Sequence[str]]) -> str:
    """The descriptor, as JSON, of a state with these files, by table, below the descriptor's own place."""
    said = {
        "$schema": _PROFILE,
        "name": "pubmed-etl",
        "title": "What saved PubMed pages show",
        "description": (
            "Tables of articles out of saved PubMed pages, with a row of provenance for each page that was read. "
            "Copyright of abstracts and figures stays with their owners."
        ),
        "created": created_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "resources": [_resource(table, files[table.name]) for table in TABLES],
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _resource(table: Table, files: Sequence[str]) -> Descriptor:
    return {
        "name": table.name,
        "type": "table",
        "description": meaning(table),
        "path": list(files),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _table_schema(table),
    }


def _table_schema(table: Table) -> Descriptor:
    foreign = [_foreign_key(one) for one in FOREIGN_KEYS if one.table == table]
    return {
        "$schema": _SCHEMA_PROFILE,
        "fields": [_field(stored) for stored in stored_columns(table)],
        "missingValues": [],
        "primaryKey": list(key(table)),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _foreign_key(one: ForeignKey) -> Descriptor:
    return {"fields": list(one.columns), "reference": {"resource": one.of.name, "fields": list(one.named)}}


def _field(stored: StoredColumn) -> Descriptor:
    column = stored.column
    said = {
        "name": stored.name,
        **_type(stored.type),
        "description": column.meaning,
        "unit": column.unit,
        "source": column.source,
        "derived": column.derived,
        "arrowType": str(stored.type),
    }
    required = {} if stored.nullable else {"constraints": {"required": True}}
    return {name: value for name, value in said.items() if value} | required


def _type(kind: pa.DataType) -> Descriptor:
    if pa.types.is_list(kind):
        return {"type": "list", "itemType": _type(kind.value_type)["type"]}
    return {"type": "integer" if pa.types.is_integer(kind) else _KINDS[str(kind)]}
