"""Pages that shall not be in the dataset: found by what people call them, and left out from now on.

A page is forgotten by its address and its bytes. What it shows comes back when the page is saved with other bytes or
at another address, and when the dataset is built anew from nothing.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from pipeline.dataset.deciding.concerned import PageAt
from pipeline.dataset.deciding.identity import ROWS_NOT_KEPT
from pipeline.dataset.homes import home_of
from pipeline.dataset.publishing import Publication, Published, Unchanged, publish
from pipeline.dataset.reading.read import named_article, paths_of, pinned
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.queries import reader
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.errors import ArticleNotFound, PageNotFound
from pipeline.raw import Place
from pipeline.tables import CAPTURES


class FoundPage(NamedTuple):
    """A page of the dataset that somebody named."""

    source_uri: str
    capture_id: str | None
    article_id: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was forgotten."""

    pages: tuple[FoundPage, ...]
    owed: int
    """Pages whose rows were not kept, since another page was better: the next run reads them again."""
    publication: Published | Unchanged


_BY_ADDRESS = """
SELECT DISTINCT address, source_uri, capture_id, article_id, status FROM (
    FROM captures JOIN addresses ON source_uri = address
    UNION ALL FROM captures JOIN addresses ON regexp_extract(source_uri, '^[^!#]*') = address
)
ORDER BY source_uri, capture_id NULLS FIRST
"""

_OF_ARTICLE = """
SELECT source_uri, capture_id, article_id, status FROM captures WHERE article_id = $article_id
ORDER BY source_uri, capture_id NULLS FIRST
"""


def forget(output: Place, names: Sequence[str], settings: PublishSettings, at: datetime) -> Forgotten:
    """Publish a snapshot without some pages; a name is that of a page, of a file or an archive, or of an article.

    PageNotFound where one of them names nothing; then nothing is forgotten.
    """
    with pinned(output) as snapshot:
        pages = find_pages(snapshot, names)
    going = tuple(PageAt(page.source_uri, page.capture_id) for page in pages)
    with tempfile.TemporaryDirectory() as nothing_staged:
        publication = publish(home_of(output), Path(nothing_staged), Publication(settings, at, forgotten=going))
    owed = publication.counts.warnings.get(ROWS_NOT_KEPT, 0)
    return Forgotten(pages=pages, owed=owed, publication=publication)


def find_pages(snapshot: Snapshot, names: Sequence[str]) -> tuple[FoundPage, ...]:
    """The pages of all names, each once; PageNotFound."""
    with reader() as session:
        session.read_parquet(paths_of(snapshot, CAPTURES)).create_view("captures")
        session.register("addresses", pa.table({"address": pa.array(sorted(set(names)), pa.string())}))
        found: dict[str, list[FoundPage]] = {}
        for address, *page in session.sql(_BY_ADDRESS).fetchall():
            found.setdefault(address, []).append(FoundPage(*page))
        for name in sorted(set(names) - set(found)):
            found[name] = _of_article(session, snapshot, name)
    return tuple(sorted({page for pages in found.values() for page in pages}, key=_order))


def _of_article(session: duckdb.DuckDBPyConnection, snapshot: Snapshot, name: str) -> list[FoundPage]:
    try:
        article_id = named_article(session, snapshot, name)
    except ArticleNotFound as error:
        raise _nothing_of(snapshot, name) from error
    pages = [FoundPage(*page) for page in session.execute(_OF_ARTICLE, {"article_id": article_id}).fetchall()]
    if not pages:
        raise _nothing_of(snapshot, name)
    return pages


def _nothing_of(snapshot: Snapshot, name: str) -> PageNotFound:
    return PageNotFound(
        f"{snapshot.dataset} holds no page of {name}, and no article of that name. Nothing was forgotten"
    )


def _order(page: FoundPage) -> tuple[str, str]:
    return page.source_uri, page.capture_id or ""
