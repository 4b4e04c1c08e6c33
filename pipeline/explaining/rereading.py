"""A page again, if its bytes are still where they were: by their digest, wherever in the file they stand now."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.decode import documents
from pipeline.errors import SourceError
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Outcome
from pipeline.raw import ObjectPath, Place, place_of
from pipeline.sources import input_of, list_inputs, read_all
from pipeline.sources.uris import unquote


@dataclass(frozen=True, slots=True)
class Reread:
    """The page as it was, and what today's program makes of it."""

    document: Document
    outcome: Outcome
    place: Place
    """The file that it is in."""
    offset: int | None
    """Where the page's bytes begin in the file; None where the file is packed, or holds them in another encoding."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Why the page cannot be read again."""

    why: str


def reread(raw: Place, source_uri: str, capture_id: str) -> Reread | Gone:
    """The page of these bytes that was read at this address below a folder, or in a store."""
    place = _place(raw, source_uri)
    if isinstance(place, Path) and not place.is_file():
        return Gone(f"{place} is not there")
    try:
        return _found(place, capture_id)
    except SourceError as error:
        return Gone(str(error))


def pages_of(place: Place) -> Iterator[Reread]:
    """Every page of a file, as today's program reads it. Raises SourceError."""
    listing = list_inputs(place)
    for found in read_all(listing.inputs, listing.sidecars):
        if isinstance(found, Capture):
            for document in documents(found):
                if isinstance(document, Document):
                    yield Reread(document, extract(document), place, _offset(place, document))


def _place(raw: Place, source_uri: str) -> Place:
    """What is named by a whole path or address lies there; all else below the folder, which may be the file itself."""
    name = unquote(input_of(source_uri))
    if "://" in name or name.startswith("/"):
        return place_of(name)
    if isinstance(raw, Path):
        return raw if raw.is_file() else raw / name
    return ObjectPath(raw.store, f"{raw.key}/{name}" if raw.key else name)


def _found(place: Place, capture_id: str) -> Reread | Gone:
    pages = 0
    for page in pages_of(place):
        pages += 1
        if page.document.provenance.capture_id == capture_id:
            return page
    return Gone(f"{place} holds {'no page' if not pages else 'other bytes now'}: none has the SHA-256 {capture_id}")


def _offset(place: Place, document: Document) -> int | None:
    if not isinstance(place, Path):
        return None
    at = place.read_bytes().find(document.utf8)
    return None if at < 0 else at
