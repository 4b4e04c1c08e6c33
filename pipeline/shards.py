"""The hot loop: a shard's captures are read, decoded, extracted and staged, page by page.

A shard is a task's share of the input, cut by bytes; what it leaves behind is a directory of staged tables.
"""

import gc
import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Final

import pyarrow as pa

from pipeline.columns import RowBuffer
from pipeline.extract import CURRENT_READERS, is_unread, reader_of
from pipeline.journal import keeping_journal
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.outcome import Outcome, Reason, Rejected, Seen
from pipeline.parsing import GIVEN_UP, NO_GUARD, Guard, Parsing
from pipeline.slowest import Slowest
from pipeline.sources import Input, Listing, Sidecars, Skipped, input_of, weights_of
from pipeline.staging import NOTHING_KNOWN, UNREAD, InputRead, Known, ShardEffort, stage_shard
from pipeline.tables import CAPTURES, Table
from pipeline.watching import NO_LAST_RESORT, LastResort, watched

PAGES_A_BATCH = 256
"""Pages whose rows are held in memory at a time."""
ALLOCATIONS_A_COLLECTION = 100_000
"""Python's own is 700."""
NUMBER_BITS = 32
"""A capture's number is its shard's number, shifted by this, plus its own within the shard."""

_STATUS: Final = Path("/proc/self/status")
_PEAK: Final = re.compile(rb"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Shard:
    """A task's share of the input."""

    number: int
    inputs: Sequence[Input]
    sidecars: Sidecars
    known: Known = field(default_factory=dict)
    """Pages that need no parsing where they still have the same bytes."""

    @property
    def size(self) -> int:
        """Bytes of the input files, as they are stored."""
        return sum(weight.size for weight in weights_of(self.inputs))


@dataclass(frozen=True, slots=True)
class ShardSummary:
    """What became of a shard."""

    number: int
    pages: int
    """Rows in `captures`."""


@dataclass(frozen=True, slots=True)
class ShardSize:
    """How much input a shard holds, by how much is left: shards that shrink let all workers end at the same time."""

    most: int
    """Bytes of a shard while much is left."""
    least: int = 1
    """Bytes of a shard at the end."""
    parts: int = 1
    """No shard holds more than such a part of what is left, unless that were less than the least."""

    def of(self, rest: int) -> int:
        """The bytes of the next shard, of so many that are left."""
        return min(self.most, max(self.least, rest // self.parts))


def plan_shards(listing: Listing, size: ShardSize, known: Known = NOTHING_KNOWN) -> tuple[Shard, ...]:
    """Cut the input, in its order, into shards of about that size; a larger file is a shard of its own."""
    places = [*_cuts(listing.inputs, size), len(listing.inputs)]
    shares = (listing.inputs[start:stop] for start, stop in pairwise(places))
    return tuple(_shard(number, inputs, listing, known) for number, inputs in enumerate(shares))


def _cuts(inputs: Sequence[Input], size: ShardSize) -> Iterator[int]:
    """Where shards begin."""
    held, rest = 0, sum(weight.size for weight in weights_of(inputs))
    for place, weight in enumerate(weights_of(inputs)):
        if not place or held + weight.size > size.of(rest):
            yield place
            held, rest = 0, rest - held
        held += weight.size


def _shard(number: int, inputs: Sequence[Input], listing: Listing, known: Known) -> Shard:
    if not listing.sidecars.by_uri and not known:
        return Shard(number, inputs, listing.sidecars)
    uris = [source.uri for source in inputs]
    its_own = {uri: pages for uri in uris if (pages := known.get(uri))}
    return Shard(number, inputs, listing.sidecars.only(uris), its_own)


def parse_shard(
    shard: Shard,
    work: Path,
    progress: Callable[[int], None],
    limits: Limits = DEFAULT_LIMITS,
    resort: LastResort = NO_LAST_RESORT,
) -> ShardSummary:
    """Parse and stage a shard below `work`; `progress` is told the number of pages each time some are done.

    A page at which processes died before is rejected, and so is one that goes beyond the limits; what cannot be
    stopped in any other way is stopped by the last resort.
    """
    skipped: Counter[str] = Counter()
    log, cost = _Log(shard, limits), _Cost()
    with keeping_journal(work, shard.number) as journal, _rare_collections(), watched(journal, limits, resort):
        found = log.noting(_counting(outcomes(shard, journal, cost.slowest, limits), skipped))
        rows = _batches(found, shard.number, progress)
        staged = stage_shard(work, shard.number, rows, log.inputs, skipped, effort=cost.so_far)
    return ShardSummary(shard.number, staged.rows[CAPTURES.name])


class _Cost:
    """What a shard costs the process that parses it."""

    def __init__(self) -> None:
        self.slowest = Slowest()
        self._start = perf_counter()

    def so_far(self) -> ShardEffort:
        """The cost up to now."""
        process = f"{os.uname().nodename} {os.getpid()}"
        return ShardEffort(process, perf_counter() - self._start, _peak_bytes(), self.slowest.pages())


def _peak_bytes() -> int | None:
    """The most memory that this process ever held; `getrusage` would count what its parent held before it."""
    try:
        peak = _PEAK.search(_STATUS.read_bytes())
    except OSError:
        return None
    return int(peak[1]) * 1024 if peak else None


class _Log:
    """Who read the pages of each input."""

    def __init__(self, shard: Shard, limits: Limits) -> None:
        self._shard = shard
        self._limits = limits
        self._readers: dict[str, set[str]] = {source.uri: set() for source in shard.inputs}

    def noting(self, found: Iterator[Outcome | Seen]) -> Iterator[Outcome | Seen]:
        """The outcomes as they come."""
        for outcome in found:
            self._readers[input_of(outcome.provenance.source_uri)].update(_readers(outcome, self._limits))
            yield outcome

    def inputs(self) -> Sequence[InputRead]:
        """What the next run has to know of the inputs."""
        return [
            InputRead(
                source.uri, source.state, self._shard.sidecars.digest_of(source.uri), sorted(self._readers[source.uri])
            )
            for source in self._shard.inputs
        ]


def _readers(outcome: Outcome | Seen, limits: Limits) -> Collection[str]:
    """Who decided about the page: any of them may do better in its next version where one came to no end.

    Where it was beyond a limit, so may other limits.

    Where its bytes never came, it was perhaps the disk, and the next run tries again.
    """
    if isinstance(outcome, Seen):
        return (outcome.parser_version,)
    if isinstance(outcome, Rejected) and outcome.reason in GIVEN_UP:
        return {*CURRENT_READERS, limits.name} if outcome.provenance.capture_id else (UNREAD,)
    if isinstance(outcome, Rejected) and outcome.reason is Reason.TOO_LARGE:
        return (reader_of(outcome) or limits.name, limits.name)
    reader = UNREAD if is_unread(outcome) else reader_of(outcome)
    return () if reader is None else (reader,)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for reference cycles seldom: rows are many and hold none, and the search costs an eighth of the parsing."""
    usual = gc.get_threshold()
    gc.set_threshold(ALLOCATIONS_A_COLLECTION, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _counting(found: Iterator[Outcome | Seen | Skipped], skipped: Counter[str]) -> Iterator[Outcome | Seen]:
    """The outcomes alone; what was skipped is counted."""
    for one in found:
        if isinstance(one, Skipped):
            skipped[one.ending] += 1
        else:
            yield one


def _batches(
    found: Iterator[Outcome | Seen], shard: int, progress: Callable[[int], None]
) -> Iterator[Mapping[Table, pa.RecordBatch]]:
    buffer = RowBuffer()
    for number, outcome in enumerate(found, shard << NUMBER_BITS):
        buffer.add(number, outcome)
        if buffer.pages == PAGES_A_BATCH:
            progress(buffer.pages)
            yield buffer.take()
    progress(buffer.pages)
    yield buffer.take()


def outcomes(
    shard: Shard, guard: Guard = NO_GUARD, slowest: Slowest | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Outcome | Seen | Skipped]:
    """What becomes of every page of a shard, in order; none is left out."""
    return Parsing(
        shard.inputs, shard.sidecars, shard.known, guard=guard, slowest=slowest or Slowest(), limits=limits
    ).outcomes()
