"""What a line of a list means: a path or an address, and the URI that it has wherever it is found."""

import os
from pathlib import Path
from typing import NamedTuple

from pipeline.raw import FileList, ObjectPath, place_of
from pipeline.sources.found import NotFound
from pipeline.sources.list_lines import ListLine
from pipeline.sources.uris import quote, without_current_folder

_SHOWN = 1_000
"""Characters of a line that is no name."""


class NamedFile(NamedTuple):
    """What a list names, of which nobody has asked yet whether it is there."""

    path: Path | ObjectPath
    uri: str


class Base:
    """Where relative lines begin; what lies below it is named from there, and anything else by its whole address."""

    def __init__(self, files: FileList) -> None:
        self._base = files.base
        self._roots = _roots(files.base)

    def named(self, line: ListLine) -> NamedFile | NotFound:
        """What the line names, or why it names nothing."""
        if not line.is_whole:
            return _no_name(line, "longer than any name")
        try:
            path = self._path(line.text)
            confirm_possible(path)
        except ValueError as error:
            return _no_name(line, str(error))
        return NamedFile(path, self._uri(path))

    def _path(self, text: str) -> Path | ObjectPath:
        if "://" in text:
            return place_of(text)
        if isinstance(self._base, ObjectPath) and not text.startswith("/"):
            return place_of(str(self._base / without_current_folder(text)))
        return Path(os.path.normpath(text if isinstance(self._base, ObjectPath) else self._base / text))

    def _uri(self, path: Path | ObjectPath) -> str:
        whole = str(path) if isinstance(path, ObjectPath) else str(path.absolute())
        below = next((whole[len(root) :] for root in self._roots if whole.startswith(root)), None)
        return quote(whole if below is None else below)


def confirm_possible(path: Path | ObjectPath) -> None:
    """ValueError for what no file system or store could be asked for."""
    if "\0" in str(path):
        raise ValueError("a name with a zero byte")
    if isinstance(path, ObjectPath):
        if not path.key:
            raise ValueError("a whole bucket")
        try:
            path.key.encode()
        except UnicodeEncodeError as error:
            raise ValueError("a name that is no UTF-8") from error


def _roots(base: Path | ObjectPath) -> tuple[str, ...]:
    """How addresses of what lies below may begin: as the base was told, and where its links lead."""
    if isinstance(base, ObjectPath):
        return (f"{base}/",)
    places = (os.path.normpath(base.absolute()), str(base.resolve()))
    return tuple(dict.fromkeys(f"{place.rstrip('/')}/" for place in places))


def _no_name(line: ListLine, why: str) -> NotFound:
    cut = "" if len(line.text) <= _SHOWN else f"… (line {line.number})"
    uri = f"{quote(line.text[:_SHOWN])}{cut}"
    return NotFound(Path(uri), uri, f"not a name of a file: {why}")
