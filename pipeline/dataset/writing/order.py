"""Rows in the order of their rank, also when they are more than memory holds.

Rows that fit are sorted at once. Otherwise they are dealt into files by ranges of their rank, as much at a
time as fits, and each file is sorted alone, or dealt again where it is still too large: every row is written
once or twice, whatever their number. (DuckDB knows what to read; its own sort cannot spill long texts: 1.5 GB
of documents fail with 1 GB of memory.)
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc

RANK = "rank"
"""The column that rows are sorted by before all others; each rank is a whole number from 1."""

_PARTS = 64


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
    loads = _loads(batches, how.memory)
    first, second = next(loads, []), next(loads, [])
    if second:
        yield from _in_parts(chain([first, second], loads), ranks, how)
    else:
        yield from _sorted(first, how)


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


def _sorted(load: Sequence[pa.RecordBatch], how: Sorting) -> Iterator[pa.RecordBatch]:
    if load:
        together = pa.Table.from_batches(load).combine_chunks()
        yield from together.sort_by([(name, "ascending") for name in (RANK, *how.by)]).to_batches()


def _in_parts(loads: Iterator[list[pa.RecordBatch]], ranks: range, how: Sorting) -> Iterator[pa.RecordBatch]:
    width = -(-len(ranks) // _PARTS)
    starts = ranks[::width]
    with TemporaryDirectory(dir=how.spill) as folder:
        paths = [Path(folder, str(start)) for start in starts]
        _deal(loads, starts, paths, how)
        for start, path in zip(starts, paths, strict=True):
            if path.exists():
                yield from in_order(_read(path), range(start, min(start + width, ranks.stop)), how)
                path.unlink()


def _deal(loads: Iterator[list[pa.RecordBatch]], starts: range, paths: Sequence[Path], how: Sorting) -> None:
    """Write each row to the file of the last start that is not behind its rank."""
    writers: dict[Path, pa.RecordBatchFileWriter] = {}
    with ExitStack() as stack:
        for batch in chain.from_iterable(_sorted(load, how) for load in loads):
            for path, rows in zip(paths, _cut(batch, starts), strict=True):
                if rows.num_rows and path not in writers:
                    writers[path] = stack.enter_context(_writer(path, rows.schema))
                if rows.num_rows:
                    writers[path].write_batch(rows)


def _cut(batch: pa.RecordBatch, starts: range) -> Iterator[pa.RecordBatch]:
    """The sorted rows from each start up to the next."""
    parts = pc.divide(pc.subtract(batch.column(RANK), starts.start), starts.step)
    counted = pc.value_counts(parts)
    counts = dict(zip(_whole(counted.field("values")), _whole(counted.field("counts")), strict=True))
    ends = accumulate((counts.get(part, 0) for part in range(len(starts))), initial=0)
    for first, end in pairwise(ends):
        yield batch.slice(first, end - first)


def _whole(numbers: "pa.Array[pa.Scalar[pa.DataType]]") -> list[int]:
    return cast("list[int]", cast("pa.Int64Array", numbers).to_pylist())


def _writer(path: Path, schema: pa.Schema) -> pa.RecordBatchFileWriter:
    return pa.ipc.new_file(str(path), schema, options=pa.ipc.IpcWriteOptions(compression="lz4"))


def _read(path: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(path), "rb") as stream, pa.ipc.open_file(stream) as rows:
        for number in range(rows.num_record_batches):
            yield rows.get_batch(number)
