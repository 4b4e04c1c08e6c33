"""Sorted rows out of several sorted sources, in one pass and little memory: what stays of old files, and what is new.

No two sources have rows of the same key, so the rows up to the smallest of the last keys at hand are complete.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, cast

import pyarrow as pa
import pyarrow.compute as pc

Column: TypeAlias = "pa.Array[pa.Scalar[pa.DataType]]"
Keys = Callable[[pa.RecordBatch], Column]
"""The key of each row, by which every source ascends: a number or a text."""


def woven(sources: Sequence[Iterable[pa.RecordBatch]], keys: Keys, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """All rows by key, those of one key by `order`, in which each source already has them."""
    heads = [head for source in sources if (head := _next(iter(source), keys)) is not None]
    while len(heads) > 1:
        bound = min(head.last for head in heads)
        parts = [head.up_to(bound) for head in heads]
        yield from _together([part for part in parts if part.num_rows], keys, order)
        heads = [rest for head in heads if (rest := head.behind(bound)) is not None]
    for head in heads:
        yield head.batch
        yield from head.source


class _Head:
    """The rows of a source that are at hand, and the source."""

    def __init__(self, batch: pa.RecordBatch, source: Iterator[pa.RecordBatch], keys: Keys) -> None:
        self.batch = batch
        self.source = source
        self._keys = keys
        self._of_batch = keys(batch)
        self.last = cast("int | str", self._of_batch[-1].as_py())

    def up_to(self, bound: object) -> pa.RecordBatch:
        """The rows at hand whose key is not behind the bound."""
        return self.batch.slice(0, self._count(bound))

    def behind(self, bound: object) -> "_Head | None":
        """The rest, or the source's next rows; None at its end."""
        count = self._count(bound)
        if count < self.batch.num_rows:
            return _Head(self.batch.slice(count), self.source, self._keys)
        return _next(self.source, self._keys)

    def _count(self, bound: object) -> int:
        return pc.less_equal(self._of_batch, pa.scalar(bound, self._of_batch.type)).true_count


def _next(source: Iterator[pa.RecordBatch], keys: Keys) -> _Head | None:
    batch = next((batch for batch in source if batch.num_rows), None)
    return None if batch is None else _Head(batch, source, keys)


def _together(parts: Sequence[pa.RecordBatch], keys: Keys, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
    if len(parts) == 1:
        yield parts[0]
    elif parts:
        table = pa.Table.from_batches(parts).combine_chunks()
        keyed = table.append_column(_KEY, keys(table.to_batches()[0]))
        yield from keyed.sort_by([(name, "ascending") for name in (_KEY, *order)]).drop_columns([_KEY]).to_batches()


_KEY = " key"


def without(batches: Iterable[pa.RecordBatch], keys: Keys, dropped: Column) -> Iterator[pa.RecordBatch]:
    """The rows whose key is not among the dropped ones."""
    for batch in batches:
        rest = batch.filter(pc.invert(pc.is_in(keys(batch), value_set=dropped))) if len(dropped) else batch
        if rest.num_rows:
            yield rest


def cut_at(
    batches: Iterable[pa.RecordBatch], keys: Keys, starts: Sequence[int | str]
) -> Iterator[Iterator[pa.RecordBatch]]:
    """The rows in as many parts as there are starts; each but the first begins at its start. Take them in turn."""
    source = iter(batches)
    rest: list[pa.RecordBatch] = []
    for end in starts[1:]:
        yield _until(source, keys, end, rest)
    yield _all(source, rest)


def _until(
    source: Iterator[pa.RecordBatch], keys: Keys, end: int | str, rest: list[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    while (batch := rest.pop() if rest else next(source, None)) is not None:
        of_batch = keys(batch)
        count = pc.less(of_batch, pa.scalar(end, of_batch.type)).true_count
        if count:
            yield batch.slice(0, count)
        if count < batch.num_rows:
            rest.append(batch.slice(count))
            return


def _all(source: Iterator[pa.RecordBatch], rest: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield from rest
    yield from source
