"""Files: there, whole, of the declared columns, following each other, and no others beside them."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.dataset.folders.strays import broken_links, strays
from pipeline.dataset.snapshot.evolve import is_of_today
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import STORED
from pipeline.dataset.verifying.findings import Broken, Notes
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.writing.check import check_counts, check_ranges, check_said_columns, check_shape, check_tables
from pipeline.errors import DatasetBusy, DatasetError, SnapshotInvalid

_BY_NAME = {stored.name: stored for stored in STORED}


def look_at_manifest(manifest: Manifest, notes: Notes) -> None:
    """What it says of itself."""
    for promise, check in (
        (Promise.MANIFEST, check_tables),
        (Promise.RANGES, check_ranges),
        (Promise.COUNTS, check_counts),
    ):
        notes.note(promise, int(promise is not Promise.RANGES), _broken_by(promise, check, manifest))


def look_beside(snapshot: Snapshot, notes: Notes) -> None:
    """What plain readers of a folder see that is no file of the snapshot; in a store they read what manifests list."""
    if not isinstance(snapshot.path, Path):
        notes.unchecked.append("objects that no manifest lists: in a store, readers do not see them")
        return
    found = [
        Broken(promise=Promise.STRAYS, table=table, file=path, what="a file that the manifest does not list")
        for table, path in strays(snapshot.path, snapshot.manifest)
    ]
    lost = [
        Broken(promise=Promise.STRAYS, table=table, what="its link in the output folder does not lead here")
        for table in broken_links(snapshot.path)
    ]
    notes.note(Promise.STRAYS, len(_BY_NAME), [*found, *lost])
    notes.note(Promise.FILES, len(snapshot.manifest.beside), [*_changed_texts(snapshot.path, snapshot.manifest)])


def _changed_texts(folder: Path, manifest: Manifest) -> Iterator[Broken]:
    """What tells of the tables: snapshots of earlier programs say nothing of it."""
    for name, digest in manifest.beside.items():
        text = folder / name
        if not text.is_file():
            yield Broken(promise=Promise.FILES, file=name, what="it is missing")
        elif sha256(text.read_bytes()).hexdigest() != digest:
            yield Broken(promise=Promise.FILES, file=name, what="it has other bytes than were published")


def whole_files(snapshot: Snapshot, notes: Notes, told: Callable[[WrittenFile], None]) -> Iterator[WrittenFile]:
    """The files whose bytes are those that were published and whose rows can be read; each is told of before."""
    for file in snapshot.manifest.files:
        told(file)
        broken = [*_file(snapshot, file)]
        notes.note(Promise.FILES, 1, [one for one in broken if one.promise is Promise.FILES])
        notes.note(Promise.COLUMNS, 1, [one for one in broken if one.promise is Promise.COLUMNS])
        if not broken:
            yield file


def has_columns_of_today(manifest: Manifest, table: str) -> bool:
    """Whether a stored table can be held against the contract: an earlier program may have written it."""
    return table in _BY_NAME and is_of_today(_BY_NAME[table], manifest.columns.get(table, {}))


def _file(snapshot: Snapshot, file: WrittenFile) -> Iterator[Broken]:
    try:
        path = snapshot.arrived(file)
    except DatasetBusy:
        raise
    except DatasetError as error:
        what = str(error).removeprefix(f"{file.path} ")
        yield Broken(promise=Promise.FILES, table=file.table, file=file.path, what=what, number=file.rows)
        return
    try:
        _check_columns(snapshot.manifest, file, path)
    except SnapshotInvalid as error:
        what = str(error).removeprefix(f"{file.path} ")
        yield Broken(promise=Promise.COLUMNS, table=file.table, file=file.path, what=what)


def _check_columns(manifest: Manifest, file: WrittenFile, path: Path) -> None:
    """Readers go by what the manifest says: of files of an earlier program nothing else is known."""
    check_said_columns(manifest.columns.get(file.table, {}), file, path)
    if has_columns_of_today(manifest, file.table):
        check_shape(_BY_NAME[file.table], file, path)


def _broken_by(promise: Promise, check: Callable[[Manifest], None], manifest: Manifest) -> list[Broken]:
    try:
        check(manifest)
    except SnapshotInvalid as error:
        return [Broken(promise=promise, what=str(error))]
    except LookupError as error:
        return [Broken(promise=promise, what=f"the manifest says nothing of {error}")]
    return []
