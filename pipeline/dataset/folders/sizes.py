"""Bytes on disk, also of folders that somebody changes meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path


def bytes_below(folder: Path) -> int:
    """The bytes of all files below a folder; 0 where there is none."""
    return sum(status.st_size for status in _files_below(folder))


def own_bytes(folder: Path) -> int:
    """The bytes of the files that have no other name: what is freed when the folder goes."""
    return sum(status.st_size for status in _files_below(folder) if status.st_nlink == 1)


def _files_below(folder: Path) -> Iterator[os.stat_result]:
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                yield os.lstat(Path(root, name))
            except FileNotFoundError:  # it went a moment ago
                continue
