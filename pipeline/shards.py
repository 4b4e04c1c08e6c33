"""The hot loop: a shard's captures are read, decoded, extracted and staged, page by page.

A shard is a task's share of the input, cut by bytes; what it leaves behind is a directory of staged tables.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.columns import RowBuffer
from pipeline.dataset.stage import stage_shard
from pipeline.decode import documents
from pipeline.extract import extract
from pipeline.outcome import Capture, Document, Outcome, Rejected
from pipeline.sources import Input, Listing, Sidecars, Skipped, read_all
from pipeline.tables import CAPTURES, Table

PAGES_A_BATCH = 256
"""Pages whose rows are held in memory at a time."""
ALLOCATIONS_A_COLLECTION = 100_000
"""Python's own is 700."""
NUMBER_BITS = 32
"""A capture's number is its shard's number, shifted by this, plus its own within the shard."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A task's share of the input."""

    number: int
    inputs: tuple[Input, ...]
    sidecars: Sidecars

    @property
    def size(self) -> int:
        """Bytes of the input files, as they are stored."""
        return sum(source.size for source in self.inputs)


@dataclass(frozen=True, slots=True)
class ShardSummary:
    """What became of a shard."""

    number: int
    pages: int
    """Rows in `captures`."""
    skipped: Mapping[str, int]
    """Members of archives that are no pages, by ending."""


def plan_shards(listing: Listing, target_bytes: int) -> tuple[Shard, ...]:
    """Cut the input, in its order, into shards of about `target_bytes`; a larger file is a shard of its own."""
    shards: list[Shard] = []
    pending: list[Input] = []
    size = 0
    for source in listing.inputs:
        if pending and size + source.size > target_bytes:
            shards.append(_shard(len(shards), pending, listing))
            pending, size = [], 0
        pending.append(source)
        size += source.size
    return (*shards, _shard(len(shards), pending, listing)) if pending else tuple(shards)


def _shard(number: int, inputs: list[Input], listing: Listing) -> Shard:
    return Shard(number, tuple(inputs), listing.sidecars.only([source.uri for source in inputs]))


def parse_shard(shard: Shard, work: Path, progress: Callable[[int], None]) -> ShardSummary:
    """Parse and stage a shard below `work`; `progress` is told the number of pages each time some are done."""
    skipped: Counter[str] = Counter()
    with _rare_collections():
        staged = stage_shard(work, shard.number, _batches(_counting(outcomes(shard), skipped), shard.number, progress))
    return ShardSummary(shard.number, staged.rows[CAPTURES.name], skipped)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for reference cycles seldom: rows are many and hold none, and the search costs an eighth of the parsing."""
    usual = gc.get_threshold()
    gc.set_threshold(ALLOCATIONS_A_COLLECTION, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _counting(found: Iterator[Outcome | Skipped], skipped: Counter[str]) -> Iterator[Outcome]:
    """The outcomes alone; what was skipped is counted."""
    for one in found:
        if isinstance(one, Skipped):
            skipped[one.ending] += 1
        else:
            yield one


def _batches(
    found: Iterator[Outcome], shard: int, progress: Callable[[int], None]
) -> Iterator[Mapping[Table, pa.RecordBatch]]:
    buffer = RowBuffer()
    for number, outcome in enumerate(found, shard << NUMBER_BITS):
        buffer.add(number, outcome)
        if buffer.pages == PAGES_A_BATCH:
            progress(buffer.pages)
            yield buffer.take()
    progress(buffer.pages)
    yield buffer.take()


def outcomes(shard: Shard) -> Iterator[Outcome | Skipped]:
    """What becomes of every page of a shard, in order; none is left out."""
    for found in read_all(shard.inputs, shard.sidecars):
        yield from _outcomes(found)


def _outcomes(found: Capture | Rejected | Skipped) -> Iterator[Outcome | Skipped]:
    if isinstance(found, Rejected | Skipped):
        yield found
        return
    for document in documents(found):
        yield extract(document) if isinstance(document, Document) else document
