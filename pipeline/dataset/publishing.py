"""From staged shards to the current snapshot, in one atomic step.

Whatever ends a run before the step `point_to` leaves the published snapshot as it was; what it built lies
in `_tmp`, or is a snapshot that `current` does not name, and the next run removes both. Files that did not change
are links to those of the snapshot before: a snapshot is whole by itself, and costs only what is new.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipeline.dataset.build import Release, build
from pipeline.dataset.check import check_snapshot
from pipeline.dataset.concerned import gather
from pipeline.dataset.contents import Basis, decide
from pipeline.dataset.describe import describe
from pipeline.dataset.durable import flush, flush_tree, move_into_place
from pipeline.dataset.files import WrittenFile
from pipeline.dataset.held import Held
from pipeline.dataset.history import clear, confirm_sound, is_first_unnamed, recover, retire
from pipeline.dataset.identity import identify
from pipeline.dataset.lock import exclusive
from pipeline.dataset.manifest import Changes, Counts, Manifest, OlderFormat, read_manifest
from pipeline.dataset.places import Output
from pipeline.dataset.program import program_digest
from pipeline.dataset.session import opened
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.stage import StagedShard, publishable_shards
from pipeline.dataset.stored import STORED
from pipeline.dataset.supply import survey
from pipeline.dataset.verdicts import judge
from pipeline.errors import DatasetError
from pipeline.tables import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A new snapshot is current."""

    snapshot: Path
    run_id: str
    counts: Counts
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The current snapshot already holds what would have been published."""

    snapshot: Path
    run_id: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Publication:
    """How, when and by which program it is published, and what it starts from."""

    settings: PublishSettings
    created_at: datetime
    basis: Basis = Basis.CURRENT
    forgotten: tuple[str, ...] = ()
    """Addresses whose captures go."""
    program: bytes | None = None
    """The digest of the program that staged the shards; None means that it was this one."""


def publish(output: Path, work: Path, how: Publication) -> Published | Unchanged:
    """Bring all finished shards below `work` into the tables.

    Captures that were read take the place of those at their addresses with their bytes; all others stay.
    """
    places = Output(output)
    _prepare(places)
    with exclusive(places.lock, how.settings.lock_timeout):
        confirm_sound(places)
        if is_first_unnamed(places):
            point_to(places, places.snapshot(1))
        recover(places)
        try:
            return _publish_shards(places, publishable_shards(work), how)
        finally:
            clear(places.scratch)


def nothing_new(output: Path) -> Unchanged | None:
    """The current snapshot as the answer to a run that had nothing to read; None where there is no dataset yet."""
    places = Output(output)
    manifest = held_by(places).manifest if places.current.is_symlink() else None
    if manifest is None:
        return None
    snapshot = places.snapshot(places.current_number())
    return Unchanged(snapshot=snapshot, run_id=manifest.run_id, counts=manifest.counts)


def held_by(output: Output, basis: Basis = Basis.CURRENT) -> Held:
    """What is published now, to start from; DatasetError where a file of it is missing or cut."""
    number = output.current_number()
    snapshot = output.snapshot(number)

    def path_of(file: WrittenFile) -> Path:
        return snapshot / file.path

    if not number or basis is Basis.NOTHING:
        return Held(None, path_of)
    try:
        held = Held(read_manifest(snapshot), path_of)
    except OlderFormat:
        return Held(None, path_of)
    _confirm_whole(held)
    return held


def _confirm_whole(held: Held) -> None:
    """Nobody removed or cut a file since it was published."""
    for file in held.manifest.files if held.manifest else ():
        path = held.path_of(file)
        if not path.is_file() or path.stat().st_size != file.bytes:
            raise DatasetError(
                f"the published dataset is damaged: {path} is missing or cut. Restore it, let `current` name an older "
                "snapshot, or build the dataset anew: pubmed-etl rebuild --basis nothing"
            )


def _publish_shards(output: Output, shards: Sequence[StagedShard], how: Publication) -> Published | Unchanged:
    held = held_by(output, how.basis)
    built, spill = output.scratch / "snapshot", output.scratch / "spill"
    for folder in (built, spill):
        folder.mkdir()
    with opened(shards, held, how.settings, spill) as merge:
        digest = _run_digest(merge, held, how)
        release = Release(digest=digest, folder=built, spill=spill, settings=how.settings, created_at=how.created_at)
        _decide(merge, held, release, how)
        manifest = build(merge, held, release)
    unchanged = _unchanged(output, held, manifest)
    if unchanged:
        return unchanged
    _check(manifest, held, built)
    describe(built, manifest)
    _link_held(held, manifest, built)
    snapshot = _make_current(output, built)
    retire(output, how.settings, how.created_at)
    return Published(snapshot=snapshot, run_id=manifest.run_id, counts=manifest.counts, changes=manifest.changes)


def _decide(merge: duckdb.DuckDBPyConnection, held: Held, release: Release, how: Publication) -> None:
    gather(merge, how.forgotten)
    survey(merge, held)
    identify(merge)
    decide(merge, held, how.basis)
    judge(merge, release.run_id)


_SUMS = """
SELECT count(*), sum(('0x' || line[1:16])::UBIGINT), sum(('0x' || line[17:32])::UBIGINT),
    sum(('0x' || line[33:48])::UBIGINT), sum(('0x' || line[49:64])::UBIGINT)
