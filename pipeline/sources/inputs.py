"""What a raw folder holds, as values that travel to the tasks that read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.sources.names import InputKind
from pipeline.sources.sidecars import Sidecars


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file of the raw folder, to be read as a page or as an archive of pages."""

    path: Path
    uri: str
    """Where it lies below the raw folder (`uris`): the same on every machine, whatever the folder is called."""
    size: int
    modified_at: datetime
    """In UTC; with `size` it tells whether a file has changed since it was listed."""
    kind: InputKind
    inode: int | None = None
    """The file's own number in its file system; None where nobody asked it."""
    changed_at_ns: int | None = None
    """When the file system last noted a change, which nobody can set back; None where nobody asked it."""

    @property
    def state(self) -> str:
        """Tells its bytes apart from others' without reading them; size and time alone survive a change in place."""
        return f"{self.size} {self.modified_at.isoformat()} {self.inode} {self.changed_at_ns}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Everything that a raw folder holds: nothing is left out in silence."""

    inputs: tuple[Input, ...]
    """In the order of their URIs."""
    ignored: Mapping[str, int]
    """Files that are no pages, counted by ending: `.pdf`, `(no ending)`, `(hidden)`, `(gone)`, …"""
    sidecars: Sidecars


@dataclass(frozen=True, slots=True)
class Skipped:
    """A member of an archive that is no page; counted, as a folder's are in `Listing.ignored`."""

    source_uri: str
    ending: str
