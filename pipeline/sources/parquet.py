"""A Parquet file with a column of pages becomes captures, some rows at a time (`rows`)."""

from collections.abc import Iterator
from typing import Final, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.limits import Limits
from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources import moments
from pipeline.sources.faults import UNREADABLE, TooLargeError, in_words, reason_of
from pipeline.sources.inputs import Input, Skipped
from pipeline.sources.names import ending_of
from pipeline.sources.opening import opened
from pipeline.sources.packing import bomb
from pipeline.sources.places import Place, file_place
from pipeline.sources.rows import ADDRESS_COLUMN, NO_PAGE, PAGE_COLUMNS, TIME_COLUMNS, row_page, row_place
from pipeline.sources.sidecars import Sidecars

_ROWS: Final = 16
"""Rows that are in memory at a time; a page has some hundred kilobytes."""
_BUFFER: Final = 2**20
"""Bytes that are read at a time; without it, all of a column of a row group."""
Column: TypeAlias = "pa.Array[pa.Scalar[pa.DataType]]"

_COLUMNS: Final = (*PAGE_COLUMNS, ADDRESS_COLUMN, *TIME_COLUMNS)
_OF_A_DATASET: Final = "article_id"
"""A column of the tables that this program writes, of which one has a `text`."""


def read_parquet(source: Input, sidecars: Sidecars, limits: Limits) -> Iterator[Capture | Rejected | Skipped]:
    """The pages in the order of their rows; a group of rows that breaks costs what is left of it."""
    own = file_place(source, sidecars)
    try:
        with opened(source) as stream:
            file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
            names = set(file.schema_arrow.names)
            if _OF_A_DATASET in names:
                yield Skipped(own.uri, ending_of(source.path.name))
            elif names.isdisjoint(PAGE_COLUMNS):
                yield own.rejected(Reason.UNREADABLE, NO_PAGE)
            else:
                yield from _pages(file, own, limits)
    except UNREADABLE as error:
        yield own.rejected(Reason.UNREADABLE, in_words(error))


def _pages(file: pq.ParquetFile, own: Place, limits: Limits) -> Iterator[Capture | Rejected]:
    number = 0
    for group in range(file.num_row_groups):
        end = number + file.metadata.row_group(group).num_rows
        try:
            _promise_no_bomb(file.metadata.row_group(group), limits)
            for row in _rows(file, group):
                number += 1
                if number > limits.archive_members:
                    yield own.rejected(Reason.TOO_LARGE, f"more than {limits.archive_members:,} rows")
                    return
                yield row_page(own, number, row, limits.page_bytes)
        except (*UNREADABLE, TooLargeError) as error:
            number += 1
            lost = f"neither this row nor a later one up to {end:,} was read"
            yield row_place(own, number).rejected(reason_of(error), f"{in_words(error)}; {lost}")
        number = max(number, end)


def _promise_no_bomb(group: pq.RowGroupMetaData, limits: Limits) -> None:
    """By what the file says of its columns; bytes that say something else do not unpack."""
    for number in range(group.num_columns):
        column = group.column(number)
        if column.total_uncompressed_size > limits.most_unpacked(column.total_compressed_size):
            raise TooLargeError(bomb(limits))


def _rows(file: pq.ParquetFile, group: int) -> Iterator[dict[str, object]]:
    columns = [name for name in _COLUMNS if name in file.schema_arrow.names]
    for batch in file.iter_batches(_ROWS, row_groups=[group], columns=columns, use_threads=False):
        readable = {name: _readable(batch.column(name)) for name in batch.schema.names}
        for index in range(batch.num_rows):
            yield {name: _value(column[index].as_py()) for name, column in readable.items()}


def _readable(column: Column) -> Column:
    """Text as its bytes, which may be no UTF-8, and a time as microseconds; nulls for what is neither."""
    if isinstance(column, pa.DictionaryArray):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", column.type.tz), safe=False).cast(pa.int64())
    if any(is_text(column.type) for is_text in _TEXTS):
        return column.cast(pa.large_binary())
    return pa.nulls(len(column))


_TEXTS: Final = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
)


def _value(value: object) -> object:
    return moments.of_microseconds_or_none(value) if isinstance(value, int) else value
