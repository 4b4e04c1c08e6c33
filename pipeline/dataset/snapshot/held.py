"""The snapshot that a run starts from: what it consists of, and where its files can be read."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.dataset.snapshot.evolve import Columns, is_of_today, names_of_today
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.snapshot.queries import files_in
from pipeline.dataset.snapshot.ranges import EMPTY_RANGE, WITHOUT_PMIDS, ArticleRange
from pipeline.dataset.snapshot.stored import Stored

PathOf = Callable[[WrittenFile], Path]
"""Where a file of a snapshot can be read on this machine."""


@dataclass(frozen=True, slots=True)
class Held:
    """A published state, or that there is none yet."""

    manifest: Manifest | None
    path_of: PathOf
    number: int = 0
    """Which state is current, as its home counts them; it is not held where the run starts from nothing."""

    @property
    def ranges(self) -> tuple[ArticleRange, ...]:
        """The ranges of PMIDs; one that is empty where nothing is held."""
        return self.manifest.ranges if self.manifest else (EMPTY_RANGE,)

    def files(self, stored: Stored) -> tuple[WrittenFile, ...]:
        """The files of anything that it stores."""
        return self.manifest.files_in(stored) if self.manifest else ()

    def paths(self, stored: Stored) -> list[str]:
        """Where all files of anything that it stores are."""
        return [str(self.path_of(file)) for file in self.files(stored)]

    def columns(self, stored: Stored) -> Columns:
        """The columns that its files have."""
        return self.manifest.columns.get(stored.name, {}) if self.manifest else {}

    def files_of_ranges(self, stored: Stored, numbers: Collection[int]) -> tuple[WrittenFile, ...]:
        """The files of a table that is cut by PMIDs, in some of its ranges."""
        lows = {one.low for one in self.ranges if one.number in numbers}
        return tuple(file for file in self.files(stored) if file.low in lows)


def view(merge: duckdb.DuckDBPyConnection, name: str, stored: Stored, paths: Sequence[str], columns: Columns) -> None:
    """Give stored files a name to be queried by, in today's columns; no files are a table without rows."""
    merge.execute(f'DROP VIEW IF EXISTS "{name}"')
    if not paths:
        merge.register(name, stored.schema.empty_table())
    elif is_of_today(stored, columns):
        merge.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({files_in(paths)})')
    else:
        _view_of_older(merge, name, stored, paths, columns)


def _view_of_older(
    merge: duckdb.DuckDBPyConnection, name: str, stored: Stored, paths: Sequence[str], columns: Columns
) -> None:
    today = f"today {name}"
    merge.register(today, stored.schema.empty_table())
    known = ", ".join(f'"{old}" AS "{new}"' for new, old in names_of_today(stored, columns).items())
    merge.execute(
        f'CREATE VIEW "{name}" AS FROM "{today}" UNION ALL BY NAME SELECT {known} FROM read_parquet({files_in(paths)})'
    )


def range_table(ranges: Sequence[ArticleRange]) -> pa.Table:
    """The ranges that have PMIDs, for a query that says where an article belongs."""
    numbered = [one for one in ranges if one.number != WITHOUT_PMIDS]
    return pa.table(
        {
            "range_number": pa.array([one.number for one in numbered], pa.int32()),
            "low": pa.array([one.low for one in numbered], pa.int64()),
        }
    )
