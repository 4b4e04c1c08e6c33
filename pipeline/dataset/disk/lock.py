"""One publisher at a time: the kernel holds the lock, and frees it when its process dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from pipeline.errors import DatasetBusy

_PAUSE = 0.05


@contextmanager
def exclusive(lock: Path, timeout: timedelta) -> Iterator[None]:
    """Hold the lock file; DatasetBusy when another process has it for longer than the timeout."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait(descriptor, lock, timeout)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, lock: Path, timeout: timedelta) -> None:
    deadline = time.monotonic() + timeout.total_seconds()
    while not _taken(descriptor):
        if time.monotonic() > deadline:
            waited = f"waited {timeout.total_seconds():g} s for the lock {lock}"
            raise DatasetBusy(f"another run is publishing to {lock.parent}: {waited}; try again when it has ended")
        time.sleep(_PAUSE)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
