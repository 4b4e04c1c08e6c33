"""The one room that speaks to object stores: it lists keys and reads bytes.

Requests that fail for a while (5xx, time-outs, connections that drop, also in the middle of an answer) are repeated by
the library, ever more slowly. Credentials and endpoints come from the environment, under the stores' own names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Final

import obstore
from obstore.store import ObjectStore, from_url

from pipeline.errors import SourceError
from pipeline.raw import ObjectPath
from pipeline.sources.awaiting import awaited
from pipeline.sources.faults import StoreError
from pipeline.sources.store_faults import FAULTS, REFUSED, confirm_endpoint, read_fault, unlistable

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta
    from obstore.store import RetryConfig

RETRIES: "Final[RetryConfig]" = {
    "max_retries": 10,
    "backoff": {"init_backoff": timedelta(seconds=0.1), "max_backoff": timedelta(seconds=10), "base": 2},
    "retry_timeout": timedelta(minutes=1),
}
"""A store that is busy says so for seconds; one that is gone costs a page a minute."""
KEYS_AT_A_TIME: Final = 1_000
"""What stores send in one answer."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as its store lists it."""

    path: ObjectPath
    size: int
    modified_at: datetime
    etag: str | None


@cache
def client(store: str) -> ObjectStore:
    """The connections to a store, kept for the life of the process."""
    confirm_endpoint(store)
    return from_url(store, retry_config=RETRIES)


def objects_below(prefix: ObjectPath) -> Iterator[StoredObject]:
    """The objects below a prefix, as the store sends them page by page. Raises SourceError."""
    try:
        pages = obstore.list(client(prefix.store), prefix.key or None, chunk_size=KEYS_AT_A_TIME)
        while page := awaited(partial(next, pages, None)):
            for listed in page:
                yield _stored(prefix.store, listed)
    except FAULTS as error:
        raise unlistable(prefix, error) from error


def page_after(prefix: ObjectPath, key: str) -> list[StoredObject]:
    """The first objects below a prefix whose keys come after this one, one answer of them. Raises SourceError."""
    try:
        pages = obstore.list(client(prefix.store), prefix.key or None, offset=key, chunk_size=KEYS_AT_A_TIME)
        page = awaited(partial(next, pages, None))
    except FAULTS as error:
        raise unlistable(prefix, error) from error
    return [_stored(prefix.store, listed) for listed in page or ()]


def object_at(path: ObjectPath) -> StoredObject | None:
    """The object of this very key; None where there is none. Raises SourceError."""
    try:
        return _stored(path.store, awaited(partial(obstore.head, client(path.store), path.key)))
    except FileNotFoundError:
        return None
    except FAULTS as error:
        raise unlistable(path, error) from error


def asked(path: ObjectPath) -> StoredObject | StoreError | None:
    """The same, where a store that refuses this one object may give others. Raises SourceError."""
    try:
        return object_at(path)
    except SourceError as error:
        if isinstance(error.__cause__, REFUSED):
            return read_fault(error.__cause__)
        raise


def _stored(store: str, listed: "ObjectMeta") -> StoredObject:
    return StoredObject(ObjectPath(store, listed["path"]), listed["size"], listed["last_modified"], listed["e_tag"])


def read_whole(path: ObjectPath, size: int, etag: str | None) -> bytes:
    """All bytes of an object, as it was when it was listed. Raises StoreError."""
    return _read(path, size, _as_it_was(etag))


def read_part(path: ObjectPath, start: int, end: int, etag: str | None) -> bytes:
    """A part of an object, as it was when it was listed. Raises StoreError."""
    return _read(path, end - start, {**_as_it_was(etag), "range": (start, end)})


def _as_it_was(etag: str | None) -> "GetOptions":
    """On condition that it is what was listed, where the store told what that is."""
    return {} if etag is None else {"if_match": etag}


def _read(path: ObjectPath, size: int, options: "GetOptions") -> bytes:
    try:
        body = bytes(obstore.get(client(path.store), path.key, options=options).bytes())
    except FAULTS as error:
        raise read_fault(error) from error
    if len(body) != size:
        raise StoreError(f"cut short or changed: {len(body):,} bytes came where {size:,} were listed")
    return body
