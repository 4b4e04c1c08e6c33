"""What a raw folder holds, as values that travel to the tasks that read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.raw import ObjectPath
from pipeline.sources.names import InputKind
from pipeline.sources.sidecars import Sidecars


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file of the raw folder, or an object of the raw store, to be read as a page or as an archive of pages."""

    path: Path | ObjectPath
    uri: str
    """Where it lies below the raw folder (`uris`): the same on every machine, whatever the folder is called, and the
    same in an object store."""
    size: int
    modified_at: datetime
    """In UTC; with `size` it tells whether a file has changed since it was listed."""
    kind: InputKind
    inode: int | None = None
    """The file's own number in its file system; None where nobody asked it."""
    changed_at_ns: int | None = None
    """When the file system last noted a change, which nobody can set back; None where nobody asked it."""
    etag: str | None = None
    """The store's own name for the object's bytes; None for a file, and where a store has none."""
    obstacle: str | None = None
    """Why there is nothing to be read, of what a list of files names; None of what is there."""

    @property
    def state(self) -> str:
        """Tells its bytes apart from others' without reading them; size and time alone survive a change in place."""
        return f"{self.size} {self.modified_at.isoformat()} {self.inode} {self.changed_at_ns} {self.etag}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Everything that a raw folder holds: nothing is left out in silence."""

    inputs: Sequence[Input]
    """In the order of their URIs; what was listed is `condensed`."""
    ignored: Mapping[str, int]
    """Files that are no pages, counted by ending: `.pdf`, `(no ending)`, `(hidden)`, `(gone)`, …"""
    sidecars: Sidecars


@dataclass(frozen=True, slots=True)
class Skipped:
    """A member of an archive, or a record, that is no page; counted, as a folder's are in `Listing.ignored`."""

    source_uri: str
    ending: str
