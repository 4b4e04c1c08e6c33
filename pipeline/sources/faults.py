"""Why bytes could not be had, in words: a fault of a file or an archive costs nothing but itself."""

import lzma
import struct
import tarfile
import zipfile
import zlib

from pipeline.errors import SourceError
from pipeline.outcome import Reason
from pipeline.sources.zstd import ZstdError


class TooLargeError(SourceError):
    """A page is larger than the limit that is set for it."""


class DamagedArchiveError(SourceError):
    """An archive ends or goes on where it should not."""


class DamagedRecordError(SourceError):
    """A record of a file is not what it should be, or not all of it."""


class TooWellPackedError(DamagedRecordError):
    """A record unpacks to more bytes than its packed ones can have held; the next one may be a page."""


class StoreError(SourceError):
    """An object store did not give an object's bytes; the message says why."""


UNREADABLE = (
    OSError,
    StoreError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
    DamagedArchiveError,
    DamagedRecordError,
    # What zipfile and tarfile let through where an archive's own numbers are wrong or a method is not known to them:
    struct.error,
    ArithmeticError,
    LookupError,
    RuntimeError,
    ValueError,
)
"""What reading a hostile file may raise."""

DAMAGED = (EOFError, zlib.error, lzma.LZMAError, ZstdError, DamagedRecordError, OSError)
"""What unpacking broken bytes raises (bzip2 an OSError), behind which there may be whole ones."""


_IN_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (FileNotFoundError, "vanished after it was listed"),
    (PermissionError, "no permission to read it"),
    (EOFError, "its compressed bytes are cut short"),
    (zlib.error, "its compressed bytes are damaged"),
    (lzma.LZMAError, "its compressed bytes are damaged"),
    (ZstdError, "its compressed bytes are damaged"),
    (zipfile.BadZipFile, "the zip archive is damaged here"),
    (tarfile.TarError, "the tar archive is damaged here"),
    (NotImplementedError, "packed in a way that cannot be read"),
    (DamagedArchiveError, "the archive is damaged"),
    (TooWellPackedError, "the record is too well packed"),
    (DamagedRecordError, "the record is damaged"),
    (OSError, "cannot be read"),
)


def reason_of(error: Exception) -> Reason:
    """Why what raised that is rejected."""
    return Reason.TOO_LARGE if isinstance(error, TooLargeError | TooWellPackedError) else Reason.UNREADABLE


def in_words(error: Exception) -> str:
    """The reason for a rejection: what happened, and what the system said (never a path of this machine)."""
    if isinstance(error, StoreError | TooLargeError):
        return str(error)
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    for kind, words in _IN_WORDS:
        if isinstance(error, kind):
            return f"{words} ({said})" if said else words
    return f"cannot be read ({type(error).__name__}: {said})"
