"""Parquet files: groups of rows, compression, indexes.

The groups of a file are cut by counting, never by how rows happened to arrive, so that equal rows give
equal bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.ranges import ArticleRange
from pipeline.errors import SnapshotInvalid
from pipeline.record import key, schema
from pipeline.tables import ABSTRACT_SECTIONS, ARTICLES, DOCUMENTS, REFERENCES, Table

_GROUP_ROWS = 131_072
_GROUP_ROWS_OF_LONG_TEXT = {ARTICLES: 32_768, ABSTRACT_SECTIONS: 32_768, DOCUMENTS: 4_096}
_BLOOM_FILTERS = {ARTICLES: ("doi",), REFERENCES: ("pmid", "doi")}
"""Columns that are searched by value without being sorted by it: who cites this article?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file to be written, and how many rows it will have."""

    table: Table
    path: str
    """Below the snapshot's folder."""
    rows: int
    of: ArticleRange | None
    """The articles whose rows it holds; None for `captures`, which belong to a run."""

    @property
    def is_in_key_order(self) -> bool:
        """Whether a reader may take the rows as sorted by the text of their key."""
        return self.of is None or self.of.is_in_text_order


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file of a snapshot, as the manifest lists it."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str
    low: int | None
    """The smallest PMID that belongs in the file; null for `captures` and for articles without a PMID."""
    high: int | None
    """The PMID from which on articles belong to the next file; null where there is none."""


def write_files(folder: Path, files: Iterable[PlannedFile], rows: Iterable[pa.RecordBatch]) -> list[WrittenFile]:
    """Write the consecutive files of one table out of its rows in their order."""
    planned = list(files)
    groups = regrouped(rows, (size for file in planned for size in _group_sizes(file)))
    written = [_write_file(folder, file, groups) for file in planned]
    if next(groups, None) is not None:
        raise SnapshotInvalid(f"{planned[0].table.name}: more rows were merged than counted")
    return written


def regrouped(batches: Iterable[pa.RecordBatch], sizes: Iterable[int]) -> Iterator[pa.Table]:
    """The same rows in tables of the given sizes, each in one piece, and a last one with what is left."""
    source = iter(batches)
    held: list[pa.RecordBatch] = []
    for size in sizes:
        held = _at_least(size, held, source)
        together = pa.Table.from_batches(held)
        yield together.slice(0, size).combine_chunks()
        held = together.slice(size).to_batches()
    held.extend(source)
    if sum(batch.num_rows for batch in held):
        yield pa.Table.from_batches(held)


def _at_least(size: int, held: list[pa.RecordBatch], source: Iterator[pa.RecordBatch]) -> list[pa.RecordBatch]:
    held, count = list(held), sum(batch.num_rows for batch in held)
    while count < size:
        batch = next(source, None)
        if batch is None:
            raise SnapshotInvalid(f"fewer rows were merged than counted: {size - count} are missing")
        held.append(batch)
        count += batch.num_rows
    return held


def _group_sizes(file: PlannedFile) -> list[int]:
    most = group_rows(file.table)
    whole, rest = divmod(file.rows, most)
    return [most] * whole + [rest] * (rest > 0)


def group_rows(table: Table) -> int:
    """How many rows of a table are compressed, and read, together."""
    return _GROUP_ROWS_OF_LONG_TEXT.get(table, _GROUP_ROWS)


def _write_file(folder: Path, file: PlannedFile, groups: Iterator[pa.Table]) -> WrittenFile:
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with _writer(path, file) as writer:
        for size in _group_sizes(file):
            writer.write_table(next(groups), row_group_size=size)
    return _described(path, file)


def _writer(path: Path, file: PlannedFile) -> pq.ParquetWriter:
    declared = schema(file.table)
    order: list[tuple[str, Literal["ascending"]]] = [(name, "ascending") for name in key(file.table)]
    return pq.ParquetWriter(
        path,
        declared,
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        sorting_columns=pq.SortingColumn.from_ordering(declared, order) if file.is_in_key_order else None,
        bloom_filter_options=_bloom_filters(file),
    )


def _bloom_filters(file: PlannedFile) -> dict[str, dict[str, float]]:
    size = {"ndv": max(1, min(file.rows, group_rows(file.table))), "fpp": 0.05}
    return dict.fromkeys(_BLOOM_FILTERS.get(file.table, ()), size)


def _described(path: Path, file: PlannedFile) -> WrittenFile:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return WrittenFile(
        table=file.table.name,
        path=file.path,
        rows=file.rows,
        bytes=path.stat().st_size,
        sha256=digest,
        low=file.of.low if file.of else None,
        high=file.of.high if file.of else None,
    )
