"""Where the rows of a content are to be had: staged by this run, kept beside the tables, or published under an article.

was              the captures that articles come from, as published, of all articles that the run has to think of
was_kept         the contents that are kept for these articles, as published
staged_sources   the contents that this run read
held_sources     where the other contents are
supply           all of these contents: a capture of another content cannot give rows

A content goes by a number wherever rows are joined: that of a capture of this run, or one below 0 where it is held.
A content is taken from what the run staged where it can be, so that a rebuild takes nothing from what was there.
"""

from collections.abc import Collection, Sequence

import duckdb

from pipeline.dataset.snapshot.held import Held, range_table, view
from pipeline.dataset.snapshot.queries import rows_of
from pipeline.dataset.snapshot.stored import KEPT_CONTENTS, kept, published
from pipeline.record import stored_columns
from pipeline.staging import StagedShard
from pipeline.tables import ARTICLE_TABLES, Table

CONTENT = "content_id || ' ' || parser_version AS content_key"

_WAS = f"""
CREATE TEMP VIEW was AS
SELECT article_id, {CONTENT}, source_uri, capture_id, url, captured_at
FROM concerned WHERE status = 'parsed' AND layout_rank IS NOT NULL
"""

_WAS_KEPT = """
CREATE TEMP TABLE was_kept AS
SELECT article_id, content_key FROM held_contents SEMI JOIN concerned USING (article_id)
"""

_STAGED_SOURCES = f"""
CREATE TEMP TABLE staged_sources AS
SELECT {CONTENT}, min(capture_number) AS content_number
FROM arriving SEMI JOIN (SELECT capture_number FROM staged_rows WHERE status = 'parsed') USING (capture_number)
GROUP BY content_key
"""

_HELD_SOURCES = """
CREATE TEMP TABLE held_sources AS
WITH known AS (
    SELECT content_key, article_id, true AS is_kept FROM was_kept
    UNION ALL
    SELECT content_key, article_id, false FROM was
)
SELECT content_key, -row_number() OVER () AS content_number, article_id, is_kept,
    coalesce(range_number, 0) AS range_number
FROM known ANTI JOIN staged_sources USING (content_key)
ASOF LEFT JOIN ranges
    ON CASE WHEN starts_with(known.article_id, 'pmid:') THEN substr(known.article_id, 6)::BIGINT END >= ranges.low
QUALIFY row_number() OVER (PARTITION BY content_key ORDER BY is_kept DESC, article_id) = 1
"""
"""Kept rows go before published ones, which a fragment may have completed."""

_SUPPLY = """
CREATE TEMP VIEW supply AS
FROM staged_sources UNION ALL SELECT content_key, content_number FROM held_sources
"""


def survey(merge: duckdb.DuckDBPyConnection, held: Held) -> None:
    """Make the tables above."""
    view(merge, "held_contents", KEPT_CONTENTS, held.paths(KEPT_CONTENTS), held.columns(KEPT_CONTENTS))
    merge.register("ranges", range_table(held.ranges))
    for statement in (_WAS, _WAS_KEPT, _STAGED_SOURCES, _HELD_SOURCES, _SUPPLY):
        merge.execute(statement)


def filled_tables(shards: Sequence[StagedShard], held: Held) -> frozenset[Table]:
    """The tables that any content has a row in."""
    return frozenset(table for table in ARTICLE_TABLES if _has_rows(table, shards, held))


def _has_rows(table: Table, shards: Sequence[StagedShard], held: Held) -> bool:
    files = (*held.files(published(table)), *held.files(kept(table)))
    return any(shard.rows[table.name] for shard in shards) or any(file.rows for file in files)


def view_contents(merge: duckdb.DuckDBPyConnection, held: Held) -> None:
    """Views of the rows of every content in `needed`, from where they are: `content_number` and the table's columns.

    And of all that is staged, where any of it is needed: who asks joins them with what it asks for anyhow.
    """
    is_staged = bool(rows_of(merge, "FROM needed WHERE content_number >= 0 LIMIT 1"))
    kept_in, published_in = _ranges(merge)
    for table in ARTICLE_TABLES:
        branches = [_from_staged(table)] if is_staged else []
        branches += _from_held(merge, held, table, kept_in, is_kept=True)
        branches += _from_held(merge, held, table, published_in, is_kept=False)
        rows = " UNION ALL ".join(branches or [_from_staged(table)])
        merge.execute(f"CREATE OR REPLACE TEMP VIEW contents_{table.name} AS {rows}")


def _ranges(merge: duckdb.DuckDBPyConnection) -> tuple[frozenset[int], frozenset[int]]:
    """Where needed contents are kept, and where they are published."""
    told = rows_of(
        merge, "SELECT DISTINCT is_kept, range_number FROM held_sources SEMI JOIN needed USING (content_number)"
    )
    kept_in, published_in = (
        frozenset(int(str(number)) for is_kept, number in told if is_kept is which) for which in (True, False)
    )
    return kept_in, published_in


def _from_staged(table: Table) -> str:
    return f"SELECT capture_number AS content_number, {_own(table, 'staged')} FROM staged_{table.name} AS staged"


def _from_held(
    merge: duckdb.DuckDBPyConnection, held: Held, table: Table, numbers: Collection[int], *, is_kept: bool
) -> list[str]:
    stored = kept(table) if is_kept else published(table)
    files = held.files_of_ranges(stored, numbers)
    if not files:
        return []
    name = f"{'kept' if is_kept else 'published'}_{table.name}"
    view(merge, name, stored, [str(held.path_of(file)) for file in files], held.columns(stored))
    both = "article_id, content_key" if is_kept else "article_id"
    return [
        f"""
        SELECT source.content_number, {_own(table, "held")} FROM {name} AS held
        JOIN (FROM held_sources SEMI JOIN needed USING (content_number) WHERE is_kept = {is_kept}) AS source
        USING ({both})
        """
    ]


def _own(table: Table, alias: str) -> str:
    return ", ".join(f'{alias}."{name}"' for name in own_columns(table))


def own_columns(table: Table) -> list[str]:
    """The columns of an article's table, but for the article's name."""
    return [stored.name for stored in stored_columns(table) if stored.name != "article_id"]
