"""The standard streams as they may be: closed, full, or with nobody at the other end. A run needs no listener."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STANDARD: Final = 3
"""Streams that every program may count on: what it opens has to have a number above theirs."""


def open_streams() -> None:
    """Have all standard streams, to nowhere where they were closed; else a file of ours would be taken for one."""
    for number in range(_STANDARD):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
    sys.stdout = sys.stdout or _text(1)  # Python has None for a closed one
    sys.stderr = sys.stderr or _text(2)


@contextmanager
def heedless_streams() -> Iterator[None]:
    """What is written in here goes nowhere from the moment on at which its reader has gone."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(_heedless, before)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        sys.stdout, sys.stderr = before


def _heedless(stream: TextIO) -> TextIO:
    """The same stream; one that is no file of the system's stays as it is."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return stream
    stream.flush()
    return _text(number)


def _text(number: int) -> TextIO:
    raw = io.BufferedWriter(_Heedless(number, "w", closefd=False))
    return io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", line_buffering=True)


class _Heedless(io.FileIO):
    """A stream whose reader may go away."""

    def write(self, b: "ReadableBuffer", /) -> int:
        """Write, or act as if: the reader has gone, or the disk is full that a log lies on."""
        try:
            return super().write(b)
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return super().write(b)
