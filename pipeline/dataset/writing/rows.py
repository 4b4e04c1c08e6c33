"""The rows that a run adds to each stored table, as the merge decided, in the order of their rank."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from pipeline.dataset.deciding.completion import make_parts
from pipeline.dataset.deciding.supply import own_columns
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.queries import count
from pipeline.dataset.snapshot.stored import COVERAGE, FORGOTTEN, KEPT_CONTENTS, Family, Stored, published
from pipeline.dataset.writing.order import RANK, Sorting, in_order
from pipeline.dataset.writing.origins import with_origins
from pipeline.errors import SnapshotInvalid
from pipeline.tables import ARTICLE_ID_CHANGES, ARTICLES, AUTHORS, DOCUMENTS, REFERENCES

_BATCH_ROWS = 1_024
_SMALL = {published(ARTICLE_ID_CHANGES): "name_changes", FORGOTTEN: "remembered", COVERAGE: "coverage"}
"""Where all rows of a small table are."""


class Means(Protocol):
    """With what rows are sorted."""

    @property
    def settings(self) -> PublishSettings:
        """How much memory that may take."""

    @property
    def spill(self) -> Path:
        """Where rows wait that do not fit."""


_ONE_THREAD = "SET threads = 1"
"""Each thread holds some thousand rows, which are tens of MB of long texts; what is written after them is small."""

_COMPLETED = f"""
CREATE TEMP TABLE completed AS
SELECT article_id,
    max(CASE WHEN mode = 'append' THEN own + added ELSE added END)
        FILTER (table_name = '{REFERENCES.name}') AS references_listed,
    max(added) FILTER (table_name = '{AUTHORS.name}') AS author_count
FROM completions GROUP BY article_id
"""

_OF_THE_CAPTURE = ("capture_id", "source_uri", "url", "captured_at", "layout", "parser_version")
_OF_THE_ARTICLE = {
    "references_listed": "coalesce(completed.references_listed, content.references_listed)",
    "reference_count": "greatest(content.reference_count, completed.references_listed)",
    "author_count": "coalesce(completed.author_count, content.author_count)",
}
"""Columns of `articles` that a content alone does not decide."""


def make_views(merge: duckdb.DuckDBPyConnection) -> None:
    """What the queries below need beside `placed`."""
    merge.execute(_COMPLETED)
    make_parts(merge)


def published_rows(
    merge: duckdb.DuckDBPyConnection, stored: Stored, ranks: range, means: Means, among: str | None = None
) -> Iterator[pa.RecordBatch]:
    """The rows of an article's table behind their rank: of all articles, or of those that a table names.

    What an article tells of its capture is read and sorted apart, for DuckDB would hold it in memory to join the two.
    """
    query = _of(_published_query(stored), among)
    if stored.table is not ARTICLES:
        yield from ordered(merge, query, stored, ranks, means)
        return
    sorting = Sorting(by=(), memory=means.settings.sort_memory, spill=means.spill)
    origins = _sorted(merge, _of(_origins_query(), among), ranks, sorting)
    begun = chain([first] if (first := next(origins, None)) else [], origins)  # the answer is read before the next
    for batch in with_origins(_sorted(merge, query, ranks, sorting), begun, _OF_THE_CAPTURE):
        yield _declared(batch, stored)


def _of(query: str, among: str | None) -> str:
    return query if among is None else f"FROM ({query}) SEMI JOIN {among} USING (article_id)"


def _published_query(stored: Stored) -> str:
    """The rows of an article's table, behind the rank of their article."""
    table = stored.table
    if table is None:
        raise SnapshotInvalid(f"{stored.name} is no table of the contract")
    if table is ARTICLES:
        return _articles_query()
    if table is DOCUMENTS:
        return f"""
            SELECT placed.rank AS {RANK}, placed.article_id, coalesce(completed_texts.text, content.text) AS text
            FROM contents_documents AS content
            JOIN (FROM placed WHERE is_whole) AS placed USING (content_number)
            LEFT JOIN completed_texts USING (article_id)
        """
    columns = ", ".join(_shifted(name) for name in own_columns(table))
    return f"""
        SELECT parts.rank AS {RANK}, parts.article_id, {columns}
        FROM contents_{table.name} AS content JOIN parts_{table.name} AS parts USING (content_number)
    """


