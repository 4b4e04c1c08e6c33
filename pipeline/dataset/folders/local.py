"""A dataset in a folder: snapshots with hard links to what did not change, and a symbolic link to the current one.

Whatever ends a run before the step `point_to` leaves the published snapshot as it was; what it built lies
in `_tmp`, or is a snapshot that `current` does not name, and the next run removes both.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.disk.lock import exclusive
from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.history import clear, confirm_sound, is_first_unnamed, recover, retire
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.describe import describe
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Manifest, OlderFormat, read_manifest
from pipeline.durable import flush, flush_tree, move_into_place
from pipeline.errors import DatasetError
from pipeline.tables import TABLES


@dataclass(frozen=True, slots=True)
class LocalHome:
    """A folder of this machine's file system, which has symbolic and hard links and locks."""

    output: Output

    @contextmanager
    def claimed(self, settings: PublishSettings) -> Iterator[Path]:
        """Hold the lock, with what a dead run left removed; the folder is `_tmp`."""
        for folder in (self.output.snapshots, self.output.scratch):
            folder.mkdir(parents=True, exist_ok=True)
        with exclusive(self.output.lock, settings.lock_timeout):
            confirm_sound(self.output)
            if is_first_unnamed(self.output):
                point_to(self.output, self.output.snapshot(1))
            recover(self.output)
            try:
                yield self.output.scratch
            finally:
                clear(self.output.scratch)

    def held(self, basis: Basis) -> Held:
        """The current snapshot; nothing where it is of a program that made every snapshot anew."""
        snapshot = self.current()

        def path_of(file: WrittenFile) -> Path:
            return snapshot / file.path

        if not self.output.current_number() or basis is Basis.NOTHING:
            return Held(None, path_of)
        try:
            held = Held(read_manifest(snapshot), path_of)
        except OlderFormat:
            return Held(None, path_of)
        _confirm_whole(held)
        return held

    def current(self) -> Path:
        """The folder of the current snapshot."""
        return self.output.snapshot(self.output.current_number())

    def commit(self, held: Held, manifest: Manifest, built: Path) -> Path:
        """Flush, rename, and let `current` name it."""
        number = max(self.output.current_number(), *self.output.snapshot_numbers(), 0) + 1
        snapshot = self.output.snapshot(number)
        describe(built, manifest, number)
        _link_held(held, manifest, built)
        flush_tree(built)
        link_tables(self.output)
        move_into_place(built, snapshot)
        point_to(self.output, snapshot)
        return snapshot

    def retire(self, settings: PublishSettings, now: datetime) -> None:
        """Drop the snapshots that are neither among the newest nor were current of late."""
        retire(self.output, settings, now)


def local_home(output: Path) -> LocalHome:
    """The home of a dataset in a folder."""
    return LocalHome(Output(output))


def _confirm_whole(held: Held) -> None:
    """Nobody removed or cut a file since it was published."""
    for file in held.manifest.files if held.manifest else ():
        path = held.path_of(file)
        if not path.is_file() or path.stat().st_size != file.bytes:
            raise DatasetError(
                f"the published dataset is damaged: {path} is missing or cut. Restore it, let `current` name an older "
                "snapshot, or build the dataset anew: pubmed-etl rebuild --basis nothing"
            )


def _link_held(held: Held, manifest: Manifest, built: Path) -> None:
    """Files that did not change, under their names in the new snapshot."""
    known = {file.path for file in held.manifest.files} if held.manifest else set()
    for file in manifest.files:
        if file.path in known:
            place = built / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(held.path_of(file), place)


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
