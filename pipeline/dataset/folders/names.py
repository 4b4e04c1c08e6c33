"""Snapshots by name: `current`, `previous`, their numbers, and the names that people gave to those that shall stay.

output/_keep/<name> -> ../_snapshots/00000042      readable by any reader of Parquet; its snapshot is never retired
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.history import CURRENT, PREVIOUS, dataset_missing, name_missing, name_taken, snapshot_missing
from pipeline.durable import flush

_NAME = re.compile(r"(?!\d+$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


def is_name(text: str) -> bool:
    """Whether a snapshot can be kept under this name: a plain file name that no number and no other word is."""
    return bool(_NAME.fullmatch(text)) and text not in {CURRENT, PREVIOUS}


def kept_names(output: Output) -> Mapping[str, int]:
    """The number of each snapshot that is kept, by its name."""
    if not output.keep.is_dir():
        return {}
    links = sorted(path for path in output.keep.iterdir() if path.is_symlink())
    targets = {link.name: link.readlink().name for link in links}
    return {name: int(number) for name, number in targets.items() if number.isdecimal()}


def place_of(output: Output, which: str) -> Path:
    """Where the snapshot of a name or number is, if it is still there; DatasetMissing, SnapshotMissing."""
    number = _number(output, which)
    place = Path(os.path.realpath(output.snapshot(number)))
    if number and place.is_dir():
        return place
    if _number(output, which) not in {0, number}:  # another run published, and this one was retired, in between
        return place_of(output, which)
    if which == CURRENT or not output.current_number():
        raise dataset_missing(output.root)
    raise snapshot_missing(output.root, which)


def _number(output: Output, which: str) -> int:
    if not output.snapshots.is_dir():
        return 0
    current = output.current_number()
    if which == CURRENT:
        return current
    if which == PREVIOUS:
        return max((number for number in output.snapshot_numbers() if number < current), default=0)
    return int(which) if which.isdecimal() else kept_names(output).get(which, 0)


def give_name(output: Output, snapshot: Path, name: str) -> None:
    """Keep a snapshot, which the caller has pinned, so that nobody removes it meanwhile."""
    link, target = output.kept(name), Path("..", snapshot.relative_to(snapshot.parents[1]))
    output.keep.mkdir(exist_ok=True)
    try:
        link.symlink_to(target)
    except FileExistsError as error:
        if link.is_symlink() and link.readlink() == target:
            return
        raise name_taken(name) from error
    flush(output.keep)
    flush(output.root)


def take_name(output: Output, name: str) -> int:
    """Keep a snapshot no longer under this name; its number."""
    number = kept_names(output).get(name)
    if number is None:
        raise name_missing(output.root, name)
    output.kept(name).unlink()
    flush(output.keep)
    return number
