"""What a dataset asks of an object store: list, read, write, and the one step that happens or does not.

Connections, credentials and patience are those of `sources.stores`, by which pages are read.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import obstore
from obstore.exceptions import AlreadyExistsError

from pipeline.errors import DatasetError
from pipeline.raw import ObjectPath
from pipeline.sources.awaiting import awaited, begun
from pipeline.sources.store_faults import FAULTS, told
from pipeline.sources.stores import KEYS_AT_A_TIME, StoredObject, client, read_part

if TYPE_CHECKING:
    from obstore import Attributes

PART_BYTES: Final = 2**23
"""A larger file goes, and comes, in parts of this size: no request takes long, and memory does not grow with files."""
PARTS_AT_A_TIME: Final = 4
_TRIES: Final = 3
"""How often an object is created whose answer was lost, beyond what the library repeats by itself."""

T = TypeVar("T")


def listed(prefix: ObjectPath) -> list[StoredObject]:
    """The objects below a prefix. Raises DatasetError."""
    try:
        pages = obstore.list(client(prefix.store), prefix.key, chunk_size=KEYS_AT_A_TIME)
        found: list[StoredObject] = []
        while page := awaited(partial(next, pages, None)):
            found += [
                StoredObject(ObjectPath(prefix.store, one["path"]), one["size"], one["last_modified"], one["e_tag"])
                for one in page
            ]
    except FAULTS as error:
        raise DatasetError(told(prefix, "cannot be listed", error)) from error
    return found


def read(path: ObjectPath) -> bytes | None:
    """A small object; None where there is none. Raises DatasetError."""
    try:
        return awaited(lambda: bytes(obstore.get(client(path.store), path.key).bytes()))
    except FileNotFoundError:
        return None
    except FAULTS as error:
        raise DatasetError(told(path, "cannot be read", error)) from error


def download(path: ObjectPath, size: int, etag: str | None = None) -> Iterator[bytes]:
    """An object in parts, as far as it is known to reach; its tag is needed where it may change. Raises StoreError."""
    starts = range(0, size, PART_BYTES)
    asks = [partial(read_part, path, start, min(start + PART_BYTES, size), etag) for start in starts]
    yield from in_turn(asks, PARTS_AT_A_TIME)


def upload(path: ObjectPath, file: Path) -> None:
    """Store a file whole: readers find all of it or nothing. Raises DatasetError."""
    try:
        obstore.put(client(path.store), path.key, file, chunk_size=PART_BYTES, max_concurrency=PARTS_AT_A_TIME)
    except FAULTS as error:
        raise DatasetError(told(path, "cannot be written", error)) from error


def write(path: ObjectPath, body: bytes, kind: str | None = None) -> None:
    """Store a small object in the place of what was there. Raises DatasetError."""
    headers: Attributes | None = {"Content-Type": kind} if kind else None
    try:
        awaited(partial(obstore.put, client(path.store), path.key, body, attributes=headers, use_multipart=False))
    except FAULTS as error:
        raise DatasetError(told(path, "cannot be written", error)) from error


def create(path: ObjectPath, body: bytes) -> bool:
    """Store a small object unless there is one of that key; whether these bytes are there now. Raises DatasetError.

    The step is a PUT with `If-None-Match: *`, which the store takes from one of many. Its answer may be lost on the
    way although it was taken, and a second try is then refused: so what is there decides, not what was answered.
    """
    fault: Exception | None = None
    for _ in range(_TRIES):
        try:
            awaited(partial(obstore.put, client(path.store), path.key, body, mode="create", use_multipart=False))
        except FAULTS as error:
            fault = error
            there = read(path)
            if there is not None:
                return there == body
        else:
            return True
    assert fault is not None  # noqa: S101  # for the types: no try went well
    raise DatasetError(told(path, "cannot be written", fault)) from fault


def minds_conditions(path: ObjectPath, body: bytes) -> bool:
    """Whether the store refuses to create an object that is there: without that, two runs overwrite each other."""
    try:
        for _ in range(2):
            awaited(partial(obstore.put, client(path.store), path.key, body, mode="create", use_multipart=False))
    except AlreadyExistsError:
        return True
    except FAULTS as error:
        raise DatasetError(told(path, "cannot be written on condition that it is new", error)) from error
    return False


def remove(paths: Iterable[ObjectPath]) -> None:
    """Remove objects, which may be gone already. Raises DatasetError."""
    paths = list(paths)
    if not paths:
        return
    try:
        awaited(partial(obstore.delete, client(paths[0].store), [path.key for path in paths]))
    except FileNotFoundError:
        return
    except FAULTS as error:
        raise DatasetError(told(paths[0].parent, "objects cannot be removed", error)) from error


def in_turn(asks: Iterable[Callable[[], T]], at_a_time: int) -> Iterator[T]:
    """The answers in their order, while the next ones are asked for already."""
    ahead: deque[Callable[[], T]] = deque()
    for ask in asks:
        if len(ahead) == at_a_time:
            yield ahead.popleft()()
        ahead.append(begun(ask))
    while ahead:
        yield ahead.popleft()()
