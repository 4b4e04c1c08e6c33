"""Bytes out of streams, packed or not, and never more of them than the limit allows."""

import bz2
import gzip
import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase, BufferedReader, BytesIO, RawIOBase
from typing import Protocol

from pipeline.limits import Limits
from pipeline.sources.faults import TooLargeError
from pipeline.sources.names import Compression
from pipeline.sources.zstd import ZstdFile

_FIRST_READ = 2**20
"""Most pages fit; asking for the whole limit at once costs as much as reading the page."""
_RATION = 2**16
_NEXT_READ = 2**16
"""Most often this finds the end alone, for which less is made room for."""


class Readable(Protocol):
    """What gives at most so many bytes, and none only at its end."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""


def unpacking(stream: BufferedReader | BytesIO, compression: Compression) -> BufferedIOBase:
    """A stream of the unpacked bytes: all members of a gzip file, all frames of a zstd file."""
    match compression:
        case Compression.NONE:
            return stream
        case Compression.GZIP:
            return gzip.GzipFile(fileobj=stream)
        case Compression.BZIP2:
            return bz2.BZ2File(stream)
        case Compression.XZ:
            return lzma.LZMAFile(stream)
        case Compression.ZSTD:
            return ZstdFile(stream)


def rationed(stream: BufferedReader, compression: Compression, limits: Limits) -> BufferedIOBase:
    """A stream of the unpacked bytes. Raises TooLargeError where they are more than the packed ones can have held."""
    if compression is Compression.NONE:
        return stream
    return BufferedReader(_Rationed(stream, unpacking(stream, compression), limits), _RATION)


class _Rationed(RawIOBase):
    """Unpacked bytes, counted beside the packed ones that were read for them."""

    def __init__(self, packed: BufferedReader, unpacked: BufferedIOBase, limits: Limits) -> None:
        self._packed = packed
        self._unpacked = unpacked
        self._limits = limits
        self._passed = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # as BufferedReader calls it
        """The next bytes."""
        found = self._unpacked.read1(len(buffer))
        buffer[: len(found)] = found
        self._passed += len(found)
        if self._passed > self._limits.most_unpacked(self._packed.tell()):
            raise TooLargeError(bomb(self._limits))
        return len(found)


def bomb(limits: Limits) -> str:
    """What is wrong with bytes that are packed too well."""
    return f"unpacks to more than {limits.expansion:,} times its packed bytes"


def unpacked(packed: bytes, compression: Compression, limits: Limits) -> bytes:
    """The page itself; the same object where it is not packed. Raises TooLargeError and UNREADABLE."""
    if compression is Compression.NONE:
        return packed
    with unpacking(BytesIO(packed), compression) as stream, bound(len(packed), limits) as most:
        return bounded(stream, most)


@contextmanager
def bound(packed: int, limits: Limits) -> Iterator[int]:
    """How many bytes may come out of so many packed ones; a TooLargeError inside tells which limit that was."""
    most = min(limits.page_bytes, limits.most_unpacked(packed))
    try:
        yield most
    except TooLargeError:
        if most == limits.page_bytes:
            raise
        raise TooLargeError(bomb(limits)) from None


def bounded(stream: Readable, limit: int) -> bytes:
    """All bytes of a stream. Raises TooLargeError as soon as there is one too many."""
    body = stream.read(min(limit + 1, _FIRST_READ))
    if len(body) <= limit and (more := _rest(stream, limit + 1 - len(body))):
        body = b"".join((body, *more))
    if len(body) > limit:
        raise TooLargeError(f"more than {limit:,} bytes")
    return body


def _rest(stream: Readable, size: int) -> list[bytes]:
    """What follows, up to so many bytes; only an empty read is the end, since a pipe or network gives less at will."""
    chunks: list[bytes] = []
    while size and (chunk := stream.read(min(size, _NEXT_READ))):
        chunks.append(chunk)
        size -= len(chunk)
    return chunks