FROM (SELECT sha256(to_json(staged)::VARCHAR) AS line FROM (SELECT {columns} FROM {name}) AS staged)
"""
"""All rows in any order: exact sums of the four parts of each one's digest, so that nothing is sorted."""


def _run_digest(merge: duckdb.DuckDBPyConnection, held: Held, how: Publication) -> str:
    """Names what a publication would hold: equal for the same captures, brought into the same state by one program.

    The identity of a run's rows is in their captures: bytes, digest of the records, parser version; what is derived
    from them, and how they are merged, is the program's.
    """
    digest = hashlib.sha256(_storage(how.settings).encode())
    digest.update(how.program or program_digest())
    digest.update((held.manifest.run_digest if held.manifest else "").encode())
    digest.update(json.dumps([how.basis.value, *how.forgotten]).encode("utf-8", "surrogatepass"))
    for name, columns in (("staged_captures", "* EXCLUDE (capture_number)"), ("staged_inputs", "*")):
        digest.update(repr(merge.sql(_SUMS.format(name=name, columns=columns)).fetchall()).encode())
    return digest.hexdigest()


def _storage(settings: PublishSettings) -> str:
    columns = [f"{stored.name} {stored.schema.to_string(show_schema_metadata=True)}" for stored in STORED]
    return json.dumps([settings.articles_per_range, settings.addresses_per_file, columns])


def _unchanged(output: Output, held: Held, manifest: Manifest) -> Unchanged | None:
    before = held.manifest
    if before is None or (before.files, before.ranges) != (manifest.files, manifest.ranges):
        return None
    link_tables(output)
    return Unchanged(snapshot=output.snapshot(output.current_number()), run_id=before.run_id, counts=before.counts)


def _check(manifest: Manifest, held: Held, built: Path) -> None:
    known = {file.path for file in held.manifest.files} if held.manifest else set()

    def path_of(file: WrittenFile) -> Path:
        return held.path_of(file) if file.path in known else built / file.path

    check_snapshot(manifest, path_of, known)


def _link_held(held: Held, manifest: Manifest, built: Path) -> None:
    """Files that did not change, under their names in the new snapshot."""
    known = {file.path for file in held.manifest.files} if held.manifest else set()
    for file in manifest.files:
        if file.path in known:
            place = built / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(held.path_of(file), place)


def _make_current(output: Output, built: Path) -> Path:
    snapshot = output.snapshot(output.current_number() + 1)
    flush_tree(built)
    link_tables(output)
    move_into_place(built, snapshot)
    point_to(output, snapshot)
    return snapshot


def link_tables(output: Output) -> None:
    """Give every table its name in the output folder; it follows `current` from then on."""
    for table in TABLES:
        link = output.table_link(table)
        if not link.is_symlink():
            link.symlink_to(Path(output.current.name, table.name))


def point_to(output: Output, snapshot: Path) -> None:
    """Make the snapshot the current one: the step in which all tables change at once."""
    pointer = output.scratch / output.current.name
    pointer.symlink_to(snapshot.relative_to(output.root))
    pointer.replace(output.current)
    flush(output.root)


def _prepare(output: Output) -> None:
    for folder in (output.snapshots, output.scratch):
        folder.mkdir(parents=True, exist_ok=True)
