"""Records of a WARC file, one at a time; behind a broken one, reading goes on where the next whole one begins.

WARC/1.0
WARC-Type: response
WARC-Target-URI: https://pubmed.ncbi.nlm.nih.gov/90000001/
WARC-Date: 2023-12-01T10:00:00Z
Content-Length: 148612
                                    an empty line, the block of so many bytes, and two line ends
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from typing import Final

from pipeline.limits import Limits
from pipeline.sources.faults import DAMAGED, DamagedRecordError
from pipeline.sources.frames import Frames
from pipeline.sources.header_fields import fields_of
from pipeline.sources.unpackers import Packing

_FIRST_LINE: Final = b"WARC/1."
_LINE_ENDS: Final = (b"\r\n", b"\n")
_MOST_HEAD: Final = 2**16
"""Bytes of a record's head."""
_FALSE_BEGINNINGS: Final = 10_000
"""Places that only look like the beginning of a record; who has more between two records is up to something."""
_SCANNED: Final = 2**20


@dataclass(frozen=True, slots=True)
class Head:
    """What a record tells of itself."""

    fields: Mapping[str, str]
    """By lower-case name."""
    length: int
    """Bytes of its block."""

    @property
    def kind(self) -> str:
        """What it holds: `response`, `resource`, `conversion`, `revisit`, and others."""
        return self.fields.get("warc-type", "").lower()


class Records:
    """Reads a WARC file: `begins`, then `head`, then `block` or `skip`, then `end`."""

    def __init__(self, stream: BufferedReader, packing: Packing | None, limits: Limits) -> None:
        self._stream = stream
        self._packing = packing
        self._frames = Frames(stream, packing, limits)
        self.place = (0, 0)
        """Where the record's frame begins in the file, and how far into it the record is."""

    def begins(self) -> bool:
        """Whether there is another record, or what should be one."""
        try:
            self._pass_line_ends()
            is_there = bool(self._frames.peek(1))
        except DAMAGED:
            is_there = True  # `head` will say what is wrong
        self.place = self._frames.place(self._frames.position)
        return is_there

    def head(self) -> Head:
        """The next record's head. Raises DAMAGED."""
        if not self._frames.peek(len(_FIRST_LINE)).startswith(_FIRST_LINE):
            raise DamagedRecordError("no record begins where one is due")
        fields = fields_of(self._head_lines())
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < len(str(2**63))):
            raise DamagedRecordError(f"its length is no number: {length!r}")
        return Head(fields, int(length))

    def block(self, head: Head) -> bytes:
        """The record's bytes. Raises DAMAGED."""
        return self._frames.block(head.length)

    def skip(self, head: Head) -> None:
        """Pass over them. Raises DAMAGED."""
        self._frames.skip(head.length)

    def end(self) -> None:
        """Raises DamagedRecordError where the record goes on behind its end, so that its length was wrong."""
        try:
            self._pass_line_ends()
            following = self._frames.peek(len(_FIRST_LINE))
        except DAMAGED:
            return  # of what follows, which will say so itself
        if following and following != _FIRST_LINE:
            raise DamagedRecordError("it does not end where its length says")

    def go_on(self) -> int | None:
        """Go on with the next record that begins behind a broken one, and say where; None where there is none."""
        mark, ahead = (self._packing.begins, 0) if self._packing else (b"\n" + _FIRST_LINE, 1)
        for number, offset in enumerate(_places_behind(self._stream, self.place[0], mark)):
            if number == _FALSE_BEGINNINGS:
                return None
            if self._begins_at(offset + ahead):
                return offset + ahead
        return None

    def _begins_at(self, offset: int) -> bool:
        self._frames.begin(offset)
        try:
            self.head()
        except DAMAGED:
            return False
        self._frames.begin(offset)
        return True

    def _pass_line_ends(self) -> None:
        while self._frames.peek(1) in {b"\r", b"\n"}:
            self._frames.skip(1)

    def _head_lines(self) -> Iterator[bytes]:
        left = _MOST_HEAD
        self._frames.line(left)
        while (line := self._frames.line(left)) not in _LINE_ENDS:
            left -= len(line)
            if not line.endswith(b"\n") or left <= 0:
                raise DamagedRecordError("its head does not end")
            yield line


def _places_behind(stream: BufferedReader, offset: int, mark: bytes) -> Iterator[int]:
    """Where a mark is found behind a place."""
    start, kept = offset + 1, b""
    while True:
        stream.seek(start + len(kept))
        chunk = stream.read(_SCANNED)
        scanned = kept + chunk
        found = scanned.find(mark)
        while found >= 0:
            yield start + found
            found = scanned.find(mark, found + 1)
        if not chunk:
            return
        kept = scanned[len(scanned) - len(mark) + 1 :] if len(scanned) >= len(mark) else scanned
        start += len(scanned) - len(kept)
