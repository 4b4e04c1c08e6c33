"""The lines of a list of files, as text: a list of a million is read once, and held by nobody.

Empty lines and those that begin with `#` say nothing. Blanks around a line, a byte order mark and the ends of lines of
any system are no part of it.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BufferedIOBase
from typing import Final, NamedTuple

from pipeline.errors import SourceError
from pipeline.raw import FileList, ObjectPath
from pipeline.sources.faults import UNREADABLE, in_words
from pipeline.sources.folders import found_file
from pipeline.sources.found import FoundFile
from pipeline.sources.keys import found_object
from pipeline.sources.names import compression_of
from pipeline.sources.opening import opened
from pipeline.sources.packing import unpacking
from pipeline.sources.stores import object_at

LONGEST: Final = 8_192
"""Bytes; no file system and no store has longer names."""
_REST: Final = 2**16


class ListLine(NamedTuple):
    """What a list says in one place."""

    number: int
    text: str
    is_whole: bool
    """False where it is longer than any name, and the text only its beginning."""


def confirm_list(files: FileList) -> FoundFile:
    """The list itself. Raises SourceError where it is no file, or its base no folder."""
    if not isinstance(files.base, ObjectPath) and not files.base.is_dir():
        raise SourceError(f"{files.base}: there is no such folder. The lines of {files.place} would begin there.")
    if isinstance(files.place, ObjectPath):
        stored = object_at(files.place)
        if stored is not None:
            return found_object(stored, stored.path.name)
    elif files.place.is_file():
        return found_file(files.place, files.place.name, "", files.place.stat())
    raise SourceError(
        f"{files.place}: there is no such file. Name one that holds the path or address of a page a line."
    )


def list_lines(files: FileList) -> Iterator[ListLine]:
    """What the list says, in its order. Raises SourceError where it cannot be read to its end."""
    source = confirm_list(files)
    try:
        with opened(source) as packed, unpacking(packed, compression_of(source.path.name)) as stream:
            for number, line in enumerate(_lines(stream), start=1):
                whole = line.removeprefix(BOM_UTF8) if number == 1 else line
                text = whole[:LONGEST].strip().decode("utf-8", "surrogateescape")
                if text and not text.startswith("#"):
                    yield ListLine(number, text, len(line) <= LONGEST)
    except UNREADABLE as error:
        raise SourceError(f"{files.place}: {in_words(error)}. Make the list readable to its end.") from error


def _lines(stream: BufferedIOBase) -> Iterator[bytes]:
    """The lines; of one that is too long, a byte more than the longest."""
    while line := stream.readline(LONGEST + 1):
        end = line
        while not end.endswith(b"\n") and (more := stream.readline(_REST)):
            end = more
        yield line
