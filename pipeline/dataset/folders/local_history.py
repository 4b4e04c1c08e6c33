"""The snapshots of a dataset in a folder: readers hold theirs with the kernel's locks, and names are links to them."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.names import give_name, kept_names, place_of, take_name
from pipeline.dataset.folders.pins import reading
from pipeline.dataset.folders.status import status_of_folder
from pipeline.dataset.folders.vacuum import vacuum
from pipeline.dataset.history import CURRENT, Retirement, Status
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.files import confirmed
from pipeline.dataset.snapshot.manifest import read_manifest
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.errors import SnapshotMissing


@dataclass(frozen=True, slots=True)
class LocalHistory:
    """The snapshots below an output folder."""

    output: Output

    def current(self) -> Snapshot:
        """The snapshot that the pointer names."""
        return _snapshot(self.output, place_of(self.output, CURRENT))

    @contextmanager
    def pinned(self, which: str) -> Iterator[Snapshot]:
        """Nothing has to be tidied up after a reader that was killed: the system lets go of what it held."""
        with ExitStack() as pins:
            yield _snapshot(self.output, self._pinned_place(which, pins))

    def _pinned_place(self, which: str, pins: ExitStack) -> Path:
        """The name is asked again where its snapshot went in the moment before it was held."""
        place = place_of(self.output, which)
        while not pins.enter_context(reading(place)):
            newer = place_of(self.output, which)
            if newer == place:
                raise SnapshotMissing(f"{place} holds no manifest: it is damaged, or no snapshot")
            place = newer
        return place

    def names(self) -> Mapping[str, int]:
        """What the links name."""
        return kept_names(self.output)

    def named_place(self, name: str, _number: int) -> Path:
        """The link, which stands for the snapshot's folder."""
        return self.output.kept(name)

    def give_name(self, number: int, name: str) -> None:
        """Link to it."""
        give_name(self.output, self.output.snapshot(number), name)

    def take_name(self, name: str) -> int:
        """Remove the link."""
        return take_name(self.output, name)

    def status(self) -> Status:
        """Sizes are those on disk."""
        return status_of_folder(self.output)

    def vacuum(self, settings: PublishSettings, now: datetime) -> Retirement:
        """Nobody publishes meanwhile."""
        return vacuum(self.output.root, settings, now)


def local_history(output: Path) -> LocalHistory:
    """The history of a dataset in a folder."""
    return LocalHistory(Output(output))


def _snapshot(output: Output, place: Path) -> Snapshot:
    return Snapshot(
        dataset=output.root,
        path=place,
        root=place,
        number=int(place.name),
        manifest=read_manifest(place),
        path_of=lambda file: place / file.path,
        arrived=lambda file: confirmed(file, place / file.path),
    )
