"""What a store says of many keys: asked in parallel, and by the list where the keys lie close together.

A store tells a thousand keys in one answer, from any key on. So the wanted keys, in their order, are looked up in
answers that each begin at the next of them: one request for each key at most, one for a thousand where all are wanted.
What no answer held, or nobody may list, is asked for by itself, so that an order of the store's own costs requests and
no page.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Final

from pipeline.errors import SourceError
from pipeline.raw import ObjectPath
from pipeline.sources.awaiting import begun
from pipeline.sources.faults import StoreError
from pipeline.sources.stores import StoredObject, asked, page_after

AT_A_TIME: Final = 16
"""Parts of the keys that are asked for at a time."""
_CANNOT_BEGIN: Final = ("az:",)
"""Stores that tell all their keys from the first one on."""

Answer = StoredObject | StoreError | None
"""An object, why the store gives none, or that there is none."""


def objects_at(store: str, keys: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """What there is of each key, which come in their order, once. SourceError where the store cannot be asked."""
    size = -(-len(keys) // AT_A_TIME)
    parts = [keys[start : start + size] for start in range(0, len(keys), size)] if keys else []
    for wait in [begun(partial(_answers, store, part)) for part in parts]:
        yield from wait()


def _answers(store: str, keys: Sequence[str]) -> list[tuple[str, Answer]]:
    listed: Mapping[str, StoredObject] = {}
    if not store.startswith(_CANNOT_BEGIN):
        with suppress(SourceError):  # whoever may not list may still ask for each
            listed = dict(_listed(store, keys))
    return [(key, listed.get(key) or asked(ObjectPath(store, key))) for key in keys]


def _listed(store: str, keys: Sequence[str]) -> Iterator[tuple[str, StoredObject]]:
    prefix = ObjectPath(store, _folder_of(keys[0], keys[-1]))
    following = 0
    while following < len(keys):
        page = {stored.path.key: stored for stored in page_after(prefix, _before(keys[following]))}
        if not page:
            return
        last = max(page)
        end = following
        while end < len(keys) and keys[end] <= last:
            end += 1
        yield from ((key, page[key]) for key in keys[following:end] if key in page)
        following = end if end > following else following + 1


def _folder_of(first: str, last: str) -> str:
    """The folder that holds all keys between the two."""
    parts = zip(first.split("/")[:-1], last.split("/")[:-1], strict=False)
    shared: list[str] = []
    for one, other in parts:
        if one != other:
            break
        shared.append(one)
    return "/".join(shared)


def _before(key: str) -> str:
    """A key that comes before this one, with hardly any between them."""
    return f"{key[:-1]}{chr(ord(key[-1]) - 1)}~~~" if "!" < key[-1] <= "~" else key[:-1]
