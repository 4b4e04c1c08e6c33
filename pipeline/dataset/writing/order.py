"""Rows in the order of their rank, also when they are more than memory holds.

Rows that fit are sorted at once. Otherwise they are dealt into files by ranges of their rank, as much at a
time as fits, and each file is sorted alone, or dealt again where it is still too large: every row is written
once or twice, whatever their number. (DuckDB knows what to read; its own sort cannot spill long texts: 1.5 GB
of documents fail with 1 GB of memory.)
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.snapshot.pieces import give_back, in_one_piece

RANK = "rank"
"""The column that rows are sorted by before all others; each rank is a whole number from 1."""

_MOST_PARTS = 128
"""Each part is a file that is open while rows are dealt."""
_LOADS = 2
"""Rows are dealt by half of what is sorted at once: DuckDB wants memory of its own at that time."""
_PIECE = 2**21
"""Bytes of sorted rows that are handed on at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """How rows are sorted."""

    by: Sequence[str]
    """The columns behind the rank."""
    memory: int
    """So many bytes of rows are sorted at once."""
    spill: Path
    """Where rows wait that do not fit."""


def in_order(batches: Iterable[pa.RecordBatch], ranks: range, how: Sorting) -> Iterator[pa.RecordBatch]:
    """The rows, whose ranks are all in the range, sorted by rank and the columns behind it."""
    if len(ranks) <= 1:
        yield from _sorted(list(batches), how)
        return
    rest = iter(batches)
    waiting = next(_loads(rest, how.memory))
    one_more = next(rest, None)
    if one_more is None:
        yield from _sorted(waiting, how)
    else:
        waiting.append(one_more)
        width = -(-len(ranks) // _parts(waiting, ranks, how.memory))
        yield from _in_parts(chain(_taken_out(waiting), rest), ranks, width, how)


def _loads(batches: Iterable[pa.RecordBatch], memory: int) -> Iterator[list[pa.RecordBatch]]:
    """The batches in groups that reach the given size, but for the last."""
    load: list[pa.RecordBatch] = []
    size = 0
    for batch in batches:
        load.append(batch)
        size += batch.nbytes
        if size >= memory:
            yield load
            load, size = [], 0
    yield load


def _taken_out(waiting: list[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches, each of which nobody holds any longer when it was dealt."""
    while waiting:
        yield waiting.pop()


def _parts(waiting: Sequence[pa.RecordBatch], ranks: range, memory: int) -> int:
    """So many that a part will fit, if the rows that are not here yet are like these."""
    seen = pa.chunked_array([batch.column(RANK) for batch in waiting])
    loads = sum(batch.nbytes for batch in waiting) * len(ranks) // (pc.count_distinct(seen).as_py() * memory)
    return min(_MOST_PARTS, loads * 5 // 4 + 2)


def _sorted(load: list[pa.RecordBatch], how: Sorting) -> Iterator[pa.RecordBatch]:
    if load:
        together = in_one_piece(load)
        order = pc.sort_indices(together, sort_keys=[(name, "ascending") for name in (RANK, *how.by)])
        size = max(1, len(order) * _PIECE // max(1, together.nbytes))
        for start in range(0, len(order), size):
            yield from together.take(order.slice(start, size)).to_batches()


def _in_parts(batches: Iterable[pa.RecordBatch], ranks: range, width: int, how: Sorting) -> Iterator[pa.RecordBatch]:
    starts = ranks[::width]
    with TemporaryDirectory(dir=how.spill) as folder:
        paths = [Path(folder, str(start)) for start in starts]
        _deal(_loads(batches, how.memory // _LOADS), starts, paths)
        give_back()
        for start, path in zip(starts, paths, strict=True):
            if path.exists():
                yield from in_order(_read(path), range(start, min(start + width, ranks.stop)), how)
                path.unlink()


def _deal(loads: Iterable[list[pa.RecordBatch]], starts: range, paths: Sequence[Path]) -> None:
    """Write each row to the file of the last start that is not behind its rank."""
    writers: dict[Path, pa.RecordBatchFileWriter] = {}
    with ExitStack() as stack:
        for part, rows in chain.from_iterable(_cut(in_one_piece(load), starts) for load in loads if load):
            path = paths[part]
            if path not in writers:
                writers[path] = stack.enter_context(_writer(path, rows.schema))
            writers[path].write_table(rows)


def _cut(rows: pa.Table, starts: range) -> Iterator[tuple[int, pa.Table]]:
    """The rows from each start up to the next, behind the number of the start."""
    parts = pc.divide(pc.subtract(rows.column(RANK), starts.start), starts.step).combine_chunks()
    order = pc.array_sort_indices(parts)
    counted = pc.value_counts(parts.take(order))
    dealt = rows.take(order)
    first = 0
    for part, count in zip(_whole(counted.field("values")), _whole(counted.field("counts")), strict=True):
        yield part, dealt.slice(first, count)
        first += count


def _whole(numbers: "pa.Array[pa.Scalar[pa.DataType]]") -> list[int]:
    return cast("list[int]", cast("pa.Int64Array", numbers).to_pylist())


def _writer(path: Path, schema: pa.Schema) -> pa.RecordBatchFileWriter:
    return pa.ipc.new_file(str(path), schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))


def _read(path: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(path), "rb") as stream, pa.ipc.open_file(stream) as rows:
        for number in range(rows.num_record_batches):
            yield rows.get_batch(number)
