"""What a first run decides of staged pages, before it writes a file: a session to be asked, and the verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
from pipeline.dataset.stage import finished_shards
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
        decide(merge, NOTHING, Basis.CURRENT)
        judge(merge, "0" * 16)
        told = merge.sql("SELECT source_uri, article_id, status, warnings FROM capture_news").fetchall()
    return {source_uri: Verdict(*rest) for source_uri, *rest in told}
