"""The rows of one task, on disk until all tasks are done.

A staged shard is a folder `<work>/<number>` with one Parquet file a table. It is written under another
name and renamed when it is complete, so a folder of that name is the mark that the shard is done, and a
run that was killed goes on with the shards that it had finished. A shard may be written twice, even at the
same time, by a worker that was taken for dead and by another: the first is the shard, and stays.

LZ4 without dictionaries: a shard is written once and read once. (Arrow IPC costs the same to write, is
18 % larger, and DuckDB reads it only through pyarrow, outside its own limit of memory.)
"""

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.durable import flush_tree, move_into_place
from pipeline.errors import DatasetError
from pipeline.quality.coverage import measure
from pipeline.quality.figures import Coverage, Figure, Measure, Sums, together
from pipeline.record import stored_columns
from pipeline.staging.effort import ShardEffort, read_effort, write_effort
from pipeline.staging.inputs import INPUTS_READ, InputRead
from pipeline.tables import STAGED_TABLES, Table

_DESCRIPTION = "_shard.json"
_COVERAGE = "_coverage.json"
_PARTIAL = ".partial"
_IS_THERE = frozenset({errno.ENOTEMPTY, errno.EEXIST})
_NOT_YET_KNOWN = ("article_id", "run_id")
_CAPTURE_NUMBER = pa.field("capture_number", pa.int64(), nullable=False)
_INPUTS_FILE = "_inputs.parquet"
NOTHING_SKIPPED: Mapping[str, int] = MappingProxyType({})
SEEN = "seen"
"""The status of a staged capture whose bytes are those of the published capture at its address: it was not parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedShard:
    """A finished shard: where it lies, and how many rows of each table it holds."""

    number: int
    path: Path
    rows: Mapping[str, int]
    columns: str
    """Digest of the columns that it was staged for."""
    skipped: Mapping[str, int]
    """Members of archives that are no pages, by ending."""

    def file(self, table: Table) -> Path:
        """Where the shard's rows of a table are."""
        return _file(self.path, table)

    @property
    def inputs(self) -> Path:
        """Where it says which inputs it read."""
        return self.path / _INPUTS_FILE

    def effort(self) -> ShardEffort | None:
        """What it cost; None where nobody measured."""
        return read_effort(self.path)

    def coverage(self) -> Coverage:
        """What share of its pages shows each column."""
        said = json.loads((self.path / _COVERAGE).read_bytes())
        return {Figure(layout, Measure(how), name): Sums(*sums) for layout, how, name, *sums in said}


@cache
def staged_schema(table: Table) -> pa.Schema:
    """What a shard says of a table: its columns as far as one page knows them, behind the number of the capture."""
    own = [
        pa.field(stored.name, stored.type, stored.nullable)
        for stored in stored_columns(table)
        if stored.name not in _NOT_YET_KNOWN
    ]
    return pa.schema([_CAPTURE_NUMBER, *own])


def stage_shard(
    work: Path,
    shard: int,
    batches: Iterable[Mapping[Table, pa.RecordBatch]],
    inputs: Callable[[], Sequence[InputRead]] = tuple,
    skipped: Mapping[str, int] = NOTHING_SKIPPED,
    *,
    effort: Callable[[], ShardEffort] | None = None,
) -> StagedShard:
    """Write a shard, one batch after the other; where one of that number is done already, that one stays.

    `inputs` is asked when all batches are written, and says what they were read from; `skipped` is looked at then, too,
    and `effort` is asked what it all cost.
    """
    with new_shard(work, shard) as partial:
        coverage: list[Coverage] = []
        rows = _write(partial, _measured(batches, coverage))
        _write_coverage(partial, together(coverage))
        _write_inputs(partial, inputs())
        _confirm(partial, rows)
        _describe(partial, rows, skipped)
        if effort is not None:
            write_effort(partial, effort())
    return _described(_place(work, shard))


@contextmanager
def new_shard(work: Path, shard: int) -> Iterator[Path]:
    """A folder to be filled, which is the shard once that went well."""
    work.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f"{shard:06d}.", suffix=_PARTIAL, dir=work))
    try:
        yield partial
        flush_tree(partial)
        _settle(partial, _place(work, shard))
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _settle(partial: Path, place: Path) -> None:
    """Make it the shard, unless there is one, which may be read already."""
    try:
        move_into_place(partial, place)
    except OSError as error:
        if error.errno not in _IS_THERE:
            raise
        if _described(place).columns != _columns_digest():
            shutil.rmtree(place)
            move_into_place(partial, place)


