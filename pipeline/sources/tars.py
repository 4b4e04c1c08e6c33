"""Members of a tar archive, in one pass from front to back. Where the stream breaks, the rest is out of reach."""

import tarfile
from collections.abc import Iterator
from typing import Protocol, Self, cast

from pipeline.limits import Limits
from pipeline.sources import moments
from pipeline.sources.faults import DamagedArchiveError, TooLargeError
from pipeline.sources.inputs import Input
from pipeline.sources.members import Member
from pipeline.sources.names import InputKind, compression_of, kind_of
from pipeline.sources.opening import opened
from pipeline.sources.packing import Readable, bounded, rationed

_CHUNK = 2**20


class _StrictEntry(tarfile.TarInfo):
    """An entry whose header must be whole: `tarfile` alone takes a broken one for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        if not any(buf) and len(buf) == tarfile.BLOCKSIZE:
            return super().frombuf(buf, encoding, errors)  # the end mark, which the caller knows how to take
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise DamagedArchiveError(f"has no whole header where one is due: {error}") from error


class _Remembering(Protocol):
    """The part of `TarFile` that type stubs leave out: every entry passed so far, also in a stream."""

    members: list[tarfile.TarInfo]


def tar_members(source: Input, limits: Limits) -> Iterator[Member]:
    """The members in the order of the archive. Raises UNREADABLE where it breaks."""
    with (
        opened(source) as packed,
        rationed(packed, compression_of(source.path.name), limits) as stream,
        tarfile.open(fileobj=stream, mode="r|", tarinfo=_StrictEntry, encoding="utf-8") as archive,
    ):
        while (entry := archive.next()) is not None:
            cast("_Remembering", archive).members.clear()  # or memory would grow with the archive
            if not entry.isdir():
                yield _member(archive, entry, limits)
        _expect_nothing_more(archive, limits)


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo, limits: Limits) -> Member:
    """The member with its bytes already read: the stream cannot go back, and a break in it is the archive's."""
    body = b""
    if entry.isreg() and entry.size <= limits.page_bytes and kind_of(entry.name) is InputKind.PAGE:
        stream = archive.extractfile(entry)
        body = b"" if stream is None else bounded(stream, limits.page_bytes)

    def read() -> bytes:
        if entry.size > limits.page_bytes:
            raise TooLargeError(f"more than {limits.page_bytes:,} bytes")
        return body

    return Member(
        name=entry.name,
        size=entry.size,
        captured_at=moments.of_tar_entry(entry.mtime),
        obstacle=None if entry.isreg() else "a link or device, which holds no page",
        read=read,
    )


def _expect_nothing_more(archive: tarfile.TarFile, limits: Limits) -> None:
    """Read the padding to the very end, where packed archives keep their checksum too."""
    rest: Readable | None = archive.fileobj
    passed = 0
    while rest is not None and (chunk := rest.read(_CHUNK)):
        passed += len(chunk)
        if chunk.strip(b"\0"):
            raise DamagedArchiveError("goes on after its end mark; what follows was not read")
        if passed > limits.padding_bytes:
            raise DamagedArchiveError(f"more than {limits.padding_bytes:,} bytes follow its end mark")
