"""Small things that are asked of DuckDB everywhere."""

from collections.abc import Iterable

import duckdb


def rows_of(merge: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[tuple[object, ...]]:
    """The answer to a query that has few rows."""
    return merge.execute(query, parameters).fetchall() if parameters else merge.sql(query).fetchall()


def count(merge: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows a table or a view has."""
    return int(merge.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def files_in(paths: Iterable[str]) -> str:
    """Paths as a list in a query."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