def _place(work: Path, shard: int) -> Path:
    return work / f"{shard:06d}"


def finished_shards(work: Path) -> tuple[StagedShard, ...]:
    """The shards that are done, by number; one that was staged for other columns than today's has to be done again."""
    return tuple(shard for shard in _all_shards(work) if shard.columns == _columns_digest())


def publishable_shards(work: Path) -> tuple[StagedShard, ...]:
    """All shards, by number; DatasetError where one has other columns, for without it pages would be missing."""
    shards = _all_shards(work)
    for shard in shards:
        if shard.columns != _columns_digest():
            raise DatasetError(f"{shard.path} was staged for other columns than today's; stage it again")
    return shards


def _all_shards(work: Path) -> tuple[StagedShard, ...]:
    places = [path for path in work.glob("*") if path.name.isdigit()]
    return tuple(_described(place) for place in sorted(places, key=lambda path: int(path.name)))


def _write(folder: Path, batches: Iterable[Mapping[Table, pa.RecordBatch]]) -> dict[str, int]:
    rows = dict.fromkeys((table.name for table in STAGED_TABLES), 0)
    with ExitStack() as stack:
        writers = {table: stack.enter_context(_writer(folder, table)) for table in STAGED_TABLES}
        for by_table in batches:
            for table, batch in by_table.items():
                if batch.num_rows:
                    writers[table].write_batch(batch)
                    rows[table.name] += batch.num_rows
    return rows


def _measured(
    batches: Iterable[Mapping[Table, pa.RecordBatch]], coverage: list[Coverage]
) -> Iterator[Mapping[Table, pa.RecordBatch]]:
    """The batches as they come, after their figures were noted; all rows of a page are in one set of them."""
    for by_table in batches:
        coverage[:] = [together([*coverage, measure({**_nothing(), **by_table})])]
        yield by_table


@cache
def _nothing() -> Mapping[Table, pa.RecordBatch]:
    """No row of any table, for those that a set of batches leaves out."""
    return {table: pa.RecordBatch.from_pylist([], schema=staged_schema(table)) for table in STAGED_TABLES}


def _write_coverage(folder: Path, coverage: Coverage) -> None:
    said = [[*figure.words, *sums] for figure, sums in coverage.items()]
    (folder / _COVERAGE).write_text(json.dumps(said), encoding="utf-8")


def _write_inputs(folder: Path, inputs: Sequence[InputRead]) -> None:
    rows = pa.Table.from_pylist([one._asdict() for one in inputs], schema=INPUTS_READ)
    pq.write_table(rows, folder / _INPUTS_FILE, compression="lz4")


def _writer(folder: Path, table: Table) -> pq.ParquetWriter:
    return pq.ParquetWriter(
        _file(folder, table), staged_schema(table), compression="lz4", use_dictionary=False, write_statistics=False
    )


def _confirm(folder: Path, rows: Mapping[str, int]) -> None:
    """Read the files' own counts again: a file that was cut short by an error can still be valid Parquet."""
    for table in STAGED_TABLES:
        found = pq.read_metadata(_file(folder, table)).num_rows
        if found != rows[table.name]:
            raise DatasetError(f"{_file(folder, table)} holds {found} rows after {rows[table.name]} were written")


def _describe(folder: Path, rows: Mapping[str, int], skipped: Mapping[str, int]) -> None:
    text = json.dumps({"columns": _columns_digest(), "rows": rows, "skipped": dict(skipped)}, indent=1)
    (folder / _DESCRIPTION).write_text(text, encoding="utf-8")


def _described(place: Path) -> StagedShard:
    said = json.loads((place / _DESCRIPTION).read_bytes())
    return StagedShard(
        number=int(place.name), path=place, rows=said["rows"], columns=said["columns"], skipped=said["skipped"]
    )


@cache
def _columns_digest() -> str:
    said = "\n\n".join(f"{table.name}\n{staged_schema(table)}" for table in STAGED_TABLES)
    return hashlib.sha256(said.encode()).hexdigest()


def _file(folder: Path, table: Table) -> Path:
    return folder / f"{table.name}.parquet"
