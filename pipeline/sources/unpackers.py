"""What unpacks one frame of a file: a member of gzip, a frame of zstd, a stream of bzip2 or xz, all in one shape."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from pipeline.sources.names import Compression
from pipeline.sources.zstd import ZstdDecompressor

_GZIP: Final = 16 + zlib.MAX_WBITS


class Unpacker(Protocol):
    """What the standard library's classes do, `zlib` excepted."""

    @property
    def eof(self) -> bool:
        """Whether the frame is whole."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more can be had without packed bytes."""

    @property
    def unused_data(self) -> bytes:
        """What follows the frame."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next bytes, so many at most. Raises DAMAGED."""


@dataclass(frozen=True, slots=True)
class Packing:
    """How a file is packed in frames."""

    begins: bytes
    """The first bytes of every frame."""
    unpacker: Callable[[], Unpacker]


class _GzipMember:
    """`zlib` in that shape."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        unpacked = self._member.decompress(self._member.unconsumed_tail + data, max_length)
        self.needs_input = not self._member.unconsumed_tail and len(unpacked) < max_length
        return unpacked


PACKINGS: Final[Mapping[Compression, Packing]] = {
    Compression.GZIP: Packing(b"\x1f\x8b\x08", _GzipMember),
    Compression.ZSTD: Packing(b"\x28\xb5\x2f\xfd", ZstdDecompressor),
    Compression.BZIP2: Packing(b"BZh", bz2.BZ2Decompressor),
    Compression.XZ: Packing(b"\xfd7zXZ\0", lzma.LZMADecompressor),
}
"""Without `Compression.NONE`, which has no frames."""
