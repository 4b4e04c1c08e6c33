"""The snapshots of a dataset, earlier ones included: what is asked of whatever keeps them.

A home takes the next snapshot; a history tells which there are, holds them for readers, gives them names, and lets go
of the old ones. What it cannot do is said in the same words, wherever the dataset lives.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, Protocol

from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import FORGOTTEN
from pipeline.errors import DatasetMissing, NameTaken, SnapshotMissing
from pipeline.raw import Place

CURRENT: Final = "current"
PREVIOUS: Final = "previous"
"""The snapshot that was current before."""


class Spared(Enum):
    """Why a snapshot stays that would go."""

    READ = "it is being read"
    NAMED = "it is kept by name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """Which snapshots went, and which would have."""

    freed: Mapping[int, int]
    """Bytes that each one took with it."""
    spared: Mapping[int, Spared]
    leftover_bytes: int = 0
    """What went beside them: of no snapshot, but of dead runs, or of snapshots that went earlier."""
    waiting_bytes: int = 0
    """What is of no snapshot and stays for now, since it may be of a run under way."""

    @property
    def bytes_freed(self) -> int:
        """All that went."""
        return sum(self.freed.values()) + self.leftover_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotStatus:
    """A snapshot that is there."""

    number: int
    is_current: bool
    names: tuple[str, ...]
    """The names that it is kept under."""
    bytes: int | None
    """Of all its files; None where only its manifest could tell, and cannot be read."""
    own_bytes: int | None
    """Of the files that no other snapshot shares: what is freed when it goes. None where nobody can tell."""
    manifest: Manifest | None
    """None where it cannot be read by this program."""

    @property
    def forgotten(self) -> int:
        """Pages that stay out of it."""
        return sum(file.rows for file in self.manifest.files_in(FORGOTTEN)) if self.manifest else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a dataset holds."""

    snapshots: tuple[SnapshotStatus, ...]
    """Ascending."""
    unpublished_bytes: int | None
    """What no snapshot has: left by a run that was killed while it published, or being written by one that is at it.

    None where a snapshot cannot be read, and so nobody can tell.
    """
    unpublished_stay: timedelta = timedelta()
    """How old that has to be to be removed; where it stays at all, what retired snapshots left is among it."""

    @property
    def current(self) -> SnapshotStatus:
        """The snapshot that readers find."""
        return next(snapshot for snapshot in self.snapshots if snapshot.is_current)


class History(Protocol):
    """The snapshots of a dataset."""

    def current(self) -> Snapshot:
        """The published snapshot, not pinned. Raises DatasetMissing."""

    def pinned(self, which: str) -> AbstractContextManager[Snapshot]:
        """A snapshot by number or name, held against removal as far as the place can do that.

        Raises DatasetMissing, SnapshotMissing.
        """

    def names(self) -> Mapping[str, int]:
        """The number of each snapshot that is kept, by its name."""

    def named_place(self, name: str, number: int) -> Place:
        """Where readers find the snapshot of this number, which is kept under this name."""

    def give_name(self, number: int, name: str) -> None:
        """Keep a snapshot, which the caller has pinned. Raises NameTaken, SnapshotMissing."""

    def take_name(self, name: str) -> int:
        """Keep a snapshot no longer under this name; its number. Raises SnapshotMissing."""

    def status(self) -> Status:
        """What the dataset holds; a snapshot that goes meanwhile is left out. Raises DatasetMissing."""

    def vacuum(self, settings: PublishSettings, now: datetime) -> Retirement:
        """Remove what dead runs left, and snapshots that the settings do not keep.

        Raises DatasetMissing; DatasetBusy while a run publishes, as far as the place can know.
        """


def dataset_missing(output: Place) -> DatasetMissing:
    """Nobody has published here."""
    return DatasetMissing(f"{output} holds no published dataset")


def snapshot_missing(output: Place, which: str) -> SnapshotMissing:
    """There is a dataset, but not this snapshot of it."""
    if which == PREVIOUS:
        return SnapshotMissing(
            f"{output} holds no previous snapshot, none before its current one; a run that changes it makes one"
        )
    return SnapshotMissing(f"{output} holds no snapshot {which}: `pubmed-etl status` lists those that it holds")


def name_missing(output: Place, name: str) -> SnapshotMissing:
    """No snapshot is kept under this name."""
    return SnapshotMissing(f"{output} keeps no snapshot named {name}: `pubmed-etl keep` lists those that it keeps")


def name_taken(name: str) -> NameTaken:
    """Another snapshot is kept under this name."""
    return NameTaken(f"{name} is the name of another snapshot; free it first: pubmed-etl unkeep {name}")
