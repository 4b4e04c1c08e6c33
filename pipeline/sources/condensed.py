"""Many inputs in little memory: a listing is kept condensed, and spread out a few hundred at a time where it is read.

A file that is listed is a value of some 700 bytes; beside its neighbours in the order of their URIs it takes 40.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import chain, islice
from operator import attrgetter, eq
from pathlib import Path
from typing import Final, NamedTuple, TypeVar, overload

from pipeline.raw import ObjectPath
from pipeline.sources.inputs import Input
from pipeline.sources.names import InputKind

BLOCK: Final = 256
"""Inputs that are condensed together, and spread out together."""
RUN: Final = 2**15
"""Inputs that are sorted at once; more are sorted run by run, and the runs woven together."""
_FAST: Final = 1
_BY_URI: Final = attrgetter("uri")

T = TypeVar("T")


class Weight(NamedTuple):
    """What is asked of all inputs at once, which spreads out no more of them than that."""

    size: int
    kind: InputKind


class _Row(NamedTuple):
    """An input in values that JSON knows."""

    uri: str
    path: str | tuple[str, str]
    size: int
    modified_at: str
    kind: str
    inode: int | None
    changed_at_ns: int | None
    etag: str | None
    obstacle: str | None


class Condensed(Sequence[Input]):
    """Inputs in their order; a part of them shares its blocks with the whole."""

    def __init__(self, blocks: Sequence[bytes], within: range) -> None:
        self._blocks = blocks
        self._within = within
        """Which inputs of the blocks these are."""

    def __len__(self) -> int:
        return len(self._within)

    def __iter__(self) -> Iterator[Input]:
        return map(_input, self.rows())

    @overload
    def __getitem__(self, which: int) -> Input: ...
    @overload
    def __getitem__(self, which: slice) -> "Condensed": ...
    def __getitem__(self, which: int | slice) -> "Input | Condensed":
        if isinstance(which, slice):
            return self._part(self._within[which])
        block, place = divmod(self._within[which], BLOCK)
        return _input(next(islice(_spread(self._blocks[block]), place, None)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condensed) and len(self) == len(other) and all(map(eq, self.rows(), other.rows()))

    def __hash__(self) -> int:
        return hash(tuple(self.rows()))

    def rows(self) -> Iterator[_Row]:
        """The inputs as they are condensed."""
        spread = chain.from_iterable(map(_spread, self._blocks))
        return islice(spread, self._within.start, self._within.stop)

    @property
    def nbytes(self) -> int:
        """What its blocks take."""
        return sum(map(len, self._blocks))

    def _part(self, within: range) -> "Condensed":
        first, end = within.start // BLOCK, -(-within.stop // BLOCK)
        shift = first * BLOCK
        return Condensed(self._blocks[first:end], range(within.start - shift, within.stop - shift))


def condense(inputs: Iterable[Input]) -> Condensed:
    """The inputs as they come."""
    return _condensed(map(_row, inputs))


def in_order(inputs: Iterable[Input]) -> Condensed:
    """The inputs in the order of their URIs, however many there are; those of one URI stay as they come."""
    runs = [condense(sorted(some, key=_BY_URI)) for some in _some(inputs, RUN)]
    return runs[0] if len(runs) == 1 else _condensed(merge(*(run.rows() for run in runs), key=_BY_URI))


def weights_of(inputs: Sequence[Input]) -> Iterator[Weight]:
    """The weight of each."""
    rows: Iterable[_Row | Input] = inputs.rows() if isinstance(inputs, Condensed) else inputs
    return (Weight(row.size, InputKind(row.kind)) for row in rows)


def _condensed(rows: Iterable[_Row]) -> Condensed:
    blocks = [(_block(some), len(some)) for some in _some(rows, BLOCK)]
    return Condensed([block for block, _ in blocks], range(sum(number for _, number in blocks)))


def _some(every: Iterable[T], number: int) -> Iterator[list[T]]:
    rest = iter(every)
    while some := list(islice(rest, number)):
        yield some


def _block(rows: Iterable[_Row]) -> bytes:
    """Column by column, for like stands beside like then."""
    return zlib.compress(json.dumps(list(zip(*rows, strict=True))).encode(), _FAST)


def _spread(block: bytes) -> Iterator[_Row]:
    return map(_Row._make, zip(*json.loads(zlib.decompress(block)), strict=True))


def _row(source: Input) -> _Row:
    path = source.path
    return _Row(
        source.uri,
        (path.store, path.key) if isinstance(path, ObjectPath) else str(path),
        source.size,
        source.modified_at.isoformat(),
        source.kind.value,
        source.inode,
        source.changed_at_ns,
        source.etag,
        source.obstacle,
    )


def _input(row: _Row) -> Input:
    return Input(
        path=Path(row.path) if isinstance(row.path, str) else ObjectPath(*row.path),
        uri=row.uri,
        size=row.size,
        modified_at=datetime.fromisoformat(row.modified_at),
        kind=InputKind(row.kind),
        inode=row.inode,
        changed_at_ns=row.changed_at_ns,
        etag=row.etag,
        obstacle=row.obstacle,
    )
