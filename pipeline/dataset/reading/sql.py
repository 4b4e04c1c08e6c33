"""SQL over a snapshot: its tables are views, and nothing else of this machine, nor the network, can be reached.

DuckDB may open the files of the snapshot and its own folder for what does not fit into memory, and its settings are
locked then. It may open those files to write, too; so statements are looked at before they are run, and only those that
read, or that make something in memory, are. The one word that writes a file, COPY, may stand inside of a statement that
reads; so no statement with that word is run.
"""

import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

from pipeline.dataset.snapshot.held import view
from pipeline.dataset.snapshot.queries import READING, files_in
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import published
from pipeline.errors import DatasetError, QueryWrong
from pipeline.queries.shipped import tables_behind, views_over
from pipeline.raw import ObjectPath
from pipeline.tables import TABLES, Table

MEMORY: Final = "1GB"

_READ: Final = frozenset({duckdb.StatementType.SELECT})
WITH_ROWS: Final = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN})
"""Statements whose answer is rows that somebody asked for."""
_IN_MEMORY: Final = frozenset(
    {
        duckdb.StatementType.CREATE,
        duckdb.StatementType.DROP,
        duckdb.StatementType.INSERT,
        duckdb.StatementType.UPDATE,
        duckdb.StatementType.DELETE,
    }
)
_EXPLAIN = re.compile(r"\s*EXPLAIN\b(?:\s+ANALYZE\b)?(?:\s*\(\s*(?:FORMAT|ANALYZE)\b[^()]*\))?", re.IGNORECASE)
_KIND: Final = re.compile(r"^\w+ Error: ")
"""The part of DuckDB that says so, which is nobody's business."""
_WRITES: Final = "copy"
_NO_WORDS: Final = frozenset({duckdb.token_type.string_const, duckdb.token_type.comment})
_HINTS: Final = {"MULTI": "a PIVOT has to name its columns: PIVOT … ON column IN (…)"}
_USUAL_HINT: Final = (
    "write what a query finds with --parquet or --csv; for all else, read the files with a DuckDB of your own"
)
_LOCKS: Final = (
    "SET enable_progress_bar = false",
    "SET python_enable_replacements = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


@contextmanager
def sql_over(
    snapshot: Snapshot, tables: Collection[Table], memory: str = MEMORY
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with some tables of a snapshot, which the caller has pinned, and the views over them.

    Raises QueryWrong.
    """
    with tempfile.TemporaryDirectory() as spill:
        options = READING | {"memory_limit": memory, "temp_directory": spill, "allow_community_extensions": False}
        with _connected(options) as session:
            session.execute(f"SET allowed_paths = {files_in(_views(session, snapshot, tables))}")
            for lock in _LOCKS:
                session.execute(lock)
            yield session


@contextmanager
def _connected(options: dict[str, str | bool | int | float | list[str]]) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        session = duckdb.connect(":memory:", config=options)
    except duckdb.Error as error:  # a limit of memory that is none
        raise QueryWrong(f"--memory {options['memory_limit']}: {_folded(error)}") from error
    with session:
        yield session


def _views(session: duckdb.DuckDBPyConnection, snapshot: Snapshot, tables: Collection[Table]) -> list[str]:
    """Make them; the files that they read."""
    paths: list[str] = []
    for stored in map(published, tables):
        own = snapshot.paths(snapshot.manifest.files_in(stored))
        view(session, stored.name, stored, own, snapshot.manifest.columns.get(stored.name, {}))
        paths += own
    for shipped in views_over(tables):
        session.execute(f'CREATE VIEW "{shipped.name}" AS {shipped.query}')
    return paths


def tables_of(snapshot: Snapshot, query: str | None) -> Collection[Table]:
    """The tables that a query can mean: of one in a store those that it, or a view, names: their files have to come."""
    if query is None or not isinstance(snapshot.root, ObjectPath):
        return TABLES
    return tables_behind(query)


def statements_of(session: duckdb.DuckDBPyConnection, query: str) -> list[duckdb.Statement]:
    """The statements of a text; QueryWrong where one is none, or would do more than read."""
    with told_wrong():
        statements = session.extract_statements(query)
        for statement in statements:
            if not _only_reads(session, statement):
                kind = statement.type.name
                raise QueryWrong(
                    f"a published dataset is only read here, and {kind} statements are not run: "
                    f"{_HINTS.get(kind, _USUAL_HINT)}"
                )
    if not statements:
        raise QueryWrong("there is no statement")
    if _WRITES in _words(query):
        raise QueryWrong(f'a published dataset is only read here, and COPY is not: {_USUAL_HINT} (a name is "copy")')
    return statements


def _words(query: str) -> Iterator[str]:
    """All that is no text and no comment, in lower case; a name in quotes keeps them."""
    tokens = duckdb.tokenize(query)
    ends = [start for start, _ in tokens[1:]] + [len(query)]
    for (start, kind), end in zip(tokens, ends, strict=True):
        if kind not in _NO_WORDS:
            yield query[start:end].strip().lower()


@contextmanager
def told_wrong() -> Iterator[None]:
    """What DuckDB does not like, also while rows are fetched, as QueryWrong; DatasetError where it is the files."""
    try:
        yield
    except duckdb.IOException as error:
        raise DatasetError(f"a file of the dataset cannot be read, `pubmed-etl verify` tells more: {error}") from error
    except duckdb.OutOfMemoryException as error:
        raise QueryWrong(f"the query needs more memory than it may take, see --memory: {_folded(error)}") from error
    except duckdb.ParserException as error:
        hint = '. "references" is a word of SQL: put it in quotes' if "references" in str(error) else ""
        raise QueryWrong(f"{_folded(error)}{hint}") from error
    except duckdb.CatalogException as error:
        raise QueryWrong(f"{_folded(error)}; `pubmed-etl sql --list` tells all tables and views") from error
    except duckdb.PermissionException as error:
        raise QueryWrong(f"a query reaches nothing but the tables of the dataset: {_folded(error)}") from error
    except duckdb.Error as error:
        raise QueryWrong(_folded(error)) from error


def _folded(error: duckdb.Error) -> str:
    """What DuckDB says, in one line: behind it the line of the query that it means, and none of its advice."""
    said, _, more = str(error).partition("\n\n")
    place = more.splitlines()[0].strip() if more.startswith("LINE") else ""
    text = _KIND.sub("", " ".join(said.split()))
    return f"{text} ({place})" if place else text


def _only_reads(session: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> bool:
    if statement.type != duckdb.StatementType.EXPLAIN:
        return statement.type in _READ | _IN_MEMORY
    found = _EXPLAIN.match(statement.query)
    if found is None:
        return False
    explained = session.extract_statements(statement.query[found.end() :])
    return all(_only_reads(session, one) for one in explained)
