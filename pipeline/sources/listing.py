"""The plan of a run: which files of a raw folder or store are to be read, in an order that no machine changes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import SourceError
from pipeline.raw import FileList, ObjectPath, Raw
from pipeline.sources.condensed import in_order
from pipeline.sources.file_lists import walk_list
from pipeline.sources.folders import found_file, walk
from pipeline.sources.found import FoundFile, LeftOut, NotFound
from pipeline.sources.inputs import Input, Listing
from pipeline.sources.keys import walk_store
from pipeline.sources.list_lines import confirm_list
from pipeline.sources.names import SIDECAR_NAME, InputKind, ending_of, is_list, kind_of
from pipeline.sources.sidecars import Sidecar, Sidecars, read_sidecar
from pipeline.sources.stores import object_at
from pipeline.sources.uris import quote

_NEVER = datetime.fromtimestamp(0, UTC)
"""The time of what is not there, which is published nowhere."""


def confirm_there(raw: Raw) -> None:
    """Before anything starts: SourceError for input that is not there, or that cannot be asked for."""
    files = _as_list(raw)
    if files is not None:
        confirm_list(files)
        return
    found = _found(raw)
    if isinstance(raw, ObjectPath):
        next(found, None)


def list_inputs(raw: Raw) -> Listing:
    """The pages and archives of a raw folder or store, of a list, or of a raw path that is one. Raises SourceError."""
    ignored: Counter[str] = Counter()
    notes: dict[str, Sidecar] = {}
    inputs = in_order(_inputs(_found(raw), ignored, notes))
    return Listing(inputs=inputs, ignored=dict(sorted(ignored.items())), sidecars=Sidecars(notes))


def _inputs(
    every: Iterable[FoundFile | LeftOut | NotFound], ignored: Counter[str], notes: dict[str, Sidecar]
) -> Iterator[Input]:
    """What is to be read; all else is counted, or noted."""
    for found in every:
        if isinstance(found, LeftOut):
            ignored[found.kind] += 1
        elif isinstance(found, NotFound):
            yield _nothing(found)
        elif found.path.name == SIDECAR_NAME:
            notes.update(read_sidecar(found))
        elif entry := _input(found):
            yield entry
        else:
            ignored[ending_of(found.path.name)] += 1


def _found(raw: Raw) -> Iterator[FoundFile | LeftOut | NotFound]:
    meant = _as_list(raw) or raw
    match meant:
        case FileList():
            return walk_list(meant)
        case ObjectPath():
            return walk_store(meant)
        case Path():
            return _found_here(meant)


def _as_list(raw: Raw) -> FileList | None:
    """The list that is meant; None where pages are. By its ending a file is one, a folder of such a name is not."""
    if isinstance(raw, FileList):
        return raw
    if not is_list(raw.name):
        return None
    is_there = raw.is_file() if isinstance(raw, Path) else object_at(raw) is not None
    return FileList(raw, raw.parent) if is_there else None


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


def _nothing(found: NotFound) -> Input:
    return Input(
        path=found.path,
        uri=found.uri,
        size=0,
        modified_at=_NEVER,
        kind=InputKind.NOTHING,
        obstacle=found.obstacle,
    )


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
