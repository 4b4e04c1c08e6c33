"""What a dead run left is removed, and so is what has become old."""

import shlex
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.names import kept_names
from pipeline.dataset.folders.pins import alone
from pipeline.dataset.folders.sizes import own_bytes
from pipeline.dataset.history import Retirement, Spared
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.manifest import read_manifest
from pipeline.errors import DatasetError
from pipeline.tables import TABLES

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


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
            _drop(output, number)


def retire(output: Output, settings: PublishSettings, now: datetime) -> Retirement:
    """Drop the snapshots that are neither among the newest nor were current of late, unless somebody holds them."""
    fates = {number: _drop(output, number) for number in _expired(output, settings, now)}
    return Retirement(
        freed={number: fate for number, fate in fates.items() if not isinstance(fate, Spared)},
        spared={number: fate for number, fate in fates.items() if isinstance(fate, Spared)},
    )


def _expired(output: Output, settings: PublishSettings, now: datetime) -> list[int]:
    numbers = output.snapshot_numbers()
    current = output.current_number()
    beyond = numbers[: max(0, len(numbers) - settings.keep_count)]
    return [
        number
        for number in beyond
        if number != current and now - _replaced_at(output, number, numbers) >= settings.keep_age
    ]


def _replaced_at(output: Output, number: int, numbers: Sequence[int]) -> datetime:
    """When the next snapshot came: until then, readers opened this one."""
    moments = (_created_at(output.snapshot(later)) for later in numbers if later > number)
    return next((moment for moment in moments if moment is not None), _LONG_AGO)


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


def _drop(output: Output, number: int) -> int | Spared:
    """Remove a snapshot in one step, so that none is ever half there; how many bytes that frees, or why it stays."""
    snapshot = output.snapshot(number)
    with alone(snapshot) as is_alone:
        if not is_alone:
            return Spared.READ
        if number in kept_names(output).values():
            return Spared.NAMED
        grave = output.scratch / f"discarded-{snapshot.name}"
        snapshot.rename(grave)
    freed = own_bytes(grave)
    shutil.rmtree(grave)
    return freed


def _created_at(snapshot: Path) -> datetime | None:
    """None where the manifest cannot be read: the snapshot was damaged or is of another program."""
    try:
        return read_manifest(snapshot).created_at
    except DatasetError:
        return None
