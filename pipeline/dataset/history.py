"""What a dead run left is removed, and so is what has become old."""

import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

from pipeline.dataset.manifest import read_manifest
from pipeline.dataset.places import Output
from pipeline.dataset.settings import PublishSettings
from pipeline.errors import DatasetError
from pipeline.tables import TABLES


def confirm_sound(output: Output) -> None:
    """DatasetError where somebody changed the output folder so that a run could lose what is published."""
    numbers = output.snapshot_numbers()
    if numbers and output.current_number() not in numbers and not is_first_unnamed(output):
        raise DatasetError(_pointer_lost(output, output.snapshot(numbers[-1])))
    for link in (output.current, *map(output.table_link, TABLES)):
        if link.exists() and not link.is_symlink():
            raise DatasetError(f"{link} is in the way: this name below the output folder has to be free; move it away")


def is_first_unnamed(output: Output) -> bool:
    """Whether the only snapshot has no pointer at all: whole, but the first run was killed before it named it."""
    return output.snapshot_numbers() == [1] and not output.current.is_symlink() and not output.current.exists()


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


def _pointer_lost(output: Output, newest: Path) -> str:
    restore = shlex.join(["ln", "-sfn", str(newest.relative_to(output.root)), str(output.current)])
    if output.current.exists() and not output.current.is_symlink():
        aside = shlex.join(["mv", str(output.current), f"{output.current}.aside"])
        restore = f"{aside} && {restore}"
    return (
        f"{output.root} holds snapshots, but {output.current} is no link to one of them; nothing was changed. "
        f"Restore the link to the newest snapshot: {restore}"
    )


def _discard(output: Output, snapshot: Path) -> None:
    """A snapshot leaves in one step, so that none of them is ever half there."""
    grave = output.scratch / f"discarded-{snapshot.name}"
    snapshot.rename(grave)
    shutil.rmtree(grave)


def _created_at(snapshot: Path) -> datetime:
    """A snapshot whose manifest cannot be read was damaged or is of another program; it counts as old."""
    try:
        return read_manifest(snapshot).created_at
    except DatasetError:
        return datetime.min.replace(tzinfo=UTC)
