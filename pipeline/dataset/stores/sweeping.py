"""What has become old in an object store: states first, then files that no state names any more.

What a run on a cluster staged and never published is among these. Ages are by the store's own clock: its newest object
tells at least how late it is. Of a run under way, no file is so old, and no state that it starts from is retired
without a newer one, by which the run is overtaken.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import pairwise

from pipeline.dataset.history import Retirement, Spared
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache
from pipeline.dataset.stores.keeps import announced, keeps
from pipeline.dataset.stores.prefix import Prefix
from pipeline.dataset.stores.states import RETIRED, cached_name, manifest_of, states
from pipeline.errors import DatasetError
from pipeline.raw import ObjectPath
from pipeline.sources.stores import StoredObject

States = Mapping[int, StoredObject]
"""Manifests by the numbers of their states, ascending."""


def sweep(prefix: Prefix, cache: Cache, settings: PublishSettings, now: datetime) -> Retirement:
    """Retire states, remove what they leave, and tidy this machine's cache."""
    files, there = [*bucket.listed(prefix.files), *bucket.listed(prefix.staging)], states(prefix)
    if not there:
        return Retirement(freed={}, spared={})
    clock = max(one.modified_at for one in (*files, *there.values()))
    old = _old(there, settings, clock)
    owners = _owners(prefix, old, cache)
    retired = _retire(prefix, old)
    remaining = {number: state for number, state in there.items() if number not in retired}
    nobodys = _nobodys(prefix, files, remaining, cache)
    gone = [one for one in nobodys if clock - one.modified_at >= settings.sweep_age]
    bucket.remove(one.path for one in gone)
    _tidy(cache, remaining, now)
    freed = _bytes_by(gone, owners)
    by_retired = {number: freed[number] for number in retired}
    return Retirement(
        freed=by_retired,
        spared=dict.fromkeys(sorted(old.keys() - by_retired), Spared.NAMED),
        leftover_bytes=freed.total() - sum(by_retired.values()),
        waiting_bytes=sum(one.size for one in nobodys) - freed.total(),
    )


def _old(there: States, settings: PublishSettings, clock: datetime) -> States:
    """The states that are not among the newest, and that were superseded long ago; never the current one.

    A reader may have found a state in the moment before another one took its place, and nobody knows of readers.
    """
    newest = sorted(there)[-max(1, settings.keep_count) :]
    return {
        number: there[number]
        for number, following in pairwise(sorted(there))
        if number not in newest and clock - there[following].modified_at >= settings.keep_age
    }


def _owners(prefix: Prefix, old: States, cache: Cache) -> Mapping[ObjectPath, int]:
    """The newest of the old states that names a file, and takes it along; those that cannot be read take nothing."""
    owners: dict[ObjectPath, int] = {}
    for number, state in old.items():
        with suppress(DatasetError):
            owners.update((prefix.file(file), number) for file in manifest_of(state, cache).files)
    return owners


def _retire(prefix: Prefix, old: States) -> Sequence[int]:
    """Retire the states that have no name; their numbers. The names are asked again once nobody can give one."""
    going = _unnamed(prefix, old) if old else []
    if not going:
        return []
    with announced(prefix, going):
        gone = _unnamed(prefix, going)
        for number in gone:
            bucket.write(old[number].path, RETIRED)
    return gone


def _unnamed(prefix: Prefix, numbers: Iterable[int]) -> list[int]:
    kept = set(keeps(prefix).values())
    return [number for number in numbers if number not in kept]


def _nobodys(prefix: Prefix, files: Iterable[StoredObject], remaining: States, cache: Cache) -> Sequence[StoredObject]:
    """What no state names; nothing where one cannot be read, for then nothing can be known to be nobody's."""
    try:
        named = {prefix.file(file) for state in remaining.values() for file in manifest_of(state, cache).files}
    except DatasetError:
        return []
    return [one for one in files if one.path not in named]


def _bytes_by(gone: Iterable[StoredObject], owners: Mapping[ObjectPath, int]) -> Counter[int | None]:
    """How much went with each of the old states; None stands for all that none of them named."""
    freed: Counter[int | None] = Counter()
    for one in gone:
        freed[owners.get(one.path)] += one.size
    return freed


def _tidy(cache: Cache, remaining: States, now: datetime) -> None:
    newest = {file.path for file in manifest_of(remaining[max(remaining)], cache).files}
    cache.tidy(newest, {cached_name(state) for state in remaining.values()}, now)
