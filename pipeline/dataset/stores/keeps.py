"""States that are kept by name: an object a name, which only one of many can create.

Nothing can be held in a store. So who gives a name writes it first, and looks then whether anybody is about to retire
the state; who retires a state says so first (`announced`), and looks then for names. One of the two always knows of the
other, and nothing is retired before both have looked.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from pipeline.dataset.history import name_missing, name_taken, snapshot_missing
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.prefix import Prefix
from pipeline.dataset.stores.states import states
from pipeline.errors import DatasetError
from pipeline.raw import ObjectPath


def keeps(prefix: Prefix) -> Mapping[str, int]:
    """The states that are never retired, by the names that they are kept by. Raises DatasetError."""
    found = bucket.listed(prefix.keeps)
    paths = {name: one.path for one in found if (name := prefix.name_of_keep(one.path)) is not None}
    return {name: _number_in(path) for name, path in sorted(paths.items())}


def give_name(prefix: Prefix, number: int, name: str) -> None:
    """Keep a state. Raises NameTaken; SnapshotMissing where it went meanwhile, or is about to."""
    known = keeps(prefix).get(name)
    if known == number:
        return
    if known is not None or not bucket.create(prefix.keep(name), f'{{"number": {number}}}\n'.encode()):
        raise name_taken(name)
    if number in _announced(prefix).values() or number not in states(prefix):
        bucket.remove([prefix.keep(name)])
        raise snapshot_missing(prefix.root, str(number))


def take_name(prefix: Prefix, name: str) -> int:
    """Keep a state no longer under this name; its number. Raises SnapshotMissing."""
    number = keeps(prefix).get(name)
    if number is None:
        raise name_missing(prefix.root, name)
    bucket.remove([prefix.keep(name)])
    return number


@contextmanager
def announced(prefix: Prefix, numbers: Iterable[int]) -> Iterator[None]:
    """From here to the end, nobody gives these states a name.

    What one that was killed has announced goes with the next one that gets here: its states are as old then.
    """
    attempt = secrets.token_hex(4)
    own = {prefix.retiring(number, attempt): number for number in numbers}
    for place in own:
        bucket.write(place, b"")
    try:
        yield
    finally:
        there = states(prefix)
        bucket.remove(place for place, number in _announced(prefix).items() if place in own or number not in there)


def _announced(prefix: Prefix) -> Mapping[ObjectPath, int]:
    """Which states somebody is about to retire."""
    found = bucket.listed(prefix.retirings)
    return {one.path: number for one in found if (number := prefix.number_of_retiring(one.path)) is not None}


def _number_in(path: ObjectPath) -> int:
    try:
        return int(json.loads(bucket.read(path) or b"")["number"])
    except (ValueError, TypeError, LookupError) as error:
        raise DatasetError(
            f'{path} names no state: it is to hold {{"number": 42}}, and is kept or removed whole'
        ) from error
