"""From what the merge decided to the files of a snapshot: new ones in a folder that nobody reads yet, and old ones.

A file that comes out with the bytes of the one that it replaces is not new: the old one stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.evolve import all_columns, is_of_today, read_batches
from pipeline.dataset.snapshot.files import PlannedFile, WrittenFile, write_file
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.pieces import give_back
from pipeline.dataset.snapshot.ranges import ArticleRange, Layer
from pipeline.dataset.snapshot.stored import STORED, Family, Stored
from pipeline.dataset.snapshot.weaving import cut_at, without, woven
from pipeline.dataset.writing import addresses, rows
from pipeline.dataset.writing.completed_texts import write_completed_texts
from pipeline.dataset.writing.counting import PARSER_VERSIONS, captures_told, changes, counts
from pipeline.dataset.writing.jobs import Job, address_job, empty_job, kept_job, published_jobs, recast_job
from pipeline.dataset.writing.keeping import KeptPart, kept_parts
from pipeline.dataset.writing.order import RANK
from pipeline.dataset.writing.placing import Placement, place, ranges_after
from pipeline.errors import SnapshotInvalid
from pipeline.tables import CAPTURES, Table

_RUN_ID_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is published: stored how, and when."""

    digest: str
    folder: Path
    """Where new files are written."""
    spill: Path
    """Where rows wait that do not fit into memory."""
    settings: PublishSettings
    created_at: datetime
    filled: frozenset[Table]
    """The article's tables that there are rows for at all."""

    @property
    def run_id(self) -> str:
        """The part of the digest that rows and file names carry."""
        return self.digest[:_RUN_ID_DIGITS]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which articles and kept contents go into which files."""

    placements: tuple[Placement, ...]
    ranges: tuple[ArticleRange, ...]
    kept: tuple[KeptPart, ...]


def build(merge: duckdb.DuckDBPyConnection, held: Held, release: Release) -> Manifest:
    """Write the files that are new; what the snapshot consists of is the manifest that it returns."""
    layout = _layout(merge, held, release.settings)
    rows.make_views(merge)
    write_completed_texts(merge, release)
    files = tuple(file for stored in STORED for file in _files(merge, held, release, layout, stored))
    told = captures_told(merge, held, release.folder, files)
    return Manifest(
        created_at=release.created_at,
        run_id=release.run_id,
        run_digest=release.digest,
        parser_versions=told[PARSER_VERSIONS],
        counts=counts(told, files),
        changes=changes(merge, held, files),
        ranges=layout.ranges,
        files=files,
        columns=all_columns(),
    )


def _layout(merge: duckdb.DuckDBPyConnection, held: Held, settings: PublishSettings) -> _Layout:
    placements = place(merge, held, settings)
    ranges = ranges_after(held.ranges, placements)
    return _Layout(placements, ranges, kept_parts(merge, held, placements, ranges))


def _files(
    merge: duckdb.DuckDBPyConnection, held: Held, release: Release, layout: _Layout, stored: Stored
) -> list[WrittenFile]:
    """All files of a stored table from now on."""
    give_back()
    if stored.family is Family.SMALL:
        return _small_file(merge, held, release, stored)
    jobs = _jobs(merge, held, release, layout, stored)
    replaced = {file.path for job in jobs for file in job.old}
    staying = [file for file in held.files(stored) if file.path not in replaced]
    if not is_of_today(stored, held.columns(stored)):
        jobs += [recast_job(stored, file, release.run_id) for file in staying]
        staying = []
    news = _news(merge, release, stored, max((job.ranks.stop - 1 for job in jobs), default=0))
    written = [
        file for job, part in zip(jobs, _by_rank(news, jobs), strict=True) for file in _done(held, release, job, part)
    ]
    return sorted([*staying, *written], key=_order)


def _jobs(merge: duckdb.DuckDBPyConnection, held: Held, release: Release, layout: _Layout, stored: Stored) -> list[Job]:
    """What is to be written of a stored table, in the order of its new rows."""
    run_id = release.run_id
    if stored.family is Family.BY_ADDRESS:
        return [
            address_job(merge, stored, part, run_id) for part in addresses.parts(merge, held, stored, release.settings)
        ]
    if stored.family is Family.KEPT:
        return [kept_job(held, stored, part, run_id) for part in layout.kept]
    jobs = [job for placement in layout.placements for job in published_jobs(held, stored, placement, run_id)]
    return jobs if held.files(stored) else [*jobs, *_empty_jobs(stored, layout, jobs, run_id)]


def _empty_jobs(stored: Stored, layout: _Layout, jobs: Sequence[Job], run_id: str) -> Iterator[Job]:
    """The ranges of a table that has no file yet, but for those whose base is written anyhow."""
    begun = {file.low for job in jobs for file in job.new if file.layer is Layer.BASE}
    return (empty_job(stored, one, run_id) for one in layout.ranges if one.low not in begun)


def _news(merge: duckdb.DuckDBPyConnection, release: Release, stored: Stored, most: int) -> Iterator[pa.RecordBatch]:
    """The new rows of a stored table, behind their rank."""
    is_filled = stored.table is None or stored.table is CAPTURES or stored.table in release.filled
    if most < 1 or not is_filled:
        return iter(())
    if stored.family is Family.BY_ADDRESS:
        query = addresses.rows_query(stored)
    elif stored.family is Family.KEPT:
        query = rows.kept_query(stored)
    else:
        return rows.published_rows(merge, stored, range(1, most + 1), release)
    return rows.ordered(merge, query, stored, range(1, most + 1), release)


def _by_rank(news: Iterator[pa.RecordBatch], jobs: Sequence[Job]) -> Iterator[Iterator[pa.RecordBatch]]:
    """The new rows of each job, without their rank. Take them in turn."""
    rest: list[pa.RecordBatch] = []
    for job in jobs:
        yield _up_to(news, job.ranks.stop, rest)
    if any(batch.num_rows for batch in chain(rest, news)):
        raise SnapshotInvalid("there are more new rows than files for them")


def _up_to(news: Iterator[pa.RecordBatch], stop: int, rest: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    while (batch := rest.pop() if rest else next(news, None)) is not None:
        count = pc.less(batch.column(RANK), pa.scalar(stop, pa.int64())).true_count
        if count:
            yield batch.slice(0, count).drop_columns([RANK])
        if count < batch.num_rows:
            rest.append(batch.slice(count))
            return


def _done(held: Held, release: Release, job: Job, news: Iterator[pa.RecordBatch]) -> Iterator[WrittenFile]:
    """Write the files of a job."""
    old = [
        without(read_batches(held.path_of(file), job.stored, held.columns(job.stored)), job.keys, job.dropped)
        for file in job.old
    ]
    together = woven([*old, news], job.keys, job.stored.order[1:])
    starts = [0 if file.low is None else file.low for file in job.new]
    for file, part in zip(job.new, cut_at(together, job.keys, starts), strict=True):
        written = _written(release.folder, file, part, job)
        if written is not None:
            yield written


def _written(folder: Path, file: PlannedFile, part: Iterator[pa.RecordBatch], job: Job) -> WrittenFile | None:
    """The new file; the one that it replaces where they are equal; None where it has no row and is not owed."""
    written = write_file(folder, file, part)
    same = next((old for old in job.old if old.sha256 == written.sha256 and old.layer is written.layer), None)
    if same is not None and (same.low, same.high) == (written.low, written.high):
        (folder / written.path).unlink()
        return same
    if written.rows == 0 and not job.is_owed:
        (folder / written.path).unlink()
        return None
    return written


def _small_file(merge: duckdb.DuckDBPyConnection, held: Held, release: Release, stored: Stored) -> list[WrittenFile]:
    """A table in one file, written anew where it changed; one of the contract has a file also where it has no row."""
    file = PlannedFile(
        stored=stored,
        path=f"{stored.name}/{stored.name.lstrip('_')}-{release.run_id}.parquet",
        layer=Layer.BASE,
        low="",
        high=None,
        is_in_key_order=True,
    )
    written = write_file(release.folder, file, rows.small(merge, stored))
    same = next((old for old in held.files(stored) if old.sha256 == written.sha256), None)
    if same is None and (written.rows or stored.table):
        return [written]
    (release.folder / written.path).unlink()
    return [same] if same else []


def _order(file: WrittenFile) -> tuple[bool, int | str, bool]:
    """By address or PMID, articles without one last, the base before the additions."""
    return (file.low is None, 0 if file.low is None else file.low, file.layer is Layer.ADDITIONS)
