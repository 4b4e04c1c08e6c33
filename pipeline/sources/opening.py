"""The bytes of a file or an object: whole, or as a stream that can be read from any place."""

from io import BufferedReader
from pathlib import Path
from typing import Protocol

from pipeline.raw import ObjectPath
from pipeline.sources.faults import TooLargeError
from pipeline.sources.packing import bounded
from pipeline.sources.stores import read_whole
from pipeline.sources.windows import ObjectReader

_BUFFER = 2**16


class Source(Protocol):
    """A file or an object, and what tells whether an object is still the one that was listed."""

    @property
    def path(self) -> Path | ObjectPath:
        """Where it is."""

    @property
    def size(self) -> int:
        """Its bytes, as it was listed."""

    @property
    def etag(self) -> str | None:
        """The store's name for those bytes."""


def opened(source: Source) -> BufferedReader:
    """A stream of the stored bytes. Raises UNREADABLE, now or where it breaks."""
    match source.path:
        case Path() as path:
            return path.open("rb")
        case ObjectPath() as path:
            return BufferedReader(ObjectReader(path, source.size, source.etag), _BUFFER)


def stored(source: Source, limit: int) -> bytes:
    """All stored bytes. Raises TooLargeError and UNREADABLE."""
    match source.path:
        case Path() as path:
            with path.open("rb", buffering=0) as stream:
                return bounded(stream, limit)
        case ObjectPath() as path:
            if source.size > limit:
                raise TooLargeError(f"more than {limit:,} bytes")
            return read_whole(path, source.size, source.etag)
