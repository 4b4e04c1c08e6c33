"""Whether the rows of published files ascend by their key, so that no key comes twice; batch by batch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import SnapshotInvalid
from pipeline.record import key
from pipeline.tables import Owner, Table

Column: TypeAlias = "pa.Array[pa.Scalar[pa.DataType]]"

NO_PMID = 2**63 - 1
"""Stands for the PMID of an article without one, and sorts it behind the others."""

_PMID_PREFIX = "pmid:"


def checked_keys(paths: Sequence[Path], table: Table) -> Iterator[pa.StringArray]:
    """The distinct values of the first key column of each batch; SnapshotInvalid where a key does not ascend."""
    last: list[pa.RecordBatch] = []
    for path in paths:
        for batch in _key_batches(path, table):
            together = pa.Table.from_batches([*last, batch])
            if not _ascends([pa.concat_arrays(column.chunks) for column in together.columns], table):
                raise SnapshotInvalid(f"{path.name} is not sorted by a unique key ({', '.join(key(table))})")
            last = [batch.slice(batch.num_rows - 1)]
            yield cast("pa.StringArray", pc.unique(batch.column(0)))


def pmids(article_ids: pa.StringArray) -> pa.Int64Array:
    """The PMIDs that articles are named by."""
    has_pmid = pc.starts_with(article_ids, _PMID_PREFIX)
    digits = pc.utf8_slice_codeunits(article_ids, len(_PMID_PREFIX))
    return cast("pa.Int64Array", pc.if_else(has_pmid, digits, str(NO_PMID)).cast(pa.int64()))


def _key_batches(path: Path, table: Table) -> Iterator[pa.RecordBatch]:
    names = list(key(table))
    with pq.ParquetFile(path, pre_buffer=False) as parquet:
        for batch in parquet.iter_batches(columns=names):
            if batch.num_rows:
                yield batch.select(names)


def _ascends(columns: Sequence[Column], table: Table) -> bool:
    """Compares the names once for all rows of an article, then the rows by their number of a name."""
    names = columns[0].dictionary_encode()
    distinct = cast("pa.StringArray", names.dictionary)
    order: Sequence[Column] = [pmids(distinct), distinct] if table.owner is Owner.ARTICLE else [distinct]
    return _each_is_greater(order) and _each_is_greater([names.indices, *columns[1:]])


def _each_is_greater(columns: Sequence[Column]) -> bool:
    """Whether each row is greater than the one before it, the first column deciding before the second."""
    greater = pc.less(columns[-1][:-1], columns[-1][1:])
    for column in reversed(columns[:-1]):
        before, after = column[:-1], column[1:]
        greater = pc.or_(pc.less(before, after), pc.and_(pc.equal(before, after), greater))
    return pc.all(greater, min_count=0).as_py() is True
