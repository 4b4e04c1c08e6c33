"""The plan of a run: which files of a raw folder or store are to be read, in an order that no machine changes."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.raw import ObjectPath, Raw
from pipeline.sources.folders import found_file, walk
from pipeline.sources.found import FoundFile, LeftOut
from pipeline.sources.inputs import Input, Listing
from pipeline.sources.keys import walk_store
from pipeline.sources.names import SIDECAR_NAME, ending_of, kind_of
from pipeline.sources.sidecars import Sidecar, Sidecars, read_sidecar
from pipeline.sources.uris import quote


def confirm_there(raw: Raw) -> None:
    """Before anything starts: SourceError for input that is not there, or that cannot be asked for."""
    found = _found(raw)
    if isinstance(raw, ObjectPath):
        next(found, None)


def list_inputs(raw: Raw) -> Listing:
    """The pages and archives of a raw folder or store, or of a raw path that is one file. Raises SourceError."""
    inputs: list[Input] = []
    ignored: Counter[str] = Counter()
    notes: dict[str, Sidecar] = {}
    for found in _found(raw):
        if isinstance(found, LeftOut):
            ignored[found.kind] += 1
        elif found.path.name == SIDECAR_NAME:
            notes.update(read_sidecar(found))
        elif entry := _input(found):
            inputs.append(entry)
        else:
            ignored[ending_of(found.path.name)] += 1
    inputs.sort(key=lambda entry: entry.uri)
    return Listing(inputs=tuple(inputs), ignored=dict(sorted(ignored.items())), sidecars=Sidecars(notes))


def _found(raw: Raw) -> Iterator[FoundFile | LeftOut]:
    return walk_store(raw) if isinstance(raw, ObjectPath) else _found_here(raw)


def _found_here(raw: Path) -> Iterator[FoundFile | LeftOut]:
    if raw.is_dir():
        return walk(raw)
    if raw.is_file():
        return _lone_file(raw)
    if raw.exists():
        raise SourceError(f"{raw}: neither a folder nor a file. Name the folder that holds the saved pages.")
    raise SourceError(f"{raw}: there is no such folder or file. Create it, or name the one that holds the saved pages.")


def _lone_file(raw: Path) -> Iterator[FoundFile]:
    sidecar = raw.with_name(SIDECAR_NAME)
    if sidecar.is_file() and raw.name != SIDECAR_NAME:
        yield found_file(sidecar, SIDECAR_NAME, "", sidecar.stat())
    yield found_file(raw, quote(raw.name), "", raw.stat())


def _input(found: FoundFile) -> Input | None:
    kind = kind_of(found.path.name)
    if kind is None:
        return None
    return Input(
        path=found.path,
        uri=found.uri,
        size=found.size,
        modified_at=found.modified_at,
        kind=kind,
        inode=found.inode,
        changed_at_ns=found.changed_at_ns,
        etag=found.etag,
    )
