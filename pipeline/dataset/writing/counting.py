"""A snapshot in numbers: what it holds, and what the run changed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Changes, Counts
from pipeline.dataset.snapshot.queries import files_in, rows_of
from pipeline.tables import CAPTURES, TABLES

PARSER_VERSIONS = "parser_versions"
"""What captures were read by."""
COUNTED = ("statuses", "layouts", "reasons", "warnings")
"""What a manifest counts of them, by its own names."""
_CHANGED = (
    "articles_added",
    "articles_changed",
    "articles_removed",
    "captures_added",
    "captures_changed",
    "captures_removed",
)

_TOLD = """
WITH captures AS NOT MATERIALIZED (FROM read_parquet({paths})),
told AS (
    SELECT 'statuses' AS name, status AS what FROM captures
    UNION ALL SELECT 'layouts', layout FROM captures WHERE status = 'parsed'
    UNION ALL SELECT 'reasons', reason FROM captures WHERE reason IS NOT NULL
    UNION ALL SELECT 'warnings', split_part(unnest(warnings), ': ', 1) FROM captures
    UNION ALL SELECT 'parser_versions', parser_version FROM captures WHERE parser_version IS NOT NULL
)
SELECT name, what, count(*) FROM told GROUP BY name, what ORDER BY name, what
"""

_CHANGES = """
SELECT (SELECT count(*) FROM placed WHERE is_new), (SELECT count(*) FROM placed WHERE NOT is_new),
    (SELECT count(*) FROM going), added, changed, removed
FROM capture_changes
"""


def captures_told(
    merge: duckdb.DuckDBPyConnection, held: Held, folder: Path, files: Sequence[WrittenFile]
) -> Mapping[str, Mapping[str, int]]:
    """How many captures have each status, layout …; counted in the files themselves, in narrow columns."""
    return counted_captures(merge, [str(_path(held, folder, file)) for file in files if file.table == CAPTURES.name])


def counted_captures(merge: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    """The same of any files of captures."""
    told: dict[str, dict[str, int]] = {name: {} for name in (*COUNTED, PARSER_VERSIONS)}
    for name, what, number in rows_of(merge, _TOLD.format(paths=files_in(paths))):
        told[str(name)][str(what)] = int(str(number))
    return told


def counts(told: Mapping[str, Mapping[str, int]], files: Sequence[WrittenFile]) -> Counts:
    """What the snapshot holds."""
    tables = {table.name: sum(file.rows for file in files if file.table == table.name) for table in TABLES}
    return Counts(tables=tables, **{name: told[name] for name in COUNTED})


def changes(merge: duckdb.DuckDBPyConnection, held: Held, files: Sequence[WrittenFile]) -> Changes:
    """What the run changed."""
    known = {file.path for file in held.manifest.files} if held.manifest else set()
    written = [file for file in files if file.path not in known]
    ((*told,),) = rows_of(merge, _CHANGES)
    return Changes(
        **dict(zip(_CHANGED, (int(str(number)) for number in told), strict=True)),
        files_written=len(written),
        files_kept=len(files) - len(written),
        bytes_written=sum(file.bytes for file in written),
    )


def _path(held: Held, folder: Path, file: WrittenFile) -> Path:
    new = folder / file.path
    return new if new.exists() else held.path_of(file)
