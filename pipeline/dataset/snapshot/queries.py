"""Small things that are asked of DuckDB everywhere."""

from collections.abc import Iterable

import duckdb

READING: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False, "TimeZone": "UTC"}
"""What DuckDB is told where it only reads."""


def reader() -> duckdb.DuckDBPyConnection:
    """A DuckDB for a look at published files: it never asks the network, and prints nothing."""
    session = duckdb.connect(":memory:", config=READING)
    session.execute("SET enable_progress_bar = false")
    return session


def rows_of(merge: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[tuple[object, ...]]:
    """The answer to a query that has few rows."""
    return merge.execute(query, parameters or None).fetchall()


def count(merge: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows a table or a view has."""
    return int(merge.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def files_in(paths: Iterable[str]) -> str:
    """Paths as a list in a query."""
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
