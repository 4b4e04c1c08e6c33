"""One DuckDB over all that a merge reads, which spills to disk and never asks the network.

staged_<table>    what the run read: rows behind the number of their capture
held_<table>      what is published, where a decision needs all of it: captures, inputs, names, forgotten pages
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.held import Held, view
from pipeline.dataset.snapshot.queries import files_in
from pipeline.dataset.snapshot.stored import FORGOTTEN, INPUTS, published
from pipeline.errors import DatasetError
from pipeline.staging import SEEN, StagedShard, staged_schema
from pipeline.tables import ARTICLE_ID_CHANGES, ARTICLE_TABLES, CAPTURES, Table

_SESSION = (
    "SET enable_progress_bar = false",
    "SET disabled_optimizers = 'join_order,build_side_probe_side'",
    "SET enable_external_file_cache = false",
)
"""No output; joins as they are written: the narrow table on the right is held in memory, never the texts; and no
copies of files in memory, which are read once."""

_MOST_THREADS = 4
"""Each thread of DuckDB wants memory of its own, so their number has to be bounded where memory is."""

_OF_THE_RUN = "capture_number, captured_at, captured_at_source"
_STAGED_CAPTURES = f"""
CREATE TEMP VIEW staged_captures AS
SELECT * FROM staged_rows ANTI JOIN held_forgotten USING (source_uri, capture_id) WHERE status <> '{SEEN}'
UNION ALL BY NAME
SELECT capture_number, seen.captured_at, seen.captured_at_source,
    held.* EXCLUDE (captured_at, captured_at_source, article_id, run_id)
    REPLACE (CASE WHEN held.content_id IS NULL THEN 'rejected' ELSE 'parsed' END AS status)
FROM (SELECT {_OF_THE_RUN}, source_uri, capture_id FROM staged_rows WHERE status = '{SEEN}') AS seen
JOIN held_captures AS held USING (source_uri, capture_id)
"""
"""What was read now, but for forgotten pages; of bytes that are known, the published row says what they show."""

_STAGED_ALL = "CREATE TEMP VIEW staged_captures AS FROM staged_rows"


@contextmanager
def opened(
    shards: Sequence[StagedShard], held: Held, settings: PublishSettings, spill: Path
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The views above; DatasetError where DuckDB cannot go on."""
    with duckdb.connect(":memory:", config=_options(settings, spill)) as merge:
        try:
            for statement in _SESSION:
                merge.execute(statement)
            _view_held(merge, held)
            _view_staged(merge, shards, held)
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


def _view_held(merge: duckdb.DuckDBPyConnection, held: Held) -> None:
    for stored in (published(CAPTURES), published(ARTICLE_ID_CHANGES)):
        view(merge, f"held_{stored.name}", stored, held.paths(stored), held.columns(stored))
    view(merge, "held_inputs", INPUTS, held.paths(INPUTS), held.columns(INPUTS))
    view(merge, "held_forgotten", FORGOTTEN, held.paths(FORGOTTEN), held.columns(FORGOTTEN))


def _view_staged(merge: duckdb.DuckDBPyConnection, shards: Sequence[StagedShard], held: Held) -> None:
    for table in ARTICLE_TABLES:
        _view(merge, f"staged_{table.name}", table, shards)
    _view(merge, "staged_rows", CAPTURES, shards)
    merge.execute(_STAGED_CAPTURES if held.files(published(CAPTURES)) else _STAGED_ALL)
    view(merge, "staged_inputs", INPUTS, [str(shard.inputs) for shard in shards], {})


def _view(merge: duckdb.DuckDBPyConnection, name: str, table: Table, shards: Sequence[StagedShard]) -> None:
    paths = [str(shard.file(table)) for shard in shards if shard.rows[table.name]]
    if paths:
        merge.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({files_in(paths)})')
    else:
        merge.register(name, staged_schema(table).empty_table())
