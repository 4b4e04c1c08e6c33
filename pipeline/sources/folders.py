"""Every file below a raw folder, once: links are followed, loops are not, and what cannot be listed is an error."""

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.errors import SourceError
from pipeline.sources import moments
from pipeline.sources.found import FoundFile, LeftOut
from pipeline.sources.names import is_hidden
from pipeline.sources.uris import joined


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path
    uri: str


def walk(raw: Path) -> Iterator[FoundFile | LeftOut]:
    """The files below a folder. Real folders go before linked ones, so that a file gets the URI of its real place."""
    pending = deque([_Folder(raw, "")])
    seen: set[tuple[int, int]] = set()
    while pending:
        folder = pending.popleft()
        if not _is_new(folder, seen):
            yield LeftOut("(folder listed before)")
            continue
        entries = _entries(folder)
        while entries:
            entry = entries.pop()  # it keeps what it was asked, some kilobyte, as long as it is held
            status = _status(entry)
            if status and S_ISDIR(status.st_mode):
                yield from _postponed(entry, folder, pending)
            else:
                yield _file(entry, folder, status)


def _postponed(entry: os.DirEntry[str], parent: _Folder, pending: deque[_Folder]) -> Iterator[LeftOut]:
    folder = _Folder(parent.path / entry.name, joined(parent.uri, entry.name))
    if is_hidden(entry.name):
        yield LeftOut("(hidden)")
    elif entry.is_symlink():
        pending.append(folder)
    else:
        pending.appendleft(folder)


def _is_new(folder: _Folder, seen: set[tuple[int, int]]) -> bool:
    try:
        status = folder.path.stat()
    except OSError as error:
        raise _unlistable(folder.path, error) from error
    identity = (status.st_dev, status.st_ino)
    is_new = identity not in seen
    seen.add(identity)
    return is_new


def _entries(folder: _Folder) -> list[os.DirEntry[str]]:
    """The last one first."""
    try:
        with os.scandir(folder.path) as entries:
            return sorted(entries, key=lambda entry: entry.name, reverse=True)
    except OSError as error:
        raise _unlistable(folder.path, error) from error


def _unlistable(path: Path, error: OSError) -> SourceError:
    reason = error.strerror or str(error)
    return SourceError(
        f"{path}: the folder cannot be listed ({reason}). Make it readable, or move it out of the raw folder."
    )


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None


def _file(entry: os.DirEntry[str], folder: _Folder, status: os.stat_result | None) -> FoundFile | LeftOut:
    if status is None:
        return LeftOut("(gone)")
    if not S_ISREG(status.st_mode):
        return LeftOut("(not a file)")
    return found_file(folder.path / entry.name, joined(folder.uri, entry.name), folder.uri, status)


def found_file(path: Path, uri: str, folder_uri: str, status: os.stat_result) -> FoundFile:
    """A regular file, as the file system describes it."""
    return FoundFile(
        path=path,
        uri=uri,
        folder_uri=folder_uri,
        size=status.st_size,
        modified_at=moments.of_file(status.st_mtime_ns),
        inode=status.st_ino,
        changed_at_ns=status.st_ctime_ns,
    )
