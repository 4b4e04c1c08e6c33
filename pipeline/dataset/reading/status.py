"""What an output folder holds: every snapshot with what its run changed, names, and what lies beside.

A snapshot that goes meanwhile is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.names import CURRENT, kept_names, place_of
from pipeline.dataset.folders.pins import reading
from pipeline.dataset.folders.sizes import bytes_below, own_bytes
from pipeline.dataset.snapshot.manifest import Manifest, read_manifest
from pipeline.dataset.snapshot.stored import FORGOTTEN
from pipeline.errors import DatasetError


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotStatus:
    """A snapshot on disk."""

    number: int
    is_current: bool
    names: tuple[str, ...]
    """The names that it is kept under."""
    bytes: int
    """Of all its files."""
    own_bytes: int
    """Of the files that no other snapshot shares: what is freed when it goes."""
    manifest: Manifest | None
    """None where it cannot be read by this program."""

    @property
    def forgotten(self) -> int:
        """Pages that stay out of it."""
        return sum(file.rows for file in self.manifest.files_in(FORGOTTEN)) if self.manifest else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """An output folder."""

    snapshots: tuple[SnapshotStatus, ...]
    """Ascending."""
    unpublished_bytes: int
    """What a run that was killed while it published has left, or one that is at it is writing."""

    @property
    def current(self) -> SnapshotStatus:
        """The snapshot that readers find."""
        return next(snapshot for snapshot in self.snapshots if snapshot.is_current)


def status_of(output: Path) -> Status:
    """What the folder holds; DatasetMissing."""
    places = Output(output)
    current = int(place_of(places, CURRENT).name)
    names = kept_names(places)
    return Status(
        snapshots=tuple(_snapshots(places, current, names)),
        unpublished_bytes=bytes_below(places.scratch),
    )


def _snapshots(output: Output, current: int, names: Mapping[str, int]) -> Iterator[SnapshotStatus]:
    for number in output.snapshot_numbers():
        snapshot = output.snapshot(number)
        with reading(snapshot) as is_there:
            if is_there:
                yield SnapshotStatus(
                    number=number,
                    is_current=number == current,
                    names=tuple(name for name, kept in names.items() if kept == number),
                    bytes=bytes_below(snapshot),
                    own_bytes=own_bytes(snapshot),
                    manifest=_manifest(snapshot),
                )


def _manifest(snapshot: Path) -> Manifest | None:
    try:
        return read_manifest(snapshot)
    except DatasetError:
        return None
