"""Readers hold the snapshot that they read, and nobody removes what is held.

The lock is the kernel's, on the snapshot's manifest: a reader that dies lets go of it. Who wants to remove a
snapshot tries to have it alone, without waiting; who wants to read it takes the lock first and looks then whether
the snapshot is still there. So one of the two always knows of the other.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.dataset.disk.places import MANIFEST

_WITHOUT_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a file system says that has no locks; there, only their age protects the snapshots that are read."""


@contextmanager
def reading(snapshot: Path) -> Iterator[bool]:
    """Hold a snapshot together with other readers; False where it is gone."""
    descriptor = _opened(snapshot, os.O_RDONLY)
    if descriptor is None:
        yield False
        return
    try:
        _share(descriptor)
        yield _is_there(snapshot, descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(snapshot: Path) -> Iterator[bool]:
    """Hold a snapshot against readers; False where one of them has it. Nobody can hold one without a manifest."""
    try:
        descriptor = _opened(snapshot, os.O_RDWR)
    except PermissionError:
        yield False
        return
    try:
        yield descriptor is None or _taken(descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(snapshot: Path, flags: int) -> int | None:
    try:
        return os.open(snapshot / MANIFEST, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _share(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    except OSError as error:
        if error.errno not in _WITHOUT_LOCKS:
            raise


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # a reader has it, or there are no locks here: in doubt it stays
        return False
    return True


def _is_there(snapshot: Path, descriptor: int) -> bool:
    """Whether the name still leads to the file that is held."""
    try:
        return os.path.samestat((snapshot / MANIFEST).stat(), os.fstat(descriptor))
    except (FileNotFoundError, NotADirectoryError):
        return False
