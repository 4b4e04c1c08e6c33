"""A dataset in an object store, where nothing can be renamed, linked or locked: files that never change, and manifests.

A run uploads its new files, which nobody reads yet, and then creates the manifest of the next number, which the store
takes from only one of many runs. Whatever ends a run before that step leaves the published state as it was; who comes
second starts again from the new state.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.disk.lock import exclusive
from pipeline.dataset.folders.history import clear
from pipeline.dataset.home import Overtaken
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.describe import package_of
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Manifest, OlderFormat, manifest_json, schemas
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache, cache_of
from pipeline.dataset.stores.fetching import Fetcher
from pipeline.dataset.stores.prefix import Prefix, path_in_store
from pipeline.dataset.stores.states import manifest_of, states
from pipeline.dataset.stores.sweeping import sweep
from pipeline.dataset.stores.uploading import confirm_whole, confirm_young, upload_all
from pipeline.errors import DatasetError, SnapshotMissing
from pipeline.queries.script import store_script
from pipeline.raw import ObjectPath
from pipeline.record import dictionary
from pipeline.sources.stores import StoredObject


@dataclass(frozen=True, slots=True)
class ObjectHome:
    """A prefix of an object store, and the folder of this machine that belongs to it."""

    prefix: Prefix
    cache: Cache

    @contextmanager
    def claimed(self, settings: PublishSettings) -> Iterator[Path]:
        """Be the only one of this machine; that others published is seen at the last step."""
        scratch = self.cache.scratch
        scratch.mkdir(exist_ok=True)
        with exclusive(self.cache.lock, settings.lock_timeout):
            clear(scratch)
            try:
                yield scratch
            finally:
                clear(scratch)

    def held(self, basis: Basis) -> Held:
        """The newest state, whose files are fetched as they are asked for."""
        there = states(self.prefix)
        number = max(there, default=0)
        path_of = Fetcher(self.prefix, self.cache, number).path_of
        if not there or basis is Basis.NOTHING:
            return Held(None, path_of, number)
        try:
            return Held(manifest_of(there[number], self.cache), path_of, number)
        except OlderFormat:
            return Held(None, path_of, number)
        except SnapshotMissing as error:
            raise Overtaken(str(error)) from error

    def current(self) -> ObjectPath:
        """The newest manifest."""
        return self.prefix.manifest(max(states(self.prefix), default=0))

    def snapshots(self) -> Mapping[int, StoredObject]:
        """The manifests of all snapshots that are not retired, by their numbers, ascending."""
        return states(self.prefix)

    def commit(self, held: Held, manifest: Manifest, built: Path) -> ObjectPath:
        """Upload, see that all is there, and create the manifest of the next number."""
        known = {file.path for file in held.manifest.files} if held.manifest else set()
        attempt = secrets.token_hex(4)
        news = {path_in_store(file.path, attempt): file for file in manifest.files if file.path not in known}
        stored = replace(manifest, files=tuple(_stored(file, known, attempt) for file in manifest.files))
        if not held.number:
            self._confirm_conditions()
        upload_all(self.prefix, news, built)
        confirm_young(confirm_whole(self.prefix, stored.files, news))
        place = self.prefix.manifest(held.number + 1)
        if not bucket.create(place, manifest_json(stored)):
            raise Overtaken(f"another run published {place} in the meantime")
        self._describe(stored, held.number + 1)
        self._keep_built(stored, news, built)
        return place

    def retire(self, settings: PublishSettings, now: datetime) -> None:
        """Retire states that are neither among the newest nor young, and remove what nobody names any more."""
        sweep(self.prefix, self.cache, settings, now)

    def _confirm_conditions(self) -> None:
        """DatasetError where the store would let two runs overwrite each other's manifests."""
        if not bucket.minds_conditions(self.prefix.schemas, schemas().encode()):
            raise DatasetError(
                f"{self.prefix.root}: this store takes no heed of `If-None-Match: *`, by which only one of two runs "
                "publishes; nothing was published. Name an output in another store, or a folder"
            )

    def _describe(self, manifest: Manifest, number: int) -> None:
        """Tell people and programs of the tables; nothing of files where another run published meanwhile."""
        bucket.write(self.prefix.schemas, schemas().encode())
        bucket.write(self.prefix.dictionary, dictionary().encode())
        bucket.write(self.prefix.views, store_script(str(self.prefix.root)).encode())
        if max(states(self.prefix), default=number) == number:
            bucket.write(self.prefix.package, package_of(manifest).encode())

    def _keep_built(self, stored: Manifest, news: Mapping[str, WrittenFile], built: Path) -> None:
        """What was uploaded need not be fetched by the next run."""
        for file in stored.files:
            if file.path in news:
                self.cache.adopt(file, built / news[file.path].path)


def object_home(address: ObjectPath) -> ObjectHome:
    """The home of a dataset at an address."""
    return ObjectHome(Prefix(address), cache_of(address))


def _stored(file: WrittenFile, known: Collection[str], attempt: str) -> WrittenFile:
    return file if file.path in known else replace(file, path=path_in_store(file.path, attempt))
