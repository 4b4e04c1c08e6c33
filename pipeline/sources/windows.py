"""An object as a file: what is read next lies in a window, and so an archive needs neither memory nor disk for itself.

Between two windows no connection is held, so the pages of one may take as long as they like.
"""

from io import SEEK_CUR, SEEK_END, SEEK_SET, RawIOBase
from typing import TYPE_CHECKING, Final

from pipeline.raw import ObjectPath
from pipeline.sources.stores import read_part

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_SMALLEST: Final = 2**16
"""After a jump: the directory of a zip archive, or one of its members."""
_LARGEST: Final = 2**23
"""What is asked for at a time while an archive is read from front to back."""
_GROWTH: Final = 4


class ObjectReader(RawIOBase):
    """Reads an object in windows that grow as long as it is read on, and start small after a jump."""

    def __init__(self, path: ObjectPath, size: int, etag: str | None) -> None:
        self._path = path
        self._size = size
        self._etag = etag
        self._position = 0
        self._start = 0
        self._window = b""
        self._length = _SMALLEST

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._position

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Go to a place, also beyond the end, where nothing is read."""
        base = {SEEK_SET: 0, SEEK_CUR: self._position, SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise OSError(f"there is nothing before the first byte ({base + offset})")
        self._position = base + offset
        return self._position

    def readinto(self, target: "WriteableBuffer", /) -> int:
        """Fill some of the target; nothing only at the end. Raises StoreError, and can be asked again."""
        if self._position >= self._size:
            return 0
        if not self._start <= self._position < self._end():
            self._move()
        with memoryview(target).cast("B") as room:
            offset = self._position - self._start
            part = self._window[offset : offset + len(room)]
            room[: len(part)] = part
        self._position += len(part)
        return len(part)

    def _end(self) -> int:
        return self._start + len(self._window)

    def _move(self) -> None:
        """Have a window that begins where it is read on, or one that reaches back from the end to a place near it."""
        goes_on = self._position == self._end()
        length = min(self._length * _GROWTH, _LARGEST) if goes_on else _SMALLEST
        start = self._position if goes_on else min(self._position, max(self._size - length, 0))
        self._window = read_part(self._path, start, min(start + length, self._size), self._etag)
        self._start, self._length = start, length
