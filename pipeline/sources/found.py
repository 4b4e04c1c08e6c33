"""A file or an object as it is found, before anybody judges what it is."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.raw import ObjectPath


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A regular file or an object, with what the file system or the store says of it."""

    path: Path | ObjectPath
    uri: str
    folder_uri: str
    size: int
    modified_at: datetime
    inode: int | None = None
    changed_at_ns: int | None = None
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class NotFound:
    """Something that a list of files names and that cannot be read, and why."""

    path: Path | ObjectPath
    uri: str
    obstacle: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is no file that could be read, and what it is instead."""

    kind: str
