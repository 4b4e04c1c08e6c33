"""Every object below a prefix, once, under the URI that a file in the same place of a folder would have."""

from collections.abc import Iterator
from itertools import chain, pairwise

from pipeline.raw import ObjectPath
from pipeline.sources.found import FoundFile, LeftOut
from pipeline.sources.names import SIDECAR_NAME, is_hidden, kind_of
from pipeline.sources.stores import StoredObject, object_at, objects_below
from pipeline.sources.uris import quote


def walk_store(raw: ObjectPath) -> Iterator[FoundFile | LeftOut]:
    """The objects below a prefix, or the one object of that key with the notes beside it. Raises SourceError."""
    lone = object_at(raw) if kind_of(raw.name) else None
    return _below(raw) if lone is None else _lone(lone)


def _lone(lone: StoredObject) -> Iterator[FoundFile]:
    notes = object_at(lone.path.parent / SIDECAR_NAME)
    for stored in (notes, lone):
        if stored is not None:
            yield found_object(stored, quote(stored.path.name))


def _below(raw: ObjectPath) -> Iterator[FoundFile | LeftOut]:
    start = len(raw.key) + 1 if raw.key else 0
    for stored, following in pairwise(chain(objects_below(raw), (None,))):
        name = stored.path.key[start:] if stored else ""
        if stored is None or not name or _marks_a_folder(stored, following):
            continue
        yield LeftOut("(hidden)") if is_hidden(name) else found_object(stored, quote(name))


def _marks_a_folder(stored: StoredObject, following: StoredObject | None) -> bool:
    """Whether it is the empty object that some tools put where a folder would be: `folder/` before `folder/a.html`."""
    is_above = following is not None and following.path.key.startswith(f"{stored.path.key}/")
    return is_above and not stored.size


def found_object(stored: StoredObject, uri: str) -> FoundFile:
    """An object, as its store describes it."""
    return FoundFile(
        path=stored.path,
        uri=uri,
        folder_uri=uri.rpartition("/")[0],
        size=stored.size,
        modified_at=stored.modified_at,
        etag=stored.etag,
    )
