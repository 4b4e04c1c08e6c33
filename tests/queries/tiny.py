"""Views over tables of a few rows that a test writes down, without a run."""

from collections.abc import Mapping, Sequence
from functools import cache

import duckdb
import pyarrow as pa

from pipeline.queries.shipped import views
from pipeline.record import schema
from pipeline.tables import TABLES, Table

Row = Mapping[str, object]


def asked(query: str, /, **tables: Sequence[Row]) -> list[tuple[object, ...]]:
    """What a query answers over these rows; a column that a row does not name is null."""
    session = _session()
    for table in TABLES:
        session.execute(f'TRUNCATE "{table.name}"')
        if tables.get(table.name):
            session.register("rows_of_a_test", _rows(table, tables[table.name]))
            session.execute(f'INSERT INTO "{table.name}" FROM rows_of_a_test')
    return session.execute(query).fetchall()


@cache
def _session() -> duckdb.DuckDBPyConnection:
    """Making the views takes longer than what is asked of them."""
    session = duckdb.connect(":memory:")
    for table in TABLES:
        session.register("no_rows", schema(table).empty_table())
        session.execute(f'CREATE TABLE "{table.name}" AS FROM no_rows')
    for view in views():
        session.execute(f'CREATE VIEW "{view.name}" AS {view.query}')
    return session


def _rows(table: Table, rows: Sequence[Row]) -> pa.Table:
    fields = [field.with_nullable(True) for field in schema(table)]  # noqa: FBT003  # Arrow's own method
    return pa.Table.from_pylist(
        [{**dict.fromkeys(schema(table).names), **row} for row in rows], schema=pa.schema(fields)
    )
