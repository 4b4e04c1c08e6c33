"""Members of a zip archive, one at a time. A member that is damaged leaves the others readable."""

import struct
import zipfile
from collections.abc import Iterator
from functools import partial
from io import SEEK_END, BufferedReader
from stat import S_ISLNK
from typing import Final

from pipeline.limits import Limits
from pipeline.sources import moments
from pipeline.sources.faults import DamagedArchiveError
from pipeline.sources.inputs import Input
from pipeline.sources.members import Member
from pipeline.sources.opening import opened
from pipeline.sources.packing import bound, bounded

_ENCRYPTED: Final = 0x1
_UNIX_MODE_SHIFT: Final = 16

_END_SIGNATURE: Final = b"PK\x05\x06"
_END_REACH: Final = 22 + 2**16
"""The end record and the longest comment that may follow it."""
_STATED_COUNTS = struct.Struct("<HH")
"""Members on this disk and on all disks, which are one since there are no disks."""
_STATED_COUNTS_OFFSET: Final = 8
_COUNTED_ELSEWHERE: Final = 2**16 - 1
"""What the end record states where there are too many members for its two bytes."""


def zip_members(source: Input, limits: Limits) -> Iterator[Member]:
    """The members in the order of the archive's directory. Raises UNREADABLE where there is no directory."""
    with opened(source) as stream, zipfile.ZipFile(stream) as archive:
        for entry in archive.infolist():
            if entry.file_size or not entry.is_dir():  # a folder that holds bytes is a damaged name
                yield Member(
                    name=entry.filename,
                    size=entry.file_size,
                    captured_at=moments.of_zip_entry(entry.date_time),
                    obstacle=_obstacle(entry),
                    read=partial(_read, archive, entry, limits),
                )
        _expect_all(archive, stream)


def _expect_all(archive: zipfile.ZipFile, stream: BufferedReader) -> None:
    """Compare with the number that the archive states: damaged lengths swallow entries of its directory."""
    stream.seek(-min(_END_REACH, stream.seek(0, SEEK_END)), SEEK_END)
    tail = stream.read()
    stated: tuple[int, int] = _STATED_COUNTS.unpack_from(tail, tail.rfind(_END_SIGNATURE) + _STATED_COUNTS_OFFSET)
    shown = len(archive.infolist())
    if not {shown, _COUNTED_ELSEWHERE}.issuperset(stated):
        raise DamagedArchiveError(f"its directory shows {shown:,} members and should show {max(stated):,}")


def _obstacle(entry: zipfile.ZipInfo) -> str | None:
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if S_ISLNK(entry.external_attr >> _UNIX_MODE_SHIFT):
        return "a link, which holds no page"
    return None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    with archive.open(entry) as stream, bound(entry.compress_size, limits) as most:
        return bounded(stream, most)