def kept_query(stored: Stored) -> str:
    """The rows of contents that are kept, behind the rank of their content."""
    if stored is KEPT_CONTENTS:
        return f"SELECT rank AS {RANK}, article_id, content_key FROM kept_placed"
    if stored.table is None:
        raise SnapshotInvalid(f"{stored.name} is no table of contents")
    own = ", ".join(f'content."{name}"' for name in own_columns(stored.table))
    return f"""
        SELECT kept_placed.rank AS {RANK}, kept_placed.article_id, content_key, {own}
        FROM contents_{stored.table.name} AS content JOIN kept_placed USING (content_number)
    """


def small(merge: duckdb.DuckDBPyConnection, stored: Stored) -> Iterator[pa.RecordBatch]:
    """The rows of a table that is small enough to be sorted by DuckDB."""
    query = f"SELECT {', '.join(stored.schema.names)} FROM {_SMALL[stored]} ORDER BY {', '.join(stored.order)}"
    for batch in merge.sql(query).to_arrow_reader(_BATCH_ROWS):
        yield batch.cast(stored.schema)


def ordered(
    merge: duckdb.DuckDBPyConnection, query: str, stored: Stored, ranks: range, means: Means
) -> Iterator[pa.RecordBatch]:
    """The rows of a query whose ranks are all in the range, as they are stored, behind their rank."""
    if stored.table is DOCUMENTS:
        merge.execute(_ONE_THREAD)
    sorting = Sorting(by=_behind_rank(stored), memory=means.settings.sort_memory, spill=means.spill)
    for batch in _sorted(merge, query, ranks, sorting):
        yield _declared(batch, stored)


def _sorted(merge: duckdb.DuckDBPyConnection, query: str, ranks: range, how: Sorting) -> Iterator[pa.RecordBatch]:
    return in_order(merge.sql(query).to_arrow_reader(_BATCH_ROWS), ranks, how)


def placed_count(merge: duckdb.DuckDBPyConnection) -> int:
    """How many articles are written."""
    return count(merge, "placed")


def _behind_rank(stored: Stored) -> tuple[str, ...]:
    """A rank names an article, a content, or a row."""
    return stored.order[2:] if stored.family is Family.KEPT else stored.order[1:]


def _articles_query() -> str:
    """Articles without what they tell of their captures."""
    names = [name for name in own_columns(ARTICLES) if name not in _OF_THE_CAPTURE]
    columns = ", ".join(f'{_OF_THE_ARTICLE.get(name, f"content.{name}")} AS "{name}"' for name in names)
    return f"""
        SELECT placed.rank AS {RANK}, placed.article_id, {columns}
        FROM contents_articles AS content JOIN placed USING (content_number)
        LEFT JOIN completed USING (article_id)
    """


def _origins_query() -> str:
    """What articles tell of their captures."""
    columns = ", ".join(f"captured.{name}" for name in _OF_THE_CAPTURE)
    return f"SELECT placed.rank AS {RANK}, article_id, {columns} FROM captured JOIN placed USING (capture_number)"


def _shifted(name: str) -> str:
    return "(content.position + parts.shift)::INTEGER AS position" if name == "position" else f'content."{name}"'


def _declared(batch: pa.RecordBatch, stored: Stored) -> pa.RecordBatch:
    """The batch in the stored schema, its rank in front."""
    ranks = batch.column(RANK).cast(pa.int64())
    try:
        rows = batch.select(stored.schema.names).cast(stored.schema)
    except ValueError as error:
        raise SnapshotInvalid(f"{stored.name}: {error}") from error
    return pa.RecordBatch.from_arrays(
        [ranks, *rows.columns], schema=stored.schema.insert(0, pa.field(RANK, pa.int64()))
    )
