"""From staged shards to the current snapshot, in one atomic step.

Whatever ends a run before the step `point_to` leaves the published snapshot as it was; what it built lies
in `_tmp`, or is a snapshot that `current` does not name, and the next run removes both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.dataset.build import Release, build
from pipeline.dataset.check import check_snapshot
from pipeline.dataset.durable import flush, flush_tree, move_into_place
from pipeline.dataset.history import clear, confirm_sound, is_first_unnamed, recover, retire
from pipeline.dataset.lock import exclusive
from pipeline.dataset.manifest import Counts, Manifest, read_manifest
from pipeline.dataset.merge import opened, run_digest
from pipeline.dataset.places import Output
from pipeline.dataset.program import program_digest
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.stage import StagedShard, publishable_shards
from pipeline.errors import DatasetError
from pipeline.tables import CAPTURES, TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A new snapshot is current."""

    snapshot: Path
    run_id: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The current snapshot already holds what would have been published."""

    snapshot: Path
    run_id: str
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Means:
    """How, when and by which program it is published."""

    settings: PublishSettings
    created_at: datetime
    program: bytes


def publish(
    output: Path, work: Path, settings: PublishSettings, created_at: datetime, program: bytes | None = None
) -> Published | Unchanged:
    """Publish all finished shards below `work` as the new contents of every table.

    `program` is the digest of the program that staged them; None means that it was this one.
    """
    means = _Means(settings=settings, created_at=created_at, program=program or program_digest())
    places = Output(output)
    _prepare(places)
    with exclusive(places.lock, settings.lock_timeout):
        confirm_sound(places)
        if is_first_unnamed(places):
            point_to(places, places.snapshot(1))
        recover(places)
        try:
            return _publish_shards(places, publishable_shards(work), means)
        finally:
            clear(places.scratch)


def _publish_shards(output: Output, shards: Sequence[StagedShard], means: _Means) -> Published | Unchanged:
    built, spill = output.scratch / "snapshot", output.scratch / "spill"
    spill.mkdir()
    with opened(shards, means.settings, spill) as merge:
        release = _release(run_digest(merge, means.settings, means.program), spill, means)
        unchanged = _unchanged(output, release.digest)
        if unchanged:
            return unchanged
        manifest = build(merge, built, release)
    check_snapshot(built, manifest, sum(shard.rows[CAPTURES.name] for shard in shards))
    snapshot = _make_current(output, built)
    retire(output, means.settings, means.created_at)
    return Published(snapshot=snapshot, run_id=manifest.run_id, counts=manifest.counts)


def _release(digest: str, spill: Path, means: _Means) -> Release:
    return Release(digest=digest, spill=spill, settings=means.settings, created_at=means.created_at)


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


def _unchanged(output: Output, digest: str) -> Unchanged | None:
    snapshot = output.snapshot(output.current_number())
    try:
        manifest = read_manifest(snapshot)
    except DatasetError:
        return None
    if manifest.run_digest != digest or not _is_whole(snapshot, manifest):
        return None
    link_tables(output)
    return Unchanged(snapshot=snapshot, run_id=manifest.run_id, counts=manifest.counts)


def _is_whole(snapshot: Path, manifest: Manifest) -> bool:
    """Whether nobody removed or cut a file since it was published."""
    paths = [(snapshot / file.path, file.bytes) for file in manifest.files]
    return all(path.is_file() and path.stat().st_size == size for path, size in paths)
