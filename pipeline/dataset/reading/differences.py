"""What differs between two snapshots: articles, and in those that both have, rows and values by table and column.

A file that both snapshots have holds the same rows, so only the others are read; an article is in one file of each
table. Rows are compared as digests of their values, so that no text is held in memory.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from pipeline.dataset.snapshot.evolve import Columns
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import view
from pipeline.dataset.snapshot.queries import READING, rows_of
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import Stored, published
from pipeline.record import key, stored_columns
from pipeline.tables import ARTICLE_TABLES, CAPTURES, Table

EXAMPLES = 3
"""How many articles are named of each kind, where nobody says another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """How many there are, and the first of them."""

    number: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDifference:
    """What differs in a table, of articles that both snapshots have."""

    articles: int
    rows_added: int
    rows_removed: int
    rows_changed: int
    """Rows of one key with another value in some column."""
    columns: Mapping[str, Some]
    """The articles with such a value, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two snapshots."""

    old: int
    new: int
    articles_added: Some
    articles_removed: Some
    articles_changed: Some
    tables: Mapping[str, TableDifference]
    """Tables without a difference are left out."""
    pages: Mapping[str, int]
    """Rows of `captures` that were `added`, `removed` and `changed`."""


def differences(old: Snapshot, new: Snapshot, examples: int = EXAMPLES) -> Difference:
    """What differs; the caller has pinned both snapshots."""
    with _compared(old, new) as session:
        for table in ARTICLE_TABLES:
            session.execute(_differing(table))
        return Difference(
            old=old.number,
            new=new.number,
            articles_added=_some(session, "FROM added", examples),
            articles_removed=_some(session, "FROM removed", examples),
            articles_changed=_some(session, _CHANGED, examples),
            tables=dict(_tables(session, examples)),
            pages=_pages(session),
        )


@contextmanager
def _compared(old: Snapshot, new: Snapshot) -> Iterator[duckdb.DuckDBPyConnection]:
    """Views `old_<table>` and `new_<table>` of what the snapshots do not share, and who came and went."""
    with tempfile.TemporaryDirectory() as spill:
        options = READING | {"memory_limit": "1GB", "temp_directory": spill, "preserve_insertion_order": False}
        with duckdb.connect(":memory:", config=options) as session:
            for table in (*ARTICLE_TABLES, CAPTURES):
                _view(session, "old", old, new, published(table))
                _view(session, "new", new, old, published(table))
            session.execute(_CAME.format(name="added", here="new", there="old"))
            session.execute(_CAME.format(name="removed", here="old", there="new"))
            yield session


def _view(session: duckdb.DuckDBPyConnection, side: str, here: Snapshot, there: Snapshot, stored: Stored) -> None:
    shared = {_identity(file) for file in there.manifest.files_in(stored)}
    files = [file for file in here.manifest.files_in(stored) if _identity(file) not in shared]
    columns: Columns = here.manifest.columns.get(stored.name, {})
    view(session, f"{side}_{stored.name}", stored, here.paths(files), columns)


def _identity(file: WrittenFile) -> tuple[str, str]:
    return file.path, file.sha256


_CAME = """
CREATE TEMP TABLE {name} AS
SELECT article_id FROM {here}_articles ANTI JOIN (SELECT article_id FROM {there}_articles) USING (article_id)
"""

_IS_BOTH = "(old.key IS NOT NULL AND new.key IS NOT NULL)"

_CHANGED = " UNION ".join(f"SELECT article_id FROM differing_{table.name}" for table in ARTICLE_TABLES)


def _differing(table: Table) -> str:
    """A table with a row for each article that differs: how many rows, and whether a column does."""
    columns = _values(table)
    flags = "".join(f', bool_or({_IS_BOTH} AND old."{name}" <> new."{name}") AS "{name}"' for name in columns)
    is_other = " OR ".join([f"NOT {_IS_BOTH}", *(f'old."{name}" <> new."{name}"' for name in columns)])
    return f"""
        CREATE TEMP TABLE differing_{table.name} AS
        SELECT coalesce(new.key.article_id, old.key.article_id) AS article_id,
            count(*) FILTER (old.key IS NULL) AS rows_added,
            count(*) FILTER (new.key IS NULL) AS rows_removed,
            count(*) FILTER ({_IS_BOTH}) AS rows_changed{flags}
        FROM ({_digests(table, "old", "removed")}) AS old FULL JOIN ({_digests(table, "new", "added")}) AS new
        ON old.key = new.key
        WHERE {is_other} GROUP BY 1
    """


def _digests(table: Table, side: str, gone: str) -> str:
    """The rows of articles that both snapshots have: their key, and a digest of each value."""
    keys = ", ".join(f"{name} := {name}" for name in key(table))
    values = "".join(f', hash("{name}") AS "{name}"' for name in _values(table))
    return f"SELECT struct_pack({keys}) AS key{values} FROM {side}_{table.name} ANTI JOIN {gone} USING (article_id)"


def _values(table: Table) -> list[str]:
    return [stored.name for stored in stored_columns(table) if stored.name not in key(table)]


def _some(session: duckdb.DuckDBPyConnection, articles: str, examples: int) -> Some:
    query = f"SELECT count(*), min(article_id, $examples) FROM ({articles})"
    ((number, first),) = rows_of(session, query, examples=examples)
    return Some(number=int(str(number)), examples=_names(first))


def _names(first: object) -> tuple[str, ...]:
    return tuple(map(str, first)) if isinstance(first, list) else ()


def _tables(session: duckdb.DuckDBPyConnection, examples: int) -> Iterator[tuple[str, TableDifference]]:
    for table in ARTICLE_TABLES:
        names = _values(table)
        sums = "".join(f', count(*) FILTER ("{name}"), min(article_id, $examples) FILTER ("{name}")' for name in names)
        query = f"""
            SELECT count(*), sum(rows_added), sum(rows_removed), sum(rows_changed){sums} FROM differing_{table.name}
        """
        ((articles, *told),) = rows_of(session, query, examples=examples)
        if articles:
            by_column = zip(names, told[3::2], told[4::2], strict=True)
            yield (
                table.name,
                TableDifference(
                    articles=int(str(articles)),
                    rows_added=int(str(told[0])),
                    rows_removed=int(str(told[1])),
                    rows_changed=int(str(told[2])),
                    columns={
                        name: Some(number=int(str(number)), examples=_names(first))
                        for name, number, first in by_column
                        if number
                    },
                ),
            )


_PAGES = """
SELECT count(*) FILTER (old.key IS NULL) AS added, count(*) FILTER (new.key IS NULL) AS removed,
    count(*) FILTER (old.row <> new.row) AS changed
FROM ({old}) AS old FULL JOIN ({new}) AS new ON old.key = new.key
"""


def _pages(session: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    both = {
        side: f"SELECT source_uri || ' ' || coalesce(capture_id, '') AS key, "
        f"hash(captures) AS row FROM (SELECT * EXCLUDE (run_id) FROM {side}_{CAPTURES.name}) AS captures"
        for side in ("old", "new")
    }
    ((added, removed, changed),) = rows_of(session, _PAGES.format(**both))
    return {"added": int(str(added)), "removed": int(str(removed)), "changed": int(str(changed))}
