"""All of a snapshot: its manifest, its files, and slot by slot its rows. Memory does not grow with the dataset."""

from collections import Counter

from pipeline.dataset.homes import history_of
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.verifying.findings import Broken, Notes, Verification
from pipeline.dataset.verifying.looking import Look, Watch, session
from pipeline.dataset.verifying.orders import look_at_orders
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.slots import look_at_slots
from pipeline.dataset.verifying.storage import look_at_manifest, look_beside, whole_files
from pipeline.dataset.verifying.whole import look_at_whole
from pipeline.errors import DatasetBusy, DatasetError, DatasetMissing, SnapshotMissing
from pipeline.raw import Place

NOT_READ_AGAIN = "whether records are what pages show: no page is read again without --raw"


def unwatched(_what: str, _done: int, _of: int) -> None:
    """Nobody looks."""


def verify(output: Place, which: str, watch: Watch = unwatched) -> Verification:
    """Look at a snapshot by number or name, held meanwhile. Raises DatasetMissing, SnapshotMissing.

    In an object store nothing can be held: DatasetBusy where the snapshot is retired meanwhile.
    """
    try:
        with history_of(output).pinned(which) as snapshot:
            return verify_snapshot(snapshot, watch)
    except (DatasetMissing, SnapshotMissing, DatasetBusy):
        raise
    except DatasetError as error:
        notes = Notes()
        notes.note(Promise.MANIFEST, 1, [Broken(promise=Promise.MANIFEST, what=str(error))])
        notes.unchecked.append("anything else: only the manifest tells what there should be")
        return notes.verification(output, None)


def verify_snapshot(snapshot: Snapshot, watch: Watch = unwatched) -> Verification:
    """Look at a snapshot that the caller has pinned."""
    notes = Notes()
    look_at_manifest(snapshot.manifest, notes)
    look_beside(snapshot, notes)
    files = _whole(snapshot, notes, watch)
    with session() as opened:
        look = Look(snapshot, notes, watch, opened, {file.path: snapshot.path_of(file) for file in files})
        look_at_orders(look)
        look_at_whole(look)
        look_at_slots(look)
    notes.unchecked.append(NOT_READ_AGAIN)
    return notes.verification(snapshot.path, snapshot.number)


def _whole(snapshot: Snapshot, notes: Notes, watch: Watch) -> tuple[WrittenFile, ...]:
    total, done = sum(file.bytes for file in snapshot.manifest.files), Counter[str]()

    def told(file: WrittenFile) -> None:
        watch("Bytes of files", done["bytes"], total)
        done["bytes"] += file.bytes

    return tuple(whole_files(snapshot, notes, told))
