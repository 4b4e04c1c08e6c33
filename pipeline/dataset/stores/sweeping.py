"""What has become old in an object store: states first, then files that no state names any more.

Ages are by the store's own clock: its newest object tells at least how late it is. Of a run under way, no file is so
old, and no state that it starts from is retired without a newer one, by which the run is overtaken.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise

from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache
from pipeline.dataset.stores.prefix import Prefix
from pipeline.dataset.stores.states import RETIRED, cached_name, manifest_of, states
from pipeline.errors import DatasetError
from pipeline.raw import ObjectPath
from pipeline.sources.stores import StoredObject


def sweep(prefix: Prefix, cache: Cache, settings: PublishSettings, now: datetime) -> None:
    """Retire states, remove what they leave, and tidy this machine's cache."""
    files = bucket.listed(prefix.files)
    there = states(prefix)
    if not there:
        return
    clock = max(one.modified_at for one in (*files, *there.values()))
    retired = _old(there, keeps(prefix).values(), settings, clock)
    for number in retired:
        bucket.write(there[number].path, RETIRED)
    remaining = {number: state for number, state in there.items() if number not in retired}
    named = _named(prefix, remaining, cache)
    if named is not None:
        bucket.remove(
            one.path for one in files if one.path not in named and clock - one.modified_at >= settings.sweep_age
        )
    newest = {file.path for file in manifest_of(there[max(there)], cache).files}
    cache.tidy(newest, {cached_name(state) for state in remaining.values()}, now)


def keeps(prefix: Prefix) -> Mapping[str, int]:
    """The states that are never retired, by the names that they are kept by. Raises DatasetError."""
    found = bucket.listed(prefix.keeps)
    return {name: _number_in(one.path) for one in found if (name := prefix.name_of_keep(one.path)) is not None}


def _number_in(path: ObjectPath) -> int:
    try:
        return int(json.loads(bucket.read(path) or b"")["number"])
    except (ValueError, TypeError, LookupError) as error:
        raise DatasetError(
            f'{path} names no state: it is to hold {{"number": 42}}, and is kept or removed whole'
        ) from error


def _old(
    there: Mapping[int, StoredObject], kept: Iterable[int], settings: PublishSettings, clock: datetime
) -> list[int]:
    """The states that are neither among the newest, nor kept, and that were superseded long ago; never the current one.

    A reader may have found a state in the moment before another one took its place, and nobody knows of readers.
    """
    spared = {*sorted(there)[-max(1, settings.keep_count) :], *kept}
    return [
        number
        for number, following in pairwise(sorted(there))
        if number not in spared and clock - there[following].modified_at >= settings.keep_age
    ]


def _named(prefix: Prefix, remaining: Mapping[int, StoredObject], cache: Cache) -> set[ObjectPath] | None:
    """What the states name; None where one cannot be read, and so nothing can be known to be nobody's."""
    try:
        return {prefix.file(file) for state in remaining.values() for file in manifest_of(state, cache).files}
    except DatasetError:
        return None
