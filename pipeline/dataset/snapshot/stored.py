"""What a snapshot stores: the tables of the contract, and beside them what only the next run reads.

_kept/<table>    contents that no table shows as they are, so that a later run needs no page again: fragments, the
                 page that a fragment completed, and pages that another identifier could part from their article
_inputs          every input that was read, and in which state: a run reads what is not among them
_forgotten       pages that somebody told the dataset to forget: they stay out for as long as they have the same bytes
_coverage        what share of the pages of this run, and of those before it, showed each column (`pipeline.quality`)

A content is what pages of one parser show alike; its key is the digest of the records and the parser's version.
"""

from enum import Enum
from functools import cache
from typing import NamedTuple

import pyarrow as pa

from pipeline.record import key, schema
from pipeline.staging import INPUTS_READ
from pipeline.tables import ARTICLE_TABLES, TABLES, Owner, Table

CONTENT_KEY = pa.field("content_key", pa.string(), nullable=False)
_ARTICLE_ID = pa.field("article_id", pa.string(), nullable=False)


class Family(Enum):
    """How the files of a stored table are cut."""

    PUBLISHED = "published"
    """By ranges of PMIDs, where an article is in one file of each table."""
    KEPT = "kept"
    """By the same ranges; only files that hold something exist."""
    BY_ADDRESS = "by-address"
    """By ranges of addresses, the first column."""
    SMALL = "small"
    """One file."""


class Stored(NamedTuple):
    """A folder of Parquet files in a snapshot."""

    name: str
    """The folder's name."""
    table: Table | None
    """The table of the contract whose rows it holds; None for what only runs read."""
    schema: pa.Schema
    order: tuple[str, ...]
    """The columns that name a row; rows are sorted by them."""
    family: Family


@cache
def published(table: Table) -> Stored:
    """A table of the contract."""
    family = Family.PUBLISHED if table.owner is Owner.ARTICLE else _FAMILIES[table.order[0]]
    return Stored(table.name, table, schema(table), key(table), family)


@cache
def kept(table: Table) -> Stored:
    """The contents that are kept beside a table."""
    fields = [_ARTICLE_ID, CONTENT_KEY, *(field.remove_metadata() for field in list(schema(table))[1:])]
    order = ("article_id", CONTENT_KEY.name, *table.order)
    return Stored(f"_kept/{table.name}", table, pa.schema(fields), order, Family.KEPT)


KEPT_CONTENTS = Stored(
    "_kept/contents", None, pa.schema([_ARTICLE_ID, CONTENT_KEY]), ("article_id", CONTENT_KEY.name), Family.KEPT
)
"""Which contents are kept; those of fragments have no row in the articles' table."""

INPUTS = Stored("_inputs", None, INPUTS_READ, ("input_uri",), Family.BY_ADDRESS)
"""An input, what told its state apart from others', what was noted beside it, and who read its pages."""

FORGOTTEN = Stored(
    "_forgotten",
    None,
    pa.schema(
        [
            pa.field("source_uri", pa.string(), nullable=False),
            pa.field("capture_id", pa.string(), nullable=False),
        ]
    ),
    ("source_uri", "capture_id"),
    Family.SMALL,
)
"""A page that is left out, by its address and its bytes."""

_OF_FIGURES: dict[str, pa.DataType] = {
    "layout": pa.string(),
    "measure": pa.string(),
    "name": pa.string(),
    "run_number": pa.int32(),
    "run_id": pa.string(),
    "of": pa.int64(),
    "have": pa.int64(),
    "squares": pa.int64(),
    "is_accepted": pa.bool_(),
}
COVERAGE = Stored(
    "_coverage",
    None,
    pa.schema([pa.field(name, kind, nullable=False) for name, kind in _OF_FIGURES.items()]),
    ("layout", "measure", "name", "run_number"),
    Family.SMALL,
)
"""A figure of a run: how many pieces there were, and how many of them had it."""

_FAMILIES = {"source_uri": Family.BY_ADDRESS, "old_article_id": Family.SMALL}

STORED = (*map(published, TABLES), *map(kept, ARTICLE_TABLES), KEPT_CONTENTS, INPUTS, FORGOTTEN, COVERAGE)
"""Everything that a snapshot stores."""


def of_family(family: Family) -> tuple[Stored, ...]:
    """The stored tables that are cut alike."""
    return tuple(stored for stored in STORED if stored.family is family)
