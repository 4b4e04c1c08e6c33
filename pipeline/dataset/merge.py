"""All staged rows in one DuckDB that spills to disk: what to read, in which order.

Rows come out sorted by their rank, which is that of their article or, of captures, that of their address, and
by the table's own order. Both together name a row, so the order, and with it every published byte, depends on
the rows alone.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.dataset.identity import identify
from pipeline.dataset.order import RANK, Sorting, in_order
from pipeline.dataset.ranges import WITHOUT_PMIDS, ArticleRange, range_count
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.stage import StagedShard, staged_schema
from pipeline.errors import DatasetError, SnapshotInvalid
from pipeline.record import schema, stored_columns
from pipeline.tables import CAPTURES, TABLES, Table

_BATCH_ROWS = 1_024

_SESSION = (
    "SET enable_progress_bar = false",
    "SET disabled_optimizers = 'join_order,build_side_probe_side'",
)
"""No output; and joins as they are written: the narrow table on the right is held in memory, never the texts."""

_PLACED = """
CREATE TEMP TABLE placed AS
WITH winners AS (
    SELECT capture_number, article_id,
        CASE WHEN starts_with(article_id, 'pmid:') THEN substr(article_id, 6)::BIGINT END AS pmid
    FROM judged WHERE status = 'parsed'
)
SELECT capture_number, article_id, pmid, row_number() OVER (ORDER BY pmid NULLS LAST, article_id) AS rank,
    CASE WHEN pmid IS NULL THEN 0 ELSE ntile($ranges) OVER (PARTITION BY pmid IS NULL ORDER BY pmid) END AS range_number
FROM winners
"""

_ORDERED = """
CREATE TEMP TABLE ordered AS
SELECT capture_number, row_number() OVER (ORDER BY source_uri) AS rank FROM staged_captures
"""

_RANGES = """
SELECT range_number, min(pmid), count(*), range_number = 0 OR min(length(article_id)) = max(length(article_id))
FROM placed GROUP BY range_number ORDER BY range_number
"""

_NUMBERED_ARTICLES = "SELECT count(*) FROM judged WHERE status = 'parsed' AND starts_with(article_id, 'pmid:')"

_COUNTED_CAPTURES = {
    "statuses": "SELECT status, count(*) FROM captures GROUP BY status ORDER BY status",
    "reasons": "SELECT reason, count(*) FROM captures WHERE reason IS NOT NULL GROUP BY reason ORDER BY reason",
    "warnings": """
        SELECT split_part(warning, ': ', 1) AS name, count(*) FROM (SELECT unnest(warnings) AS warning FROM captures)
        GROUP BY name ORDER BY name
    """,
    "parser_versions": """
        SELECT parser_version, count(*) FROM captures WHERE parser_version IS NOT NULL
        GROUP BY parser_version ORDER BY parser_version
    """,
}

_MOST_THREADS = 4
"""Each thread of DuckDB wants memory of its own, so their number has to be bounded where memory is."""

_SUMS = """
SELECT count(*), sum(('0x' || line[1:16])::UBIGINT), sum(('0x' || line[17:32])::UBIGINT),
    sum(('0x' || line[33:48])::UBIGINT), sum(('0x' || line[49:64])::UBIGINT)
FROM (
    SELECT sha256(to_json(capture)::VARCHAR) AS line
    FROM (SELECT * EXCLUDE (capture_number) FROM staged_captures) AS capture
)
"""
"""All captures in any order: exact sums of the four parts of each one's digest, so that nothing is sorted."""

_CAPTURE_SOURCES = {
    "article_id": "judged.article_id",
    "status": "coalesce(judged.status, staged.status)",
    "warnings": "list_concat(staged.warnings, coalesce(doubts.doubts, []))",
    "run_id": "run.run_id",
}
"""Where the columns of `captures` come from that one page alone does not decide."""


