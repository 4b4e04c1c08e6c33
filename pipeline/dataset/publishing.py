"""From staged shards to the current snapshot, in one step of the dataset's home: decide, build, check, commit."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.dataset.deciding.concerned import PageAt, gather, let_go
from pipeline.dataset.deciding.contents import Basis, decide
from pipeline.dataset.deciding.identity import identify
from pipeline.dataset.deciding.session import opened
from pipeline.dataset.deciding.supply import filled_tables, survey
from pipeline.dataset.deciding.verdicts import judge
from pipeline.dataset.folders.history import clear
from pipeline.dataset.home import Home, Overtaken
from pipeline.dataset.program import program_digest
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Changes, Counts, Manifest
from pipeline.dataset.snapshot.past_runs import followed_by, stored_figures
from pipeline.dataset.snapshot.queries import rows_of
from pipeline.dataset.snapshot.stored import COVERAGE, STORED
from pipeline.dataset.writing.build import Release, build
from pipeline.dataset.writing.check import check_snapshot
from pipeline.errors import DatasetBusy
from pipeline.quality.figures import Figure, Sums, completed, has_pages, together
from pipeline.raw import Place
from pipeline.staging import SEEN, StagedShard, publishable_shards


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A new snapshot is current."""

    snapshot: Place
    run_id: str
    counts: Counts
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The current snapshot already holds what would have been published."""

    snapshot: Place
    run_id: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Publication:
    """How, when and by which program it is published, and what it starts from."""

    settings: PublishSettings
    created_at: datetime
    basis: Basis = Basis.CURRENT
    forgotten: tuple[PageAt | str, ...] = ()
    """Pages whose captures go, and stay out; an address alone means all pages that were saved there."""
    program: bytes | None = None
    """The digest of the program that staged the shards; None means that it was this one."""
    beside: tuple[tuple[Figure, Sums], ...] = ()
    """Figures of the run that no shard knows."""
    accepted: frozenset[Figure] = frozenset()
    """Figures that would have stopped the run, had not a person accepted them."""


_TRIES = 20
"""Of several runs one always wins, so that one who loses so often is among more than twenty."""


def publish(home: Home, work: Path, how: Publication) -> Published | Unchanged:
    """Bring all finished shards below `work` into the tables.

    Captures that were read take the place of those at their addresses with their bytes; all others stay.
    """
    with home.claimed(how.settings) as scratch:
        for _ in range(_TRIES - 1):
            try:
                return _publish_shards(home, scratch, publishable_shards(work), how)
            except Overtaken:
                clear(scratch)
        return _publish_shards(home, scratch, publishable_shards(work), how)


def nothing_new(home: Home) -> Unchanged | None:
    """The current snapshot as the answer to a run that had nothing to read; None where there is no dataset yet."""
    manifest = home.held(Basis.CURRENT).manifest
    if manifest is None:
        return None
    return Unchanged(snapshot=home.current(), run_id=manifest.run_id, counts=manifest.counts)


def _publish_shards(
    home: Home, scratch: Path, shards: Sequence[StagedShard], how: Publication
) -> Published | Unchanged:
    held = home.held(how.basis)
    built = scratch / "snapshot"
    manifest = _build(held, shards, scratch, how)
    if held.manifest and _are_equal(held.manifest, manifest) and not how.accepted:
        before = held.manifest
        return Unchanged(snapshot=home.current(), run_id=before.run_id, counts=before.counts)
    _check(manifest, held, built)
    snapshot = home.commit(held, manifest, built)
    home.retire(how.settings, how.created_at)
    return Published(snapshot=snapshot, run_id=manifest.run_id, counts=manifest.counts, changes=manifest.changes)


def _are_equal(one: Manifest, other: Manifest) -> bool:
    """Whether they hold the same, whatever they remember of runs."""
    return one.ranges == other.ranges and _without_coverage(one) == _without_coverage(other)


def _without_coverage(manifest: Manifest) -> list[WrittenFile]:
    return [file for file in manifest.files if file.table != COVERAGE.name]


def _build(held: Held, shards: Sequence[StagedShard], scratch: Path, how: Publication) -> Manifest:
    built, spill = scratch / "snapshot", scratch / "spill"
    for folder in (built, spill):
        folder.mkdir()
    with opened(shards, held, how.settings, spill) as merge:
        digest = _run_digest(merge, held, how)
        release = Release(
            digest=digest,
            folder=built,
            spill=spill,
            settings=how.settings,
            created_at=how.created_at,
            filled=filled_tables(shards, held),
        )
        _decide(merge, held, release, how)
        merge.register("coverage", _coverage(held, shards, release.run_id, how))
        return build(merge, held, release)


def _decide(merge: duckdb.DuckDBPyConnection, held: Held, release: Release, how: Publication) -> None:
    _confirm_seen(merge)
    gather(merge, [PageAt(page) if isinstance(page, str) else page for page in how.forgotten])
    survey(merge, held)
    identify(merge)
    decide(merge, held, how.basis)
    judge(merge, release.run_id)
    let_go(merge)


def _coverage(held: Held, shards: Sequence[StagedShard], run_id: str, how: Publication) -> pa.Table:
    """The figures that are remembered from now on; a run that judged no page adds none."""
    before = stored_figures(held)
    coverage = together([*(shard.coverage() for shard in shards), dict(how.beside)])
    if not has_pages(coverage):
        return before
    return followed_by(before, run_id, completed(coverage, how.accepted), how.accepted)


_UNSEEN = f"""
SELECT source_uri FROM staged_rows ANTI JOIN held_captures USING (source_uri, capture_id)
WHERE status = '{SEEN}' LIMIT 1
"""


def _confirm_seen(merge: duckdb.DuckDBPyConnection) -> None:
    """DatasetBusy where a page was left unparsed for being published, and another run took it away since."""
    for (source_uri,) in rows_of(merge, _UNSEEN):
        raise DatasetBusy(f"another run took {source_uri} out of the dataset, which this one relied on: run it again")


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
    beside = sorted([*figure.words, *sums] for figure, sums in how.beside)
    digest.update(json.dumps([beside, sorted(figure.words for figure in how.accepted)]).encode())
    for name, columns in (("staged_captures", "* EXCLUDE (capture_number)"), ("staged_inputs", "*")):
        digest.update(repr(rows_of(merge, _SUMS.format(name=name, columns=columns))).encode())
    return digest.hexdigest()


def _storage(settings: PublishSettings) -> str:
    columns = [f"{stored.name} {stored.schema.to_string(show_schema_metadata=True)}" for stored in STORED]
    return json.dumps([settings.articles_per_range, settings.addresses_per_file, settings.weaving.value, columns])


def _check(manifest: Manifest, held: Held, built: Path) -> None:
    known = {file.path for file in held.manifest.files} if held.manifest else set()

    def path_of(file: WrittenFile) -> Path:
        return held.path_of(file) if file.path in known else built / file.path

    check_snapshot(manifest, path_of, known)
