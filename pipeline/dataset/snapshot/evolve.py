"""Files of an earlier program, read as today's columns; a snapshot has one schema a table, so they are written anew.

A new column is null in rows that nobody has read again (raise `PARSER_VERSION`, and pages are). A column that was
renamed or dropped stands in `MIGRATIONS`; a file that differs in another way is an error, never a guess.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.snapshot.stored import STORED, Stored
from pipeline.errors import DatasetError


class Renamed(NamedTuple):
    """A column that has another name now."""

    table: str
    old: str
    new: str


class Dropped(NamedTuple):
    """A column that is no more."""

    table: str
    old: str


MIGRATIONS: tuple[Renamed | Dropped, ...] = ()
"""What happened to columns, in its order; lines are added, never taken away."""

_BATCH_ROWS = 8_192

Columns = Mapping[str, str]
"""The type of each column, as Arrow writes it."""


def columns_of(stored: Stored) -> Columns:
    """Today's columns of a stored table."""
    return {field.name: str(field.type) for field in stored.schema}


def all_columns() -> Mapping[str, Columns]:
    """Today's columns of everything that a snapshot stores."""
    return {stored.name: columns_of(stored) for stored in STORED}


def is_of_today(stored: Stored, columns: Columns) -> bool:
    """Whether files of these columns can stay as they are; a table that they lacked altogether has no files."""
    return not columns or list(columns.items()) == list(columns_of(stored).items())


def names_of_today(stored: Stored, columns: Columns) -> Mapping[str, str]:
    """Old name by new name of the columns that are still there; DatasetError where no migration says what happened."""
    names = {name: name for name in columns}
    for migration in MIGRATIONS:
        if migration.table == stored.name and migration.old in names:
            origin = names.pop(migration.old)
            if isinstance(migration, Renamed):
                names[migration.new] = origin
    _confirm(stored, {new: columns[old] for new, old in names.items()})
    return names


def _confirm(stored: Stored, columns: Columns) -> None:
    today = columns_of(stored)
    unknown = sorted(set(columns) - set(today))
    changed = sorted(name for name in set(columns) & set(today) if columns[name] != today[name])
    owed = sorted(field.name for field in stored.schema if not field.nullable and field.name not in columns)
    if unknown or changed or owed:
        what = ", ".join([*unknown, *changed, *owed])
        raise DatasetError(
            f"the published {stored.name} has other columns than this program writes ({what}) and no migration; "
            "use the program that wrote it, or build the dataset anew: pubmed-etl rebuild --basis nothing"
        )


def read_batches(path: Path, stored: Stored, columns: Columns) -> Iterator[pa.RecordBatch]:
    """The rows of a stored file in today's schema."""
    names = names_of_today(stored, columns or columns_of(stored))
    with pq.ParquetFile(path, pre_buffer=False) as parquet:
        for batch in parquet.iter_batches(_BATCH_ROWS):
            if batch.num_rows:
                yield _recast(batch, stored, names)


def _recast(batch: pa.RecordBatch, stored: Stored, names: Mapping[str, str]) -> pa.RecordBatch:
    if batch.schema.equals(stored.schema, check_metadata=True):
        return batch
    arrays = [
        batch.column(names[field.name]) if field.name in names else pa.nulls(batch.num_rows, field.type)
        for field in stored.schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=stored.schema)
