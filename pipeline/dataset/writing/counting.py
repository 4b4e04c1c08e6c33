"""A snapshot in numbers: what it holds, and what the run changed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Changes, Counts
from pipeline.dataset.snapshot.queries import files_in, rows_of
from pipeline.tables import CAPTURES, TABLES

_CAPTURES = {
    "statuses": "SELECT status, count(*) FROM {captures} GROUP BY status ORDER BY status",
    "layouts": "SELECT layout, count(*) FROM {captures} WHERE status = 'parsed' GROUP BY layout ORDER BY layout",
    "reasons": "SELECT reason, count(*) FROM {captures} WHERE reason IS NOT NULL GROUP BY reason ORDER BY reason",
    "warnings": """
        SELECT split_part(warning, ': ', 1) AS name, count(*)
        FROM (SELECT unnest(warnings) AS warning FROM {captures}) GROUP BY name ORDER BY name
    """,
    "parser_versions": """
        SELECT parser_version, count(*) FROM {captures} WHERE parser_version IS NOT NULL
        GROUP BY parser_version ORDER BY parser_version
    """,
}

_CHANGES = {
    "articles_added": "SELECT count(*) FROM writing WHERE is_new",
    "articles_changed": "SELECT count(*) FROM writing WHERE NOT is_new",
    "articles_removed": "SELECT count(*) FROM going",
    "captures_added": """
        SELECT count(*) FROM capture_news AS news WHERE NOT EXISTS (
            FROM capture_losses AS lost WHERE lost.source_uri = news.source_uri
            AND lost.capture_id IS NOT DISTINCT FROM news.capture_id
        )
    """,
    "captures_changed": """
        SELECT count(*) FROM capture_news AS news WHERE EXISTS (
            FROM capture_losses AS lost WHERE lost.source_uri = news.source_uri
            AND lost.capture_id IS NOT DISTINCT FROM news.capture_id
        )
    """,
    "captures_removed": """
        SELECT count(*) FROM capture_losses AS lost WHERE NOT EXISTS (
            FROM capture_news AS news WHERE lost.source_uri = news.source_uri
            AND lost.capture_id IS NOT DISTINCT FROM news.capture_id
        )
    """,
}


def counts(merge: duckdb.DuckDBPyConnection, held: Held, folder: Path, files: Sequence[WrittenFile]) -> Counts:
    """What the snapshot holds; captures are counted in the files themselves, in narrow columns."""
    told = {name: _counted(merge, held, folder, files, name) for name in ("statuses", "layouts", "reasons", "warnings")}
    tables = {table.name: sum(file.rows for file in files if file.table == table.name) for table in TABLES}
    return Counts(tables=tables, **told)


def parser_versions(
    merge: duckdb.DuckDBPyConnection, held: Held, folder: Path, files: Sequence[WrittenFile]
) -> Mapping[str, int]:
    """Captures by what read them."""
    return _counted(merge, held, folder, files, "parser_versions")


def changes(merge: duckdb.DuckDBPyConnection, held: Held, files: Sequence[WrittenFile]) -> Changes:
    """What the run changed."""
    known = {file.path for file in held.manifest.files} if held.manifest else set()
    written = [file for file in files if file.path not in known]
    told = {name: int(str(rows_of(merge, query)[0][0])) for name, query in _CHANGES.items()}
    return Changes(
        **told,
        files_written=len(written),
        files_kept=len(files) - len(written),
        bytes_written=sum(file.bytes for file in written),
    )


def _counted(
    merge: duckdb.DuckDBPyConnection, held: Held, folder: Path, files: Sequence[WrittenFile], name: str
) -> dict[str, int]:
    paths = [str(_path(held, folder, file)) for file in files if file.table == CAPTURES.name]
    query = _CAPTURES[name].format(captures=f"read_parquet({files_in(paths)})")
    return {str(what): int(str(number)) for what, number in rows_of(merge, query)}


def _path(held: Held, folder: Path, file: WrittenFile) -> Path:
    new = folder / file.path
    return new if new.exists() else held.path_of(file)
