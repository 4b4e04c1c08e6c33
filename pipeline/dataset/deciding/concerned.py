"""Which captures a run has to think of: those it read, those that go, and those that share an identifier with them.

arriving     captures that were read now
leaving      published captures whose rows go: read again at their address, rejected before and not met again, forgotten
concerned    published captures that share PMID, DOI, PMCID or bytes with one of these, or with one another that does
remaining    concerned captures that are not leaving
captured     arriving and remaining captures together: all that is decided is decided of them
remembered   forgotten pages, by address and bytes: those of before, and those of now

Identity is decided by shared identifiers, so nothing outside can change; all is read as narrow columns. A capture is
named by its address and its bytes: a page that was saved over another leaves the other in the dataset, for it
may show what the new one does not.
"""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb
import pyarrow as pa

from pipeline.dataset.snapshot.queries import count

_PAGES_AT = pa.schema({"source_uri": pa.string(), "capture_id": pa.string()})

_NARROW = """
    source_uri, capture_id, url, captured_at, layout, content_id, parser_version, pmid, doi, pmcid, layout_rank
"""

_ARRIVING = f"""
CREATE TEMP TABLE arriving AS
SELECT capture_number, status <> 'rejected' AS is_read, {_NARROW} FROM staged_captures
"""

_LEAVING = f"""
CREATE TEMP TABLE leaving AS
SELECT {_NARROW}, status, article_id FROM held_captures AS held
WHERE EXISTS (
    FROM arriving WHERE arriving.source_uri = held.source_uri
    AND arriving.capture_id IS NOT DISTINCT FROM held.capture_id
)
OR (
    status = 'rejected'
    AND regexp_extract(source_uri, '^[^!#]*') IN (SELECT input_uri FROM staged_inputs)
)
OR EXISTS (
    FROM forgotten WHERE forgotten.source_uri = held.source_uri
    AND (forgotten.capture_id IS NULL OR forgotten.capture_id = held.capture_id)
)
"""

_REMEMBERED = """
CREATE TEMP TABLE remembered AS
SELECT source_uri, capture_id FROM held_forgotten
UNION
SELECT held.source_uri, held.capture_id
FROM held_captures AS held JOIN forgotten ON forgotten.source_uri = held.source_uri
AND (forgotten.capture_id IS NULL OR forgotten.capture_id = held.capture_id) WHERE held.capture_id IS NOT NULL
"""

_SEEDS = """
CREATE TEMP TABLE shown AS
SELECT pmid, doi, pmcid, capture_id FROM arriving WHERE is_read
UNION ALL SELECT pmid, doi, pmcid, capture_id FROM leaving WHERE status <> 'rejected'
"""

_CONCERNED = f"""
CREATE OR REPLACE TEMP TABLE concerned AS
SELECT {_NARROW}, status, article_id FROM held_captures
WHERE status <> 'rejected' AND (
    pmid IN (SELECT pmid FROM shown WHERE pmid IS NOT NULL)
    OR doi IN (SELECT doi FROM shown WHERE doi IS NOT NULL)
    OR pmcid IN (SELECT pmcid FROM shown WHERE pmcid IS NOT NULL)
    OR capture_id IN (SELECT capture_id FROM shown)
)
"""

_SPREAD = """
CREATE OR REPLACE TEMP TABLE shown AS
FROM shown UNION SELECT pmid, doi, pmcid, capture_id FROM concerned
"""

_NOBODY = f"SELECT {_NARROW}, status, article_id FROM held_captures WHERE false"

_REMAINING = f"""
CREATE TEMP TABLE remaining AS
SELECT -row_number() OVER (ORDER BY source_uri, capture_id) AS capture_number, {_NARROW}
FROM concerned ANTI JOIN leaving USING (source_uri, capture_id)
"""
"""Numbers below 0 are those of published captures."""

_CAPTURED = f"""
CREATE TEMP VIEW captured AS
SELECT capture_number, {_NARROW} FROM arriving WHERE is_read
UNION ALL SELECT capture_number, {_NARROW} FROM remaining
"""
"""A view, for addresses and digests are most of what a decision would hold; other tables have the number alone."""

_CAPTURED_AGAIN = f"""
CREATE OR REPLACE TEMP VIEW captured AS
SELECT capture_number, {_NARROW} FROM staged_captures WHERE status <> 'rejected'
UNION ALL SELECT capture_number, {_NARROW} FROM remaining
"""


class PageAt(NamedTuple):
    """A page at an address, or all that were ever saved there."""

    source_uri: str
    capture_id: str | None = None


def gather(merge: duckdb.DuckDBPyConnection, forgotten: Sequence[PageAt]) -> None:
    """Make the tables above; the captures of the `forgotten` pages go."""
    merge.register("forgotten", pa.Table.from_pylist([page._asdict() for page in forgotten], schema=_PAGES_AT))
    merge.execute(_ARRIVING)
    merge.execute(_REMEMBERED)
    if count(merge, "held_captures"):
        merge.execute(_LEAVING)
        merge.execute(_SEEDS)
        _spread(merge)
    else:
        for name in ("leaving", "concerned"):
            merge.execute(f"CREATE TEMP TABLE {name} AS {_NOBODY}")
    merge.execute(_REMAINING)
    merge.execute(_CAPTURED)


def let_go(merge: duckdb.DuckDBPyConnection) -> None:
    """Drop what only decisions ask for often; the view `captured` stays, and reads the shards again."""
    merge.execute(_CAPTURED_AGAIN)
    merge.execute("DROP TABLE arriving")


def _spread(merge: duckdb.DuckDBPyConnection) -> None:
    """Until nobody else shares an identifier."""
    before = -1
    found = 0
    while found > before:
        merge.execute(_CONCERNED)
        merge.execute(_SPREAD)
        before, found = found, count(merge, "concerned")
