"""Bytes out of streams, packed or not, and never more of them than the limit allows."""

import bz2
import gzip
import lzma
from io import BufferedIOBase, BufferedReader, BytesIO
from typing import Protocol

from pipeline.sources.faults import TooLargeError
from pipeline.sources.names import Compression
from pipeline.sources.zstd import ZstdFile

_FIRST_READ = 2**20
"""Most pages fit; asking for the whole limit at once costs as much as reading the page."""
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


def unpacked(packed: bytes, compression: Compression, limit: int) -> bytes:
    """The page itself; the same object where it is not packed. Raises TooLargeError and UNREADABLE."""
    if compression is Compression.NONE:
        return packed
    with unpacking(BytesIO(packed), compression) as stream:
        return bounded(stream, limit)


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
