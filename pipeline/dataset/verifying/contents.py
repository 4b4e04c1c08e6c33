"""Records made into pages again: digests are those of the captures, derived values and texts those that are published.

A capture keeps the digest of all that its page showed. So whatever happened to a value of an article's rows, in
whatever table, the digest tells; only of a page that was cut, and of one that a fragment completed, rows alone do not
say what it showed. What another version of a parser has read is left out: its digest may be made in another way.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, cast

import duckdb
import pyarrow.parquet as pq

from pipeline.assemble import assemble, content_id
from pipeline.dataset.snapshot.restored import Row, pages_of
from pipeline.dataset.verifying.article_rules import OWN_CAPTURE
from pipeline.extract import BEHIND_WHOLE_PAGES, CURRENT_READERS
from pipeline.outcome import Layout, Provenance
from pipeline.page import ArticlePage
from pipeline.tables import ARTICLES, DOCUMENTS, SECTION_TABLES, Table

_BATCH_ROWS = 4_096

_READ = f"""
SELECT article_id, content_id, layout_rank >= {BEHIND_WHOLE_PAGES} AS is_cut,
    article_id IN (
        SELECT article_id FROM captures WHERE status = 'parsed' AND layout_rank IS NULL
    ) AS is_completed
FROM captures SEMI JOIN (SELECT article_id FROM articles) AS articles USING (article_id) WHERE {OWN_CAPTURE}
"""


class Seen(Enum):
    """What could be said of an article's rows."""

    SAME = "the records that their page showed"
    OTHER = "other records than their page showed when it was read"
    OTHER_ROW = "values that are not derived from their records"
    OTHER_TEXT = "a text that is not made of their records"
    CUT = "articles from pages that were cut: the digest of their records, and their text"
    COMPLETED = "articles that a fragment completed: the digest of their records"
    OTHER_VERSION = "articles that another version of a parser read: the digest of their records, and what is derived"


class Told(NamedTuple):
    """What an article's capture says."""

    content_id: str
    is_cut: bool
    is_completed: bool


@dataclass(slots=True)
class Counted:
    """How many articles of each kind there are, and the first of them."""

    number: dict[Seen, int] = field(default_factory=dict)
    first: dict[Seen, list[str]] = field(default_factory=dict)

    def add(self, seen: Seen, name: str, most: int) -> None:
        """One more."""
        self.number[seen] = self.number.get(seen, 0) + 1
        named = self.first.setdefault(seen, [])
        if len(named) < most:
            named.append(name)


def told_by_captures(session: duckdb.DuckDBPyConnection) -> Mapping[str, Told]:
    """What the captures say of the articles in view."""
    return {str(name): Told(*told) for name, *told in session.execute(_READ).fetchall()}


def look_at_articles(
    paths: Mapping[Table, Sequence[Path]], told: Mapping[str, Told], most: int, step: Callable[[int], None]
) -> Counted:
    """Every article of some files, which are in the same order."""
    counted = Counted()
    tables = (*SECTION_TABLES, DOCUMENTS)
    groups = {table: _Groups(paths[table]) for table in tables}
    for count, (article_id, (article,)) in enumerate(_groups(paths[ARTICLES]), 1):
        rows = {table: groups[table].of(article_id) for table in tables}
        for seen, name in _seen(article, rows, told.get(article_id)):
            counted.add(seen, name, most)
        if count % _BATCH_ROWS == 0:
            step(_BATCH_ROWS)
    return counted


def _seen(article: Row, rows: Mapping[Table, Sequence[Row]], told: Told | None) -> Iterator[tuple[Seen, str]]:
    article_id = str(article["article_id"])
    if told is None or article["parser_version"] not in CURRENT_READERS:
        yield Seen.OTHER_VERSION, article_id
        return
    pages = pages_of(article, {table: rows[table] for table in SECTION_TABLES})
    made = assemble(next(pages), _provenance(article), Layout(article["layout"]), str(article["parser_version"]))
    yield _seen_records(made.content_id, pages, told), article_id
    differing = [name for name, value in made.article._asdict().items() if _plain(value) != article[name]]
    if differing:
        yield Seen.OTHER_ROW, f"{article_id} {' '.join(differing)}"
    if not told.is_cut and [row["text"] for row in rows[DOCUMENTS]] != [made.text]:
        yield Seen.OTHER_TEXT, article_id


def _seen_records(likeliest: str, others: Iterator[ArticlePage], told: Told) -> Seen:
    if told.is_cut:
        return Seen.CUT
    if told.is_completed:
        return Seen.COMPLETED
    is_same = told.content_id == likeliest or any(content_id(page) == told.content_id for page in others)
    return Seen.SAME if is_same else Seen.OTHER


def _provenance(article: Row) -> Provenance:
    return Provenance(
        source_uri=str(article["source_uri"]),
        capture_id=str(article["capture_id"]),
        size=0,
        url=cast("str | None", article["url"]),
        captured_at=cast("datetime | None", article["captured_at"]),
    )


def _plain(value: object) -> object:
    """A value as it comes out of a file."""
    return list(value) if isinstance(value, tuple) else value


class _Groups:
    """The rows of a table, article by article."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._groups = _groups(paths)
        self._next = next(self._groups, None)

    def of(self, article_id: str) -> Sequence[Row]:
        """The rows of an article; the next one that is asked for comes behind it."""
        if self._next is None or self._next[0] != article_id:
            return ()
        found = self._next[1]
        self._next = next(self._groups, None)
        return found


def _groups(paths: Sequence[Path]) -> Iterator[tuple[str, Sequence[Row]]]:
    for article_id, rows in groupby(_rows(paths), key=lambda row: row["article_id"]):
        yield str(article_id), list(rows)


def _rows(paths: Sequence[Path]) -> Iterator[Row]:
    for path in paths:
        with pq.ParquetFile(path, pre_buffer=False) as parquet:
            for batch in parquet.iter_batches(_BATCH_ROWS):
                yield from batch.to_pylist()
