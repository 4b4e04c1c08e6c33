"""The files that a list names, as a folder's are found: each once, under the same URI, with the notes beside them.

    /data/pages/a.html              a path of this machine
    2023/b.warc.gz                  relative to the base: the folder of the list, where no other is told
    s3://bucket/pages/c.html        an object

Whatever a line says, it costs itself: what is not there, or is no file, is found as that.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.errors import SourceError
from pipeline.raw import FileList, ObjectPath
from pipeline.sources.faults import StoreError, in_words
from pipeline.sources.folders import found_file
from pipeline.sources.found import FoundFile, NotFound
from pipeline.sources.keys import found_object
from pipeline.sources.list_lines import list_lines
from pipeline.sources.many_objects import objects_at
from pipeline.sources.named_files import Base, NamedFile
from pipeline.sources.names import SIDECAR_NAME
from pipeline.sources.uris import joined

_ABSENT = "a list names it, and nothing is there"
_FOLDER = "a list names it, and it is a folder: only files are read"
_NO_FILE = "a list names it, and it is no file"


def walk_list(files: FileList) -> Iterator[FoundFile | NotFound]:
    """What the list names, and the notes of crawlers beside that. Raises SourceError."""
    wanted: dict[str, Path | ObjectPath] = {}
    hopeless: set[str] = set()
    base = Base(files)
    for line in list_lines(files):
        named = base.named(line)
        if isinstance(named, NamedFile):
            wanted.setdefault(named.uri, named.path)
        elif named.uri not in hopeless:
            hopeless.add(named.uri)
            yield named
    notes = _beside(wanted)
    for found in _looked_up({**notes, **wanted}):
        if isinstance(found, FoundFile) or found.uri in wanted:
            yield found


def _beside(wanted: Mapping[str, Path | ObjectPath]) -> dict[str, Path | ObjectPath]:
    """Where notes about these files may lie: in their folders, and in those between them and the base."""
    notes: dict[str, Path | ObjectPath] = {}
    for uri, path in wanted.items():
        is_below = "://" not in uri and not uri.startswith("/")
        folder_uri, folder = uri.rpartition("/")[0], path.parent
        while (note := joined(folder_uri, SIDECAR_NAME)) not in notes:
            notes[note] = folder / SIDECAR_NAME
            if not is_below or not folder_uri:
                break
            folder_uri, folder = folder_uri.rpartition("/")[0], folder.parent
    return dict(sorted(notes.items(), key=lambda note: note[0].count("/")))


def _looked_up(wanted: Mapping[str, Path | ObjectPath]) -> Iterator[FoundFile | NotFound]:
    stores: dict[str, dict[str, str]] = {}
    for uri, path in wanted.items():
        if isinstance(path, ObjectPath):
            stores.setdefault(path.store, {})[path.key] = uri
        else:
            yield _here(path, uri)
    for store, uris in sorted(stores.items()):
        yield from _there(store, uris)


def _here(path: Path, uri: str) -> FoundFile | NotFound:
    try:
        status = path.stat()
    except FileNotFoundError:
        return NotFound(path, uri, _ABSENT)
    except OSError as error:
        return NotFound(path, uri, in_words(error))
    if not S_ISREG(status.st_mode):
        return NotFound(path, uri, _FOLDER if S_ISDIR(status.st_mode) else _NO_FILE)
    return found_file(path, uri, uri.rpartition("/")[0], status)


def _there(store: str, uris: Mapping[str, str]) -> Iterator[FoundFile | NotFound]:
    """What a store has of the keys; SourceError where it has nothing to say but that nobody may ask."""
    refusal: StoreError | None = None
    is_open = False
    for key, answer in objects_at(store, sorted(uris)):
        path, uri = ObjectPath(store, key), uris[key]
        if isinstance(answer, StoreError):
            refusal = answer
            yield NotFound(path, uri, str(answer))
        elif answer is None:
            yield NotFound(path, uri, _ABSENT)
        else:
            is_open = True
            yield found_object(answer, uri)
    if refusal and not is_open:
        raise SourceError(f"{store}: nothing that the list names there can be had: {refusal}") from refusal
