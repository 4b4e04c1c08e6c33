"""Pages as a task would stage them, built by hand from the row classes."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from pipeline.dataset import Publication, Published, PublishSettings, Unchanged, local_home, publish
from pipeline.outcome import FRAGMENTS, Layout, Reason
from pipeline.staging import InputRead, stage_shard, staged_schema
from pipeline.tables import (
    ABSTRACT_SECTIONS,
    AFFILIATIONS,
    ARTICLES,
    AUTHORS,
    CAPTURES,
    DOCUMENTS,
    REFERENCES,
    RELATED_ARTICLES,
    STAGED_TABLES,
    AbstractSection,
    Affiliation,
    Article,
    Author,
    CaptureRow,
    DocumentRow,
    Reference,
    RelatedArticle,
    Table,
)
from tests.dataset.builds import remembered

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
SETTINGS = PublishSettings(lock_timeout=timedelta(seconds=30))


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a test says of a page; `body` stands for its bytes, and `shows` for its records."""

    uri: str
    pmid: int | None = None
    doi: str | None = None
    pmcid: str | None = None
    layout: Layout = Layout.PUBMED_2020
    """One of FRAGMENTS for a list that completes the article of that PMID."""
    captured_at: datetime | None = NOON
    body: str = ""
    shows: str = "A title"
    references: int = 2
    warnings: tuple[str, ...] = ()
    reason: Reason | None = None
    stated: int = 0
    """How many references the page says there are, where that is more."""
    authors: int = 1
    affiliations: int = 0
    similar: int = 0
    """How many similar articles it lists."""
    parser: int = 1
    """The version of the parser that reads it."""

    @property
    def is_fragment(self) -> bool:
        return self.layout in FRAGMENTS

    @property
    def parser_version(self) -> str:
        return f"{Layout.PUBMED_2020.value if self.is_fragment else self.layout.value}/{self.parser}"

    @property
    def capture_id(self) -> str:
        return sha256((self.body or self.uri).encode()).hexdigest()

    @property
    def content_id(self) -> str:
        names = (self.pmid, self.doi, self.pmcid, self.shows, self.is_fragment)
        lists = (self.references, self.stated, self.authors, self.affiliations, self.similar)
        return sha256(repr((names, lists)).encode()).hexdigest()


def staged(work: Path, *shards: Sequence[Page]) -> Path:
    """Each sequence of pages as one shard, its pages in the given order."""
    for number, pages in enumerate(shards):
        stage_shard(work, number, [batches(number, pages)], partial(inputs_of, pages))
    return work


def inputs_of(pages: Sequence[Page]) -> list[InputRead]:
    """The files that the pages were read from."""
    return [InputRead(uri, "state", "", ()) for uri in sorted({re.split("[!#]", page.uri)[0] for page in pages})]


def of_another_version(shard: Path) -> None:
    """Make a finished shard one that was staged when the tables had other columns."""
    description = shard / "_shard.json"
    description.write_text(json.dumps(json.loads(description.read_bytes()) | {"columns": "older"}))


def published(
    output: Path, *shards: Sequence[Page], settings: PublishSettings = SETTINGS, at: datetime = NOON, **how: object
) -> Published | Unchanged:
    """What publishing the shards gives; they are staged beside the output."""
    name = sha256(repr(shards).encode()).hexdigest()[:12]
    work = staged(output.parent / f"work-{name}", *shards)
    return publish(local_home(output), work, Publication(settings=settings, created_at=at, **how))  # type: ignore[arg-type]  # its fields


def given(
    output: Path, *shards: Sequence[Page], settings: PublishSettings = SETTINGS, at: datetime = NOON, **how: object
) -> Published | Unchanged:
    """The same, not built again where it was built before: for what a test finds, and not for what it is about."""
    with remembered():
        return published(output, *shards, settings=settings, at=at, **how)


def copied(output: Path, place: Path) -> Path:
    """A dataset as it is, links and hard links included, at another place."""
    subprocess.run(["cp", "-a", output, place], check=True)
    return place


def batches(shard: int, pages: Sequence[Page]) -> Mapping[Table, pa.RecordBatch]:
    """The pages of a shard as one batch a table."""
    numbered = [((shard << 32) | index, page) for index, page in enumerate(pages)]
    return {table: _batch(table, numbered) for table in STAGED_TABLES}


