"""What a file's name says: a page or an archive, and how it is compressed. What it holds is for others to judge."""

import re
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from pipeline.sources.uris import quote

SIDECAR_NAME: Final = "captures.jsonl"

_PAGE = re.compile(r"\.(?:html?|txt)(?:\.(?:gz|zst|bz2|xz))?\Z", re.IGNORECASE)
_WARC = re.compile(r"\.warc(?:\.wet)?(?:\.(?:gz|zst|bz2|xz))?\Z", re.IGNORECASE)
_LINES = re.compile(r"\.(?:jsonl|ndjson)(?:\.(?:gz|zst|bz2|xz))?\Z", re.IGNORECASE)
_PARQUET = re.compile(r"\.parquet\Z", re.IGNORECASE)
_LIST = re.compile(r"\.(?:uris|lst|paths)(?:\.(?:gz|zst|bz2|xz))?\Z", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:zip|tar(?:\.(?:gz|zst|bz2|xz))?|tgz|tbz2|txz)\Z", re.IGNORECASE)


class InputKind(Enum):
    """What is to be done with a file of the raw folder."""

    PAGE = "page"
    ARCHIVE = "archive"
    WARC = "warc"
    LINES = "lines"
    PARQUET = "parquet"
    NOTHING = "nothing"
    """A list of files names it, and it is not there."""


class Compression(Enum):
    """How the bytes of a page or of an archive are packed."""

    NONE = "none"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTD = "zstd"


_ENDINGS: Final = (
    (InputKind.PAGE, _PAGE),
    (InputKind.ARCHIVE, _ARCHIVE),
    (InputKind.WARC, _WARC),
    (InputKind.LINES, _LINES),
    (InputKind.PARQUET, _PARQUET),
)

_COMPRESSIONS: Final = {
    ".gz": Compression.GZIP,
    ".tgz": Compression.GZIP,
    ".bz2": Compression.BZIP2,
    ".tbz2": Compression.BZIP2,
    ".xz": Compression.XZ,
    ".txz": Compression.XZ,
    ".zst": Compression.ZSTD,
}


def kind_of(name: str) -> InputKind | None:
    """What a file of this name is taken for; None for a hidden one, for a sidecar, and without a known ending."""
    if is_hidden(name) or name.rpartition("/")[2] == SIDECAR_NAME:
        return None
    return next((kind for kind, ending in _ENDINGS if ending.search(name)), None)


def is_list(name: str) -> bool:
    """Whether a file of this name holds no pages, but names files that do."""
    return _LIST.search(name) is not None


def compression_of(name: str) -> Compression:
    """How a page or an archive of this name is packed, other than a zip."""
    return _COMPRESSIONS.get(PurePosixPath(name).suffix.lower(), Compression.NONE)


def ending_of(name: str) -> str:
    """The ending under which a file that is no page is counted."""
    if is_hidden(name):
        return "(hidden)"
    return quote(PurePosixPath(name).suffix.lower()) or "(no ending)"


def is_hidden(name: str) -> bool:
    """Whether a file, or a folder above it, is hidden as Unix and macOS do it."""
    return any(part.startswith(".") and part not in {".", ".."} for part in name.split("/"))
