"""A page again, if its bytes are still where they were: by their digest, wherever in the file they stand now.

A file may hold thousands of pages. It is read once for all that are wanted of it, and only those are extracted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from pipeline.decode import documents
from pipeline.errors import SourceError
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Outcome
from pipeline.raw import ObjectPath, Place, place_of
from pipeline.sources import Input, InputKind, input_of, list_inputs, read_each
from pipeline.sources.names import Compression, compression_of
from pipeline.sources.uris import unquote


@dataclass(frozen=True, slots=True)
class Reread:
    """The page as it was, and what today's program makes of it."""

    document: Document
    outcome: Outcome
    place: Place
    """The file that it is in."""
    offset: int | None
    """Where the page's bytes begin in the file; None where it is no file of pages alone, is packed, or is in another
    encoding."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Why the page cannot be read again."""

    why: str


def reread(raw: Place, source_uri: str, capture_id: str) -> Reread | Gone:
    """The page of these bytes that was read at this address below a folder, or in a store."""
    return next(page for _, page in reread_each(raw, source_uri, (capture_id,)))


def reread_each(raw: Place, source_uri: str, capture_ids: Iterable[str]) -> Iterator[tuple[str, Reread | Gone]]:
    """Pages of one file, with their digests: those that are there in the file's order, and then those that are not."""
    place, missing = _place(raw, source_uri), set(capture_ids)
    if isinstance(place, Path) and not place.is_file():
        yield from ((capture_id, Gone(f"{place} is not there")) for capture_id in sorted(missing))
        return
    try:
        yield from _found(place, missing)
    except SourceError as error:
        yield from ((capture_id, Gone(str(error))) for capture_id in sorted(missing))


def pages_of(place: Place) -> Iterator[Reread]:
    """Every page of a file, as today's program reads it. Raises SourceError."""
    return (_read(page) for page in _lying_in(place))


class _Lying(NamedTuple):
    """A page in its file, of which nothing is extracted yet."""

    document: Document
    source: Input
    body: bytes
    """Of the capture that it is a page of."""
    start: int
    """Where it begins there."""


def _place(raw: Place, source_uri: str) -> Place:
    """What is named by a whole path or address lies there; all else below the folder, which may be the file itself."""
    name = unquote(input_of(source_uri))
    if "://" in name or name.startswith("/"):
        return place_of(name)
    if isinstance(raw, Path):
        return raw if raw.is_file() else raw / name
    return ObjectPath(raw.store, f"{raw.key}/{name}" if raw.key else name)


def _found(place: Place, missing: set[str]) -> Iterator[tuple[str, Reread | Gone]]:
    """Takes away from what is missing what it finds, and reads no further than it must."""
    pages = 0
    for page in _lying_in(place) if missing else ():
        pages += 1
        capture_id = str(page.document.provenance.capture_id)
        if capture_id in missing:
            missing.remove(capture_id)
            yield capture_id, _read(page)
        if not missing:
            return
    holds = "other bytes now" if pages else "no page"
    for capture_id in sorted(missing):
        yield capture_id, Gone(f"{place} holds {holds}: none has the SHA-256 {capture_id}")


def _lying_in(place: Place) -> Iterator[_Lying]:
    listing = list_inputs(place)
    for source, captures in read_each(listing.inputs, listing.sidecars):
        for found in captures:
            if isinstance(found, Capture):
                yield from _cut(source, found)


def _cut(source: Input, capture: Capture) -> Iterator[_Lying]:
    """The pages of a capture; together they are all of its bytes."""
    pages = documents(capture)
    starts = accumulate((page.provenance.size for page in pages), initial=0)
    for page, start in zip(pages, starts, strict=False):
        if isinstance(page, Document):
            yield _Lying(page, source, capture.body, start)


def _read(page: _Lying) -> Reread:
    return Reread(page.document, extract(page.document), page.source.path, _offset(page))


def _offset(page: _Lying) -> int | None:
    """In a file that is a capture as it lies there; looked for among the page's own bytes alone."""
    path, kind = page.source.path, page.source.kind
    if not isinstance(path, Path) or kind is not InputKind.PAGE or compression_of(path.name) is not Compression.NONE:
        return None
    at = page.body.find(page.document.utf8, page.start, page.start + page.document.provenance.size)
    return None if at < 0 else at