def _batch(table: Table, numbered: Sequence[tuple[int, Page]]) -> pa.RecordBatch:
    rows = [{"capture_number": number, **row} for number, page in numbered for row in _rows(table, page)]
    return pa.RecordBatch.from_pylist(rows, schema=staged_schema(table))


def _rows(table: Table, page: Page) -> Sequence[Mapping[str, object]]:
    if table is CAPTURES:
        return [_capture(page)]
    if page.reason:
        return []
    if page.is_fragment and table not in _LISTS[page.layout]:
        return []
    return [_as_row(row) for row in _SECTIONS.get(table, _nothing)(page)]


def _nothing(_: Page) -> Sequence[NamedTuple]:
    return []


def _as_row(row: NamedTuple) -> Mapping[str, object]:
    return row._asdict()


def _capture(page: Page) -> Mapping[str, object]:
    is_read = page.reason is None
    row = CaptureRow(
        capture_id=page.capture_id,
        source_uri=page.uri,
        url=None,
        captured_at=page.captured_at,
        captured_at_source="file-time",
        media_type="text/html",
        encoding="utf-8",
        layout=page.layout.value if is_read else None,
        size=100,
        status="parsed" if is_read else "rejected",
        reason=page.reason.value if page.reason else None,
        detail="no article" if page.reason else None,
        warnings=list(page.warnings),
        content_id=page.content_id if is_read else None,
        article_id=None,
        parser_version=page.parser_version if is_read else None,
        pmid=page.pmid,
        doi=page.doi,
        pmcid=page.pmcid,
        layout_rank=list(Layout).index(page.layout) if is_read and not page.is_fragment else None,
        run_id="",
    )
    return {name: value for name, value in row._asdict().items() if name not in ("article_id", "run_id")}


def _articles(page: Page) -> Sequence[NamedTuple]:
    blank = dict.fromkeys(Article._fields)
    said = blank | {
        "pmid": page.pmid,
        "doi": page.doi,
        "pmcid": page.pmcid,
        "title": page.shows,
        "keywords": ["Ångström", "β-cell"],
        "figure_count": 0,
        "author_count": page.authors,
        "reference_count": max(page.references, page.stated),
        "references_listed": page.references,
        "capture_id": page.capture_id,
        "source_uri": page.uri,
        "captured_at": page.captured_at,
        "layout": page.layout.value,
        "parser_version": page.parser_version,
    }
    return [Article(**said)]  # type: ignore[arg-type]  # every field is named, each with its own type


def _authors(page: Page) -> Sequence[NamedTuple]:
    positions = range(1, page.authors + 1)
    return [Author(one, f"Li Lei of {page.shows}", "Li L", False, None, None, [1, 2]) for one in positions]  # noqa: FBT003  # a row


def _affiliations(page: Page) -> Sequence[NamedTuple]:
    return [Affiliation(one, f"Institute {one} of {page.shows}", []) for one in range(1, page.affiliations + 1)]


def _related(page: Page) -> Sequence[NamedTuple]:
    positions = range(1, page.similar + 1)
    return [RelatedArticle("similar", one, 100 + one, f"Like {page.shows} {one}") for one in positions]


def _abstract(page: Page) -> Sequence[NamedTuple]:
    return [
        AbstractSection("eng", 1, "Aims", "OBJECTIVE", f"We asked {page.shows}."),
        AbstractSection("fra", 1, None, None, "Résumé."),
    ]


def _references(page: Page) -> Sequence[NamedTuple]:
    positions = range(page.references, 0, -1)
    return [Reference(position, None, f"{page.shows} {position}", "10.1/x", position, None) for position in positions]


def _documents(page: Page) -> Sequence[NamedTuple]:
    return [DocumentRow(f"{page.shows}\n\nWe asked {page.shows}.")]


_SECTIONS = {
    ARTICLES: _articles,
    AUTHORS: _authors,
    AFFILIATIONS: _affiliations,
    RELATED_ARTICLES: _related,
    ABSTRACT_SECTIONS: _abstract,
    REFERENCES: _references,
    DOCUMENTS: _documents,
}

_LISTS = {
    Layout.REFERENCES_FRAGMENT: (REFERENCES,),
    Layout.AUTHORS_FRAGMENT: (AUTHORS, AFFILIATIONS),
    Layout.RELATED_FRAGMENT: (RELATED_ARTICLES,),
}
"""What a fragment has rows for."""
