"""How far a run is: its phase by name, and pages and bytes counted across processes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from ctypes import c_uint64
from enum import Enum
from multiprocessing.sharedctypes import RawArray
from typing import Protocol

from pipeline.shards import Shard
from pipeline.sources import InputKind, weights_of

BYTES_A_PAGE = 25_000
"""What a page weighs in an archive or a WARC file, for a guess at how far into it a shard is."""
ALMOST = 0.99
"""A shard counts as whole only when it is done, however many pages it had."""


class Phase(Enum):
    """The phases of a run, in the words that a person reads."""

    START = "Starting Prefect"
    LIST = "Listing the input"
    PARSE = "Reading pages"
    PUBLISH = "Publishing"
    STOP = "Stopping"


class Tally:
    """Pages done, one slot a shard in memory that processes share; shards go by their number, from 0.

    Each slot has one writer at a time, so there is no lock that a killed process could keep.
    """

    def __init__(self, shards: Sequence[Shard]) -> None:
        self.slots = RawArray(c_uint64, max(len(shards), 1))
        sizes = [_sizes(shard) for shard in shards]
        self._sizes = [size for size, _ in sizes]
        self._files = [len(shard.inputs) for shard in shards]
        self.size, self.files = sum(self._sizes), sum(self._files)
        self._expected = [_expected_pages(files, packed) for files, (_, packed) in zip(self._files, sizes, strict=True)]
        self._done: set[int] = set()

    def finish(self, number: int, pages: int) -> None:
        """A shard is done, here or in an earlier run."""
        self.slots[number] = pages
        self._done.add(number)

    def pages(self) -> int:
        """Pages done so far."""
        return sum(self.slots)

    def bytes_done(self) -> float:
        """Bytes of input done so far: exact for finished shards, a guess for those under way."""
        return sum(size * self._share(number) for number, size in enumerate(self._sizes))

    def files_done(self) -> float:
        """Input files done so far, with the same guess."""
        return sum(files * self._share(number) for number, files in enumerate(self._files))

    def _share(self, number: int) -> float:
        if number in self._done:
            return 1.0
        return min(self.slots[number] / self._expected[number], ALMOST)


def _sizes(shard: Shard) -> tuple[int, int]:
    """Bytes of all its files, and of those that are no page."""
    whole = packed = 0
    for size, kind in weights_of(shard.inputs):
        whole += size
        packed += 0 if kind is InputKind.PAGE else size
    return whole, packed


def _expected_pages(files: int, packed: int) -> int:
    """A guess at the pages of a shard: a file is one, an archive holds what its size suggests."""
    return max(files + packed // BYTES_A_PAGE, 1)


class Watcher(Protocol):
    """Who wants to know how far a run is."""

    def enter(self, phase: Phase) -> None:
        """A phase begins."""

    def parsing(self, tally: Tally) -> None:
        """Pages will be counted here from now on."""


class Unwatched:
    """Nobody looks."""

    def enter(self, phase: Phase) -> None:
        """Nothing."""

    def parsing(self, tally: Tally) -> None:
        """Nothing."""


_WATCHER: ContextVar[Watcher] = ContextVar("watcher", default=Unwatched())  # noqa: B039  # it has no state


def watcher() -> Watcher:
    """Who watches the run that calls; a flow's parameters must be JSON, so it is no parameter."""
    return _WATCHER.get()


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Runs started inside are watched."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)
