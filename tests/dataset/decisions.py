"""What a first run decides of staged pages, before it writes a file: a session to be asked, and the verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipeline.dataset import Basis
from pipeline.dataset.deciding.concerned import gather
from pipeline.dataset.deciding.contents import decide
from pipeline.dataset.deciding.identity import identify
from pipeline.dataset.deciding.session import opened
from pipeline.dataset.deciding.supply import survey
from pipeline.dataset.deciding.verdicts import judge
from pipeline.dataset.snapshot.held import Held
from pipeline.staging import finished_shards
from tests.dataset.pages import SETTINGS, Page, staged

NOTHING = Held(None, lambda file: Path(file.path))
"""What a first run starts from."""


class Verdict(NamedTuple):
    """What is said of a page when all pages are known."""

    article_id: str | None
    status: str
    warnings: list[str]


@contextmanager
def session(work: Path, *shards: Sequence[Page]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The staged pages, of which nothing is decided yet."""
    staged(work, *shards)
    with opened(finished_shards(work), NOTHING, SETTINGS, work / "spill") as merge:
        yield merge


def verdicts(work: Path, *shards: Sequence[Page]) -> Mapping[str, Verdict]:
    """What becomes of every page, by its address."""
    with session(work, *shards) as merge:
        gather(merge, ())
        survey(merge, NOTHING)
        identify(merge)
        return _verdicts(merge)


def verdicts_in_every_order(work: Path, *pages: Page) -> Mapping[str, Verdict]:
    """The same of pages in a shard each, after a look that no order of their numbers gives other identities.

    Where a page lies is nothing that identity is told; whole runs in any order are in test_determinism.
    """
    with session(work, *([page] for page in pages)) as merge:
        gather(merge, ())
        survey(merge, NOTHING)
        merge.execute("CREATE TEMP TABLE arrived AS FROM captured")
        merge.execute("DROP VIEW captured")
        orders = reversed([*permutations(range(len(pages)))])  # the last one is the order that they have
        undecided = _names(merge)
        identities = [_identities(merge, order, undecided) for order in orders]
        assert len(identities[0]) == len(pages)
        assert all(one == identities[0] for one in identities)
        return _verdicts(merge)


_RENUMBERED = """
CREATE OR REPLACE TEMP TABLE captured AS
SELECT $order[(capture_number >> 32) + 1] AS capture_number, * EXCLUDE (capture_number)
FROM arrived ORDER BY capture_number
"""
_NAMES = """
SELECT 'TABLE ' || table_name FROM duckdb_tables() UNION ALL
SELECT 'VIEW ' || view_name FROM duckdb_views() WHERE NOT internal
"""
_IDENTITIES = """
SELECT source_uri, article_id, status, doubts
FROM captured LEFT JOIN judged USING (capture_number) LEFT JOIN doubts USING (capture_number)
"""


def _names(merge: duckdb.DuckDBPyConnection) -> frozenset[str]:
    return frozenset(name for (name,) in merge.sql(_NAMES).fetchall())


def _identities(
    merge: duckdb.DuckDBPyConnection, order: Sequence[int], undecided: frozenset[str]
) -> Mapping[str, Sequence[object]]:
    """What pages are said to show, by address, when they have these numbers; nothing but `undecided` is known yet."""
    for name in _names(merge) - undecided:
        merge.execute(f"DROP {name}")
    merge.execute(_RENUMBERED, {"order": [number << 32 for number in order]})
    identify(merge)
    return {str(source_uri): rest for source_uri, *rest in merge.sql(_IDENTITIES).fetchall()}


def _verdicts(merge: duckdb.DuckDBPyConnection) -> Mapping[str, Verdict]:
    """What is decided and judged of identified pages."""
    decide(merge, NOTHING, Basis.CURRENT)
    judge(merge, "0" * 16)
    told = merge.sql("SELECT source_uri, article_id, status, warnings FROM capture_news").fetchall()
    return {source_uri: Verdict(*rest) for source_uri, *rest in told}
