"""From merged rows to the files of a snapshot, in a folder that nobody reads yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipeline.dataset.files import PlannedFile, write_files
from pipeline.dataset.manifest import Counts, Manifest, schemas, write_manifest
from pipeline.dataset.merge import captures_count, counted_captures, place, rows_by_range, rows_in_order
from pipeline.dataset.places import DICTIONARY, SCHEMAS
from pipeline.dataset.ranges import ArticleRange
from pipeline.dataset.settings import PublishSettings
from pipeline.record import dictionary
from pipeline.tables import CAPTURES, TABLES, Table

_RUN_ID_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is published: which rows, stored how, and when."""

    digest: str
    spill: Path
    """Where rows wait that do not fit into memory."""
    settings: PublishSettings
    created_at: datetime

    @property
    def run_id(self) -> str:
        """The part of the digest that rows and file names carry."""
        return self.digest[:_RUN_ID_DIGITS]


def build(merge: duckdb.DuckDBPyConnection, folder: Path, release: Release) -> Manifest:
    """Write every file of the snapshot into the folder; what is in them is the manifest that it returns."""
    ranges = place(merge, release.settings, release.run_id)
    planned = {table: _planned(merge, table, ranges, release) for table in TABLES}
    told = counted_captures(merge)
    manifest = Manifest(
        created_at=release.created_at,
        run_id=release.run_id,
        run_digest=release.digest,
        parser_versions=told["parser_versions"],
        counts=_counts(planned, told),
        ranges=ranges,
        files=tuple(
            written
            for table, files in planned.items()
            for written in write_files(folder, files, rows_in_order(merge, table, release.settings, release.spill))
        ),
    )
    _describe(folder, manifest)
    return manifest


def _counts(planned: Mapping[Table, Sequence[PlannedFile]], told: Mapping[str, Mapping[str, int]]) -> Counts:
    return Counts(
        tables={table.name: sum(file.rows for file in files) for table, files in planned.items()},
        statuses=told["statuses"],
        reasons=told["reasons"],
        warnings=told["warnings"],
    )


def _describe(folder: Path, manifest: Manifest) -> None:
    write_manifest(folder, manifest)
    (folder / SCHEMAS).write_text(schemas(), encoding="utf-8")
    (folder / DICTIONARY).write_text(dictionary(), encoding="utf-8")


def _planned(
    merge: duckdb.DuckDBPyConnection, table: Table, ranges: Iterable[ArticleRange], release: Release
) -> Sequence[PlannedFile]:
    if table is CAPTURES:
        return _planned_captures(captures_count(merge), release)
    rows = rows_by_range(merge, table)
    return [
        PlannedFile(table=table, path=_path(table, one.label, release), rows=rows.get(one.number, 0), of=one)
        for one in ranges
    ]


def _planned_captures(rows: int, release: Release) -> Sequence[PlannedFile]:
    most = release.settings.captures_per_file
    return [
        PlannedFile(
            table=CAPTURES, path=_path(CAPTURES, f"{number:09d}", release), rows=min(most, rows - start), of=None
        )
        for number, start in enumerate(range(0, max(rows, 1), most))
    ]


def _path(table: Table, part: str, release: Release) -> str:
    """The same name always means the same bytes: the run's digest is a digest of all that decides them."""
    return f"{table.name}/{table.name}-{part}-{release.run_id}.parquet"
