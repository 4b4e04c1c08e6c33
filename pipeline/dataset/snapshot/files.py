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

from pipeline.dataset.snapshot.pieces import in_one_piece
from pipeline.dataset.snapshot.ranges import Layer
from pipeline.dataset.snapshot.stored import Family, Stored
from pipeline.errors import DatasetError
from pipeline.tables import ABSTRACT_SECTIONS, ARTICLES, CAPTURES, DOCUMENTS, REFERENCES, Table

Bound = int | str | None
"""A PMID, an address, or no bound."""

_GROUP_ROWS = 131_072
_GROUP_ROWS_OF_LONG_TEXT = {ARTICLES: 32_768, ABSTRACT_SECTIONS: 32_768, CAPTURES: 32_768, DOCUMENTS: 4_096}
_BLOOM_FILTERS = {ARTICLES: ("doi",), REFERENCES: ("pmid", "doi")}
"""Columns that are searched by value without being sorted by it: who cites this article?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """A file to be written."""

    stored: Stored
    path: str
    """Below the snapshot's folder."""
    layer: Layer
    low: Bound
    high: Bound
    is_in_key_order: bool
    """Whether a reader may take the rows as sorted by the text of their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFile:
    """A file of a snapshot, as the manifest lists it."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str
    layer: Layer
    low: Bound
    """The smallest PMID, or address, that belongs in the file; null for articles without a PMID."""
    high: Bound
    """The PMID, or address, from which on rows belong to the next file; null where there is none."""


def write_file(folder: Path, file: PlannedFile, rows: Iterable[pa.RecordBatch]) -> WrittenFile:
    """Write a file out of its rows in their order."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    nothing = file.stored.schema.empty_table()
    groups, count = regrouped(rows, group_rows(file.stored.table)), 0
    group = next(groups, nothing)
    with _writer(path, file, group.num_rows) as writer:
        while group.num_rows:
            writer.write_table(group, row_group_size=group.num_rows)
            count += group.num_rows
            group = nothing  # gives its memory back before the next one is put together
            group = next(groups, nothing)
    return _described(path, file, count)


def regrouped(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.Table]:
    """The same rows in tables of the given size, each in one piece, and a last one with what is left."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        rest = batch
        while count + rest.num_rows >= size:
            held.append(rest.slice(0, size - count))
            rest, count = rest.slice(size - count), 0
            yield in_one_piece(held)
        if rest.num_rows:
            held.append(rest)
            count += rest.num_rows
    if held:
        yield in_one_piece(held)


def group_rows(table: Table | None) -> int:
    """How many rows of a table are compressed, and read, together."""
    return _GROUP_ROWS if table is None else _GROUP_ROWS_OF_LONG_TEXT.get(table, _GROUP_ROWS)


def _writer(path: Path, file: PlannedFile, rows_of_a_group: int) -> pq.ParquetWriter:
    declared = file.stored.schema
    order: list[tuple[str, Literal["ascending"]]] = [(name, "ascending") for name in file.stored.order]
    return pq.ParquetWriter(
        path,
        declared,
        compression="zstd",
        compression_level=2,  # 3 takes two fifths more time for files that are 2 to 5 % smaller
        write_page_index=True,
        sorting_columns=pq.SortingColumn.from_ordering(declared, order) if file.is_in_key_order else None,
        bloom_filter_options=_bloom_filters(file.stored, rows_of_a_group),
    )


def _bloom_filters(stored: Stored, rows_of_a_group: int) -> dict[str, dict[str, float]]:
    if stored.family is not Family.PUBLISHED or stored.table is None:
        return {}
    size = {"ndv": max(1, rows_of_a_group), "fpp": 0.05}
    return dict.fromkeys(_BLOOM_FILTERS.get(stored.table, ()), size)


def confirmed(file: WrittenFile, path: Path) -> Path:
    """The path; DatasetError where there are not the bytes that were published."""
    try:
        size, digest = path.stat().st_size, _sha256(path)
    except OSError as error:
        raise DatasetError(f"{file.path} cannot be read: {error.strerror}") from error
    if size != file.bytes:
        raise DatasetError(f"{file.path} has {size:,} bytes, not {file.bytes:,}")
    if digest != file.sha256:
        raise DatasetError(
            f"{file.path} has other bytes than were published: their SHA-256 is {digest}, not {file.sha256}"
        )
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _described(path: Path, file: PlannedFile, rows: int) -> WrittenFile:
    return WrittenFile(
        table=file.stored.name,
        path=file.path,
        rows=rows,
        bytes=path.stat().st_size,
        sha256=_sha256(path),
        layer=file.layer,
        low=file.low,
        high=file.high,
    )
