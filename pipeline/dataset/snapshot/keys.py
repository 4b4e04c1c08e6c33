"""The keys that stored rows are sorted by, as arrays; and whether rows ascend by them, so that none comes twice."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.dataset.snapshot.stored import Family, Stored
from pipeline.dataset.snapshot.weaving import Column, Keys
from pipeline.errors import SnapshotInvalid

NO_PMID = 2**63 - 1
"""Stands for the PMID of an article without one, and sorts it behind the others."""

_PMID_PREFIX = "pmid:"
_BETWEEN = "\x00"
"""Joins address and bytes of a capture: smaller than every character of an address."""


def pmids(article_ids: pa.StringArray) -> pa.Int64Array:
    """The PMIDs that articles are named by."""
    has_pmid = pc.starts_with(article_ids, _PMID_PREFIX)
    digits = pc.utf8_slice_codeunits(article_ids, len(_PMID_PREFIX))
    return cast("pa.Int64Array", pc.if_else(has_pmid, digits, str(NO_PMID)).cast(pa.int64()))


def by_pmid(batch: pa.RecordBatch) -> Column:
    """The articles of rows by number; each name is looked at once."""
    names = batch.column("article_id").dictionary_encode()
    return pmids(cast("pa.StringArray", names.dictionary)).take(names.indices)


def by_first_column(stored: Stored) -> Keys:
    """The column that a stored table is sorted by first."""
    name = stored.order[0]

    def keys(batch: pa.RecordBatch) -> Column:
        return batch.column(name)

    return keys


def by_address_and_bytes(batch: pa.RecordBatch) -> Column:
    """Captures, each by one text."""
    addresses, digests = batch.column("source_uri"), cast("pa.StringArray", batch.column("capture_id")).fill_null("")
    return cast("Column", pc.binary_join_element_wise(addresses, digests, _BETWEEN))  # type: ignore[call-overload]  # a separator may be text


def keys_of(stored: Stored, *, is_numbered: bool) -> Keys:
    """The key that the rows of one file ascend by; `is_numbered` tells whether its articles have PMIDs."""
    if stored.family in (Family.PUBLISHED, Family.KEPT):
        return by_pmid if is_numbered else by_first_column(stored)
    return by_address_and_bytes if len(stored.order) > 1 else by_first_column(stored)


def checked_keys(paths: Sequence[Path], stored: Stored) -> Iterator[pa.StringArray]:
    """The distinct values of the first key column of each batch; SnapshotInvalid where a key does not ascend."""
    last: list[pa.RecordBatch] = []
    for path in paths:
        for batch in _key_batches(path, stored):
            together = pa.Table.from_batches([*last, batch]).combine_chunks()
            ascending = _ascending([pa.concat_arrays(column.chunks) for column in together.columns], stored)
            if pc.all(ascending, min_count=0).as_py() is not True:
                where = _in_words(together, pc.index(ascending, value=False).as_py())
                raise SnapshotInvalid(f"{path.name} is not sorted by a unique key ({', '.join(stored.order)}): {where}")
            last = [batch.slice(batch.num_rows - 1)]
            yield cast("pa.StringArray", pc.unique(batch.column(0)))


def _key_batches(path: Path, stored: Stored) -> Iterator[pa.RecordBatch]:
    names = list(stored.order)
    with pq.ParquetFile(path, pre_buffer=False) as parquet:
        for batch in parquet.iter_batches(columns=names):
            if batch.num_rows:
                yield _without_nulls(batch.select(names))


def _without_nulls(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A missing text, such as the digest of bytes that could not be read, sorts as an empty one."""
    columns = [
        cast("pa.StringArray", column).fill_null("") if column.null_count else column for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _in_words(rows: pa.Table, at: int) -> str:
    """The keys of a row and of the one behind it."""
    before, after = (" ".join(map(str, row.values())) for row in rows.slice(at, 2).to_pylist())
    return f"{after} stands behind {before}"


def _ascending(columns: Sequence[Column], stored: Stored) -> pa.BooleanArray:
    """Whether each row is greater than the one before it.

    Compares the names once for all rows of an article, then the rows by their number of a name.
    """
    names = columns[0].dictionary_encode()
    distinct = cast("pa.StringArray", names.dictionary)
    is_articles = stored.family in (Family.PUBLISHED, Family.KEPT)
    order: Sequence[Column] = [pmids(distinct), distinct] if is_articles else [distinct]
    if pc.all(_greater(order), min_count=0).as_py() is True:
        return _greater([names.indices, *columns[1:]])
    return _greater([*([pmids(cast("pa.StringArray", columns[0]))] if is_articles else []), *columns])


def _greater(columns: Sequence[Column]) -> pa.BooleanArray:
    """Whether each row is greater than the one before it, the first column deciding before the second."""
    greater = pc.less(columns[-1][:-1], columns[-1][1:])
    for column in reversed(columns[:-1]):
        before, after = column[:-1], column[1:]
        greater = pc.or_(pc.less(before, after), pc.and_(pc.equal(before, after), greater))
    return greater
