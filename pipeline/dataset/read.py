"""The current snapshot, and one article of it.

A `Snapshot` is pinned: its path is a folder of its own, so that tables read one after the other agree
also when a run publishes in between.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from pipeline.dataset.files import WrittenFile
from pipeline.dataset.manifest import Counts, Manifest, read_manifest
from pipeline.dataset.places import Output
from pipeline.errors import ArticleNotFound, DatasetMissing
from pipeline.record import schema
from pipeline.tables import ARTICLES, CAPTURES, TABLES, Owner, Table

Value = str | int | bool | date | datetime | list[str] | list[int] | None
Row = dict[str, Value]

_PMID, _DOI, _PAGE = "pmid:", "doi:", "page:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A published state of all tables."""

    path: Path
    number: int
    manifest: Manifest

    def open(self, table: Table) -> ds.Dataset:
        """A table of the snapshot, to be filtered and read with pyarrow."""
        return _opened(self.path, table, self.manifest.files_of(table))


def current_snapshot(output: Path) -> Snapshot:
    """The published snapshot; DatasetMissing where there is none."""
    current = Output(output).current
    if not current.is_dir():
        raise DatasetMissing(f"{output} holds no published dataset")
    path = Path(os.path.realpath(current))
    return Snapshot(path=path, number=int(path.name), manifest=read_manifest(path))


def counts(snapshot: Snapshot) -> Counts:
    """What the snapshot holds, in numbers."""
    return snapshot.manifest.counts


def find_article(output: Path, name: int | str) -> Mapping[str, list[Row]]:
    """The rows of one article by table, its captures included; it is named by `article_id`, PMID or DOI."""
    snapshot = current_snapshot(output)
    article_id = _article_id(snapshot, str(name).strip())
    rows = {table.name: _rows(snapshot, table, article_id) for table in TABLES if table.owner is Owner.ARTICLE}
    if not rows[ARTICLES.name]:
        raise ArticleNotFound(f"the dataset holds no article {name}")
    return {**rows, CAPTURES.name: _captures(snapshot, article_id)}


def _article_id(snapshot: Snapshot, name: str) -> str:
    number = name.removeprefix(_PMID)
    if number.isdecimal():
        return f"{_PMID}{int(number)}"
    return name if name.startswith(_PAGE) else _article_of_doi(snapshot, name.removeprefix(_DOI).lower())


def _article_of_doi(snapshot: Snapshot, doi: str) -> str:
    found = snapshot.open(ARTICLES).to_table(columns=["article_id"], filter=pc.field("doi") == doi)
    ids = [str(article_id) for article_id in found.column(0).to_pylist()]
    if not ids:
        raise ArticleNotFound(f"the dataset holds no article with the DOI {doi}")
    if f"{_DOI}{doi}" in ids:
        return f"{_DOI}{doi}"
    if len(ids) > 1:
        raise ArticleNotFound(f"the DOI {doi} names several articles, ask for one of them: {', '.join(ids)}")
    return ids[0]


def _rows(snapshot: Snapshot, table: Table, article_id: str) -> list[Row]:
    files = [file for file in snapshot.manifest.files_of(table) if _may_hold(file, article_id)]
    found = _opened(snapshot.path, table, files).to_table(filter=pc.field("article_id") == article_id)
    return _as_rows(found)


def _may_hold(file: WrittenFile, article_id: str) -> bool:
    if not article_id.startswith(_PMID):
        return file.low is None
    pmid = int(article_id.removeprefix(_PMID))
    return file.low is not None and file.low <= pmid and (file.high is None or pmid < file.high)


def _captures(snapshot: Snapshot, article_id: str) -> list[Row]:
    """Two looks: for the addresses in two narrow columns, then for their rows, which are sorted by address."""
    captures = snapshot.open(CAPTURES)
    uris = captures.to_table(columns=["source_uri"], filter=pc.field("article_id") == article_id).column(0)
    return _as_rows(captures.to_table(filter=pc.field("source_uri").isin(uris.combine_chunks())))


def _opened(snapshot: Path, table: Table, files: Sequence[WrittenFile]) -> ds.Dataset:
    paths = [str(snapshot / file.path) for file in files]
    return ds.dataset(paths, schema=schema(table), format="parquet")


def _as_rows(found: pa.Table) -> list[Row]:
    return list(found.to_pylist())
