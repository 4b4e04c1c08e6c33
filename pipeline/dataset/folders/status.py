"""What an output folder holds: every snapshot with what its run changed, names, and what lies beside."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.names import kept_names, place_of
from pipeline.dataset.folders.pins import reading
from pipeline.dataset.folders.sizes import bytes_below, own_bytes
from pipeline.dataset.history import CURRENT, SnapshotStatus, Status
from pipeline.dataset.snapshot.manifest import Manifest, read_manifest
from pipeline.errors import DatasetError


def status_of_folder(output: Output) -> Status:
    """What the folder holds; DatasetMissing."""
    current = int(place_of(output, CURRENT).name)
    names = kept_names(output)
    return Status(
        snapshots=tuple(_snapshots(output, current, names)),
        unpublished_bytes=bytes_below(output.scratch),
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