@contextmanager
def opened(
    shards: Sequence[StagedShard], settings: PublishSettings, spill: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB over the staged shards, with a view `staged_<table>` for each table; it never asks the network."""
    with duckdb.connect(":memory:", config=_options(settings, spill)) as merge:
        for statement in _SESSION:
            merge.execute(statement)
        try:
            for table in TABLES:
                _view(merge, table, shards)
            yield merge
        except duckdb.Error as error:
            raise DatasetError(f"the staged shards could not be merged: {error}") from error


def _options(settings: PublishSettings, spill: Path) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": settings.memory_limit,
        "threads": min(settings.threads, _MOST_THREADS),
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "TimeZone": "UTC",
    }


def run_digest(merge: duckdb.DuckDBPyConnection, settings: PublishSettings, program: bytes) -> str:
    """Names what a publication would hold: equal for the same captures, read by the same program, stored alike.

    The identity of a run's rows is in their captures: bytes, digest of the records, parser version; what is derived
    from them, and how they are merged, is the program's.
    """
    digest = hashlib.sha256(_storage(settings).encode())
    digest.update(program)
    digest.update(repr(merge.sql(_SUMS).fetchall()).encode())
    return digest.hexdigest()


def place(merge: duckdb.DuckDBPyConnection, settings: PublishSettings, run_id: str) -> tuple[ArticleRange, ...]:
    """Decide identity, winner, rank and range of every article; the ranges in their order."""
    identify(merge)
    merge.execute("CREATE TEMP TABLE run AS SELECT $run_id AS run_id", {"run_id": run_id})
    merge.execute(_captures_view())
    numbered = int(merge.sql(_NUMBERED_ARTICLES).fetchall()[0][0])
    merge.execute(_PLACED, {"ranges": range_count(numbered, settings.articles_per_range)})
    found = merge.sql(_RANGES).fetchall()
    merge.execute(_ORDERED)
    return (*_numbered_ranges(found), *_range_without_pmids(found))


def rows_by_range(merge: duckdb.DuckDBPyConnection, table: Table) -> Mapping[int, int]:
    """How many rows of an article's table belong to each range, by the range's number."""
    query = f"SELECT range_number, count(*) FROM staged_{table.name} JOIN placed USING (capture_number) GROUP BY ALL"  # noqa: S608  # a declared name
    return dict(merge.sql(query).fetchall())


def captures_count(merge: duckdb.DuckDBPyConnection) -> int:
    """How many captures there are."""
    return _count(merge, "captures")


def counted_captures(merge: duckdb.DuckDBPyConnection) -> Mapping[str, Mapping[str, int]]:
    """How many captures there are of each status, reason, warning and parser version."""
    return {name: dict(merge.sql(query).fetchall()) for name, query in _COUNTED_CAPTURES.items()}


def rows_in_order(
    merge: duckdb.DuckDBPyConnection, table: Table, settings: PublishSettings, spill: Path
) -> Iterator[pa.RecordBatch]:
    """All rows of a table as they are published."""
    ranks = range(1, _count(merge, "ordered" if table is CAPTURES else "placed") + 1)
    how = Sorting(by=() if table is CAPTURES else table.order, memory=settings.sort_memory, spill=spill)
    rows = merge.sql(_captures_query() if table is CAPTURES else _rows_query(table)).to_arrow_reader(_BATCH_ROWS)
    for batch in in_order(rows, ranks, how):
        yield _declared(batch.drop_columns([RANK]), table)


def _declared(batch: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    try:
        return batch.cast(schema(table))
    except ValueError as error:
        raise SnapshotInvalid(f"{table.name}: {error}") from error


def _view(merge: duckdb.DuckDBPyConnection, table: Table, shards: Sequence[StagedShard]) -> None:
    name = f"staged_{table.name}"
    if shards:
        merge.read_parquet([str(shard.file(table)) for shard in shards]).create_view(name)
    else:
        merge.register(name, staged_schema(table).empty_table())


def _storage(settings: PublishSettings) -> str:
    columns = [f"{table.name} {schema(table).to_string(show_schema_metadata=True)}" for table in TABLES]
    return json.dumps([settings.articles_per_range, settings.captures_per_file, columns])


def _numbered_ranges(found: Sequence[tuple[int, ...]]) -> tuple[ArticleRange, ...]:
    numbered = [row for row in found if row[0] != WITHOUT_PMIDS] or [(1, 0, 0, True)]
    lows = [0, *(low for _, low, _, _ in numbered[1:])]
    highs = [*lows[1:], None]
    return tuple(
        ArticleRange(number=number, low=low, high=high, articles=articles, is_in_text_order=bool(in_text_order))
        for (number, _, articles, in_text_order), low, high in zip(numbered, lows, highs, strict=True)
    )


def _range_without_pmids(found: Sequence[tuple[int, ...]]) -> tuple[ArticleRange, ...]:
    return tuple(
        ArticleRange(number=number, low=None, high=None, articles=articles, is_in_text_order=True)
        for number, _, articles, _ in found
        if number == WITHOUT_PMIDS
    )


def _count(merge: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(merge.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0])  # noqa: S608  # a name of this module


def _rows_query(table: Table) -> str:
    own = (f'staged."{stored.name}"' for stored in stored_columns(table) if stored.name != "article_id")
    return (
        f"SELECT placed.rank AS {RANK}, placed.article_id, {', '.join(own)} "  # noqa: S608  # declared names
        f"FROM staged_{table.name} AS staged JOIN placed USING (capture_number)"
    )


def _captures_query() -> str:
    return f"""
        SELECT ordered.rank AS {RANK}, captures.* EXCLUDE (capture_number)
        FROM captures JOIN ordered USING (capture_number)
    """  # noqa: S608  # a declared name


def _captures_view() -> str:
    columns = (
        f'{_CAPTURE_SOURCES.get(stored.name, f"staged.{stored.name}")} AS "{stored.name}"'
        for stored in stored_columns(CAPTURES)
    )
    return f"""
        CREATE TEMP VIEW captures AS SELECT capture_number, {", ".join(columns)}
        FROM staged_captures AS staged CROSS JOIN run
        LEFT JOIN judged USING (capture_number) LEFT JOIN doubts USING (capture_number)
    """  # noqa: S608  # declared names
