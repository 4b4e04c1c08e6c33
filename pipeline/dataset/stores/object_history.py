"""The snapshots of a dataset in an object store: its manifests that are not retired, and the objects that name them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from pipeline.dataset.disk.lock import exclusive
from pipeline.dataset.history import CURRENT, PREVIOUS, Retirement, Status, dataset_missing, snapshot_missing
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache, cache_of
from pipeline.dataset.stores.fetching import Fetcher
from pipeline.dataset.stores.keeps import give_name, keeps, take_name
from pipeline.dataset.stores.prefix import Prefix
from pipeline.dataset.stores.states import manifest_of, states
from pipeline.dataset.stores.status import status_of_store
from pipeline.dataset.stores.sweeping import sweep
from pipeline.raw import ObjectPath
from pipeline.sources.stores import StoredObject


@dataclass(frozen=True, slots=True)
class ObjectHistory:
    """The states below a prefix of an object store, and the folder of this machine to which their files come."""

    prefix: Prefix
    cache: Cache

    def current(self) -> Snapshot:
        """The newest state."""
        return self._snapshot(CURRENT)

    @contextmanager
    def pinned(self, which: str) -> Iterator[Snapshot]:
        """Only its age protects it: it stays for `PublishSettings.keep_age` after another one took its place."""
        yield self._snapshot(which)

    def _snapshot(self, which: str) -> Snapshot:
        there = states(self.prefix)
        number = self._number(which, there)
        if number not in there:
            missing = which == CURRENT or not there
            raise dataset_missing(self.prefix.root) if missing else snapshot_missing(self.prefix.root, which)
        fetcher = Fetcher(self.prefix, self.cache, number)
        return Snapshot(
            dataset=self.prefix.root,
            path=there[number].path,
            root=self.prefix.root,
            number=number,
            manifest=manifest_of(there[number], self.cache),
            path_of=fetcher.path_of,
            arrived=fetcher.arrived,
        )

    def _number(self, which: str, there: Mapping[int, StoredObject]) -> int:
        """What the word stands for; 0 where it stands for none."""
        newest = sorted(there, reverse=True)
        if which == CURRENT:
            return next(iter(newest), 0)
        if which == PREVIOUS:
            return next(iter(newest[1:]), 0)
        return int(which) if which.isdecimal() else self.names().get(which, 0)

    def names(self) -> Mapping[str, int]:
        """What the objects name."""
        return keeps(self.prefix)

    def named_place(self, _name: str, number: int) -> ObjectPath:
        """Its manifest, for nothing in a store can stand for another object."""
        return self.prefix.manifest(number)

    def give_name(self, number: int, name: str) -> None:
        """Create the object that names it."""
        give_name(self.prefix, number, name)

    def take_name(self, name: str) -> int:
        """Remove the object that names it."""
        return take_name(self.prefix, name)

    def status(self) -> Status:
        """Sizes are those that manifests tell, and of what no manifest names those that the store lists."""
        return status_of_store(self.prefix, self.cache)

    def vacuum(self, settings: PublishSettings, now: datetime) -> Retirement:
        """Nobody on this machine publishes meanwhile; runs on others are safe by the age of their files."""
        if not states(self.prefix):
            raise dataset_missing(self.prefix.root)
        with exclusive(self.cache.lock, settings.lock_timeout):
            bucket.write(self.prefix.clock, b"")
            return sweep(self.prefix, self.cache, settings, now)


def object_history(address: ObjectPath) -> ObjectHistory:
    """The history of a dataset at an address."""
    return ObjectHistory(Prefix(address), cache_of(address))
