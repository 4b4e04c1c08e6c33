"""What a crawler noted beside its pages: `captures.jsonl` tells when a page was captured, and from where.

    {"file": "90000001.html", "captured_at": "2023-12-01T10:00:00Z", "url": "https://pubmed.ncbi.nlm.nih.gov/90000001/"}

`file` is a plain name relative to the folder of `captures.jsonl`, or `archive.zip!/member.html`. `captured_at` (ISO
8601 with its zone) and `url` may be left out or null; other keys are not read. A `url` is `https://…`, or `/…` on
PubMed; anything else says nothing. Of two lines on one file the later holds, since crawlers append.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import PurePosixPath

from pipeline.errors import SourceError
from pipeline.sources import moments
from pipeline.sources.addresses import published_address
from pipeline.sources.faults import UNREADABLE, in_words
from pipeline.sources.found import FoundFile
from pipeline.sources.names import InputKind, kind_of
from pipeline.sources.opening import opened
from pipeline.sources.uris import joined, member_uri, without_current_folder

_HINT = (
    'Write one JSON object a line, like {"file": "a.html", "captured_at": "2023-12-01T10:00:00Z", "url": "https://…"}.'
)


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is noted about one page; None where the note does not say."""

    captured_at: datetime | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sidecars:
    """The notes of a whole raw folder, by source URI."""

    by_uri: Mapping[str, Sidecar] = field(default_factory=dict)
    _members: Mapping[str, Sequence[str]] = field(init=False, repr=False, compare=False)
    """The URIs of noted members by that of their archive, so that `only` looks at no other note."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_members", _by_archive(self.by_uri))

    def of(self, uri: str) -> Sidecar:
        """The note about a page; an empty one where there is none."""
        return self.by_uri.get(uri, _NO_NOTE)

    def only(self, input_uris: Iterable[str]) -> "Sidecars":
        """The notes about these inputs and their members: what a task that reads a few of them needs."""
        wanted = (noted for uri in input_uris for noted in (uri, *self._members.get(uri, ())))
        return Sidecars({uri: self.by_uri[uri] for uri in wanted if uri in self.by_uri})

    def digest_of(self, input_uri: str) -> str:
        """Names what is noted about an input and its members; empty where nothing is."""
        notes = sorted(self.only([input_uri]).by_uri.items())
        return blake2b(repr(notes).encode(), digest_size=16).hexdigest() if notes else ""


def _by_archive(uris: Iterable[str]) -> Mapping[str, Sequence[str]]:
    members: dict[str, list[str]] = {}
    for uri in uris:
        archive, bang, _ = uri.partition("!/")
        if bang:
            members.setdefault(archive, []).append(uri)
    return members


_NO_NOTE = Sidecar()


def read_sidecar(found: FoundFile) -> Iterator[tuple[str, Sidecar]]:
    """The notes of one `captures.jsonl`, with their URIs. Raises SourceError, naming file and line."""
    try:
        with opened(found) as stream:
            lines = stream.read().split(b"\n")
    except UNREADABLE as error:
        raise SourceError(f"{found.path}: {in_words(error)}. Make it readable, or take it away.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _note(line, found.folder_uri)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{found.path}, line {number}: {error}. {_HINT}") from error


def _note(line: bytes, folder_uri: str) -> tuple[str, Sidecar]:
    note: object = json.loads(line.decode("utf-8-sig"))
    if not isinstance(note, dict):
        message = "not a JSON object"
        raise ValueError(message)  # noqa: TRY004  the line is wrong, not the program
    file = _text(note, "file")
    if file is None:
        message = '"file" is missing'
        raise ValueError(message)
    moment = _text(note, "captured_at")
    captured_at = None if moment is None else moments.of_text(moment)
    return _uri(file, folder_uri), Sidecar(captured_at, published_address(_text(note, "url")))


def _text(note: Mapping[object, object], key: str) -> str | None:
    value = note.get(key)
    if value is None or isinstance(value, str):
        return value or None
    message = f'"{key}" is not text'
    raise ValueError(message)


def _uri(file: str, folder_uri: str) -> str:
    file = without_current_folder(file)
    path = PurePosixPath(file)
    if path.is_absolute() or ".." in path.parts:
        message = f'"file" leads out of the folder: {file!r}'
        raise ValueError(message)
    archive, bang, member = file.partition("!/")
    if bang and kind_of(archive) is InputKind.ARCHIVE:
        return member_uri(joined(folder_uri, archive), member)
    return joined(folder_uri, file)
