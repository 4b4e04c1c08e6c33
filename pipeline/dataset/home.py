"""Where a dataset lives: what a publication asks of the place, whatever keeps its files.

A home gives the state that a run starts from, and takes the new one in one step that either happens or does not.
Where nobody can hold a lock, another run may have taken that step first: then the publication starts again from there.
"""

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.errors import DatasetBusy
from pipeline.raw import Place


class Overtaken(DatasetBusy):
    """Another run published in the meantime; nothing was published by this one."""


class Home(Protocol):
    """A place that keeps a dataset."""

    def claimed(self, settings: PublishSettings) -> AbstractContextManager[Path]:
        """Be the only one to publish, as far as the place can promise that; the folder is for what is built.

        It is on this machine, and empty at the beginning and at the end. Raises DatasetBusy, DatasetError.
        """

    def held(self, basis: Basis) -> Held:
        """What is published now, to start from; DatasetError where a file of it is missing or cut."""

    def current(self) -> Place:
        """The current snapshot's place."""

    def commit(self, held: Held, manifest: Manifest, built: Path) -> Place:
        """Make the manifest's files the current snapshot, in one step; the place that it has then.

        Its new files are in the folder `built`, the others are held. Raises Overtaken.
        """

    def retire(self, settings: PublishSettings, now: datetime) -> None:
        """Remove snapshots that have become old."""
