"""What survives a power cut: files and folders are flushed before anything points to them."""

import os
from pathlib import Path


def flush(path: Path) -> None:
    """Wait until the file, or the folder's list of names, is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Wait until everything below the folder is on disk, the folders after what they hold."""
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            flush(Path(root, name))
        flush(Path(root))


def move_into_place(built: Path, place: Path) -> None:
    """Give a finished folder its name in one step that survives a power cut."""
    built.rename(place)
    flush(place.parent)
