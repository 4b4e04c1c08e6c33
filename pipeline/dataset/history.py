"""What a dead run left is removed, and so is what has become old."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from pipeline.dataset.manifest import read_manifest
from pipeline.dataset.places import Output
from pipeline.dataset.settings import PublishSettings


def recover(output: Output) -> None:
    """Remove what a dead run left: everything unpublished, and snapshots that `current` never came to name."""
    clear(output.scratch)
    current = output.current_number()
    for number in output.snapshot_numbers():
        if number > current:
            _discard(output, output.snapshot(number))


def retire(output: Output, settings: PublishSettings, now: datetime) -> None:
    """Drop the snapshots that are neither among the newest nor young."""
    numbers = output.snapshot_numbers()
    beyond = numbers[: max(0, len(numbers) - settings.keep_count)]
    for snapshot in map(output.snapshot, beyond):
        if snapshot.name != output.current.readlink().name and now - _created_at(snapshot) >= settings.keep_age:
            _discard(output, snapshot)


def clear(folder: Path) -> None:
    """Remove everything in the folder."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _discard(output: Output, snapshot: Path) -> None:
    """A snapshot leaves in one step, so that none of them is ever half there."""
    grave = output.scratch / f"discarded-{snapshot.name}"
    snapshot.rename(grave)
    shutil.rmtree(grave)


def _created_at(snapshot: Path) -> datetime:
    """A snapshot without a manifest was damaged from outside; it counts as old."""
    try:
        return read_manifest(snapshot).created_at
    except FileNotFoundError:
        return datetime.min.replace(tzinfo=UTC)
