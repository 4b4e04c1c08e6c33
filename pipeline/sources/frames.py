"""A file as one stream of unpacked bytes, which knows where its frames begin and can be read on behind a broken one.

Crawlers pack each record by itself, so that a broken one costs no other: the next begins where the next frame does. In
a file that is not packed, every place may be the beginning of a record.
"""

from bisect import bisect
from collections.abc import Callable
from io import BufferedReader
from typing import Final

from pipeline.limits import Limits
from pipeline.sources.faults import DAMAGED, DamagedRecordError, TooWellPackedError
from pipeline.sources.packing import bomb
from pipeline.sources.unpackers import Packing, Unpacker

_PACKED: Final = 2**16
"""Bytes of the file that are read at a time."""
_UNPACKED: Final = 2**20
"""Bytes that are unpacked at a time."""


class Frames:
    """Reads the unpacked bytes of a file. Raises DAMAGED where they break, and again when asked again."""

    def __init__(self, stream: BufferedReader, packing: Packing | None, limits: Limits) -> None:
        self._stream = stream
        self._packing = packing
        self._limits = limits
        self.begin(0)

    def begin(self, offset: int) -> None:
        """Read from a place of the file on, where a frame begins or the bytes are not packed."""
        self._stream.seek(offset)
        self._packed = b""
        self._frame: Unpacker | None = None
        self._broken: Exception | None = None
        self._came = 0
        self._buffer, self._at = b"", 0
        self._before = 0
        self._frames = [(0, offset)]

    @property
    def position(self) -> int:
        """Unpacked bytes that were read since it began."""
        return self._before + self._at

    def place(self, position: int) -> tuple[int, int]:
        """Where the frame of a position begins in the file, and how far into it that is; forgets the earlier ones."""
        del self._frames[: bisect(self._frames, position, key=lambda frame: frame[0]) - 1]
        start, offset = self._frames[0]
        return (offset, position - start) if self._packing else (offset + position - start, 0)

    def peek(self, size: int) -> bytes:
        """The next bytes, which stay; fewer only at the end."""
        while len(self._buffer) - self._at < size and (more := self._more()):
            self._keep(more)
        return self._buffer[self._at : self._at + size]

    def line(self, most: int) -> bytes:
        """The next line with its end; only a part of it where it is longer. Empty only at the end."""
        end = self._buffer.find(b"\n", self._at)
        while end < 0 and len(self._buffer) - self._at < most and (more := self._more()):
            self._keep(more)
            end = self._buffer.find(b"\n", self._at)
        return self._take(min(end + 1 if end >= 0 else len(self._buffer), self._at + most))

    def block(self, size: int) -> bytes:
        """So many bytes, all of them in memory. Raises DamagedRecordError where fewer are left."""
        parts: list[bytes] = []
        self._pass(size, parts.append)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def skip(self, size: int) -> None:
        """Pass over so many bytes. Raises DamagedRecordError where fewer are left."""
        self._pass(size, lambda _: None)

    def _pass(self, size: int, part: Callable[[bytes], None]) -> None:
        while size:
            if self._at == len(self._buffer) and not self._refill():
                raise DamagedRecordError(f"the file ends {size:,} bytes before it does")
            taken = self._take(min(self._at + size, len(self._buffer)))
            size -= len(taken)
            part(taken)

    def _take(self, end: int) -> bytes:
        taken = self._buffer[self._at : end]
        self._at += len(taken)
        return taken

    def _refill(self) -> bool:
        more = self._more()
        self._before += len(self._buffer)
        self._buffer, self._at = more, 0
        return bool(more)

    def _keep(self, more: bytes) -> None:
        """Have more bytes behind those that were not read yet."""
        self._before += self._at
        self._buffer, self._at = self._buffer[self._at :] + more, 0

    def _more(self) -> bytes:
        """The next bytes, unpacked; none only at the end of the file."""
        if self._packing is None:
            return self._stream.read(_UNPACKED)
        if self._broken:
            raise self._broken
        while self._frame or self._next_frame(self._packing):
            if unpacked := self._unpacked():
                return unpacked
        return b""

    def _next_frame(self, packing: Packing) -> bool:
        self._packed = self._packed.lstrip(b"\0")  # padding, as of tapes
        while not self._packed and (packed := self._stream.read(_PACKED)):
            self._packed = packed.lstrip(b"\0")
        if not self._packed:
            return False
        self._frames.append((self._before + len(self._buffer), self._stream.tell() - len(self._packed)))
        self._frame = packing.unpacker()
        self._came = 0
        return True

    def _unpacked(self) -> bytes:
        frame = self._frame
        if frame is None:
            return b""
        if frame.needs_input and not self._packed and not self._read_on():
            raise EOFError
        packed, self._packed = self._packed, b""
        try:
            unpacked = frame.decompress(packed, _UNPACKED)
        except DAMAGED as error:
            self._broken = error
            raise
        self._promise_no_bomb(len(unpacked))
        if frame.eof:
            self._packed, self._frame = frame.unused_data, None
        return unpacked

    def _promise_no_bomb(self, more: int) -> None:
        """Not more bytes out of a frame than what was read of the file for it can have held."""
        self._came += more
        if self._came > self._limits.most_unpacked(self._stream.tell() - self._frames[-1][1]):
            self._broken = TooWellPackedError(bomb(self._limits))
            raise self._broken

    def _read_on(self) -> bool:
        self._packed = self._stream.read(_PACKED)
        return bool(self._packed)
