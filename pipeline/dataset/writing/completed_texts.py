"""The clean text of articles that a fragment completed, made anew from all their rows; `completed_texts` holds it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.clean_text import clean_text
from pipeline.dataset.snapshot.queries import count
from pipeline.dataset.snapshot.restored import Row, page_of
from pipeline.dataset.snapshot.stored import Stored, published
from pipeline.dataset.writing.order import RANK
from pipeline.dataset.writing.rows import Means, placed_count, published_rows
from pipeline.tables import ARTICLES, SECTION_TABLES, Table

_COMPLETING = """
CREATE TEMP TABLE completing AS
SELECT article_id FROM placed SEMI JOIN completions USING (article_id) WHERE is_whole
"""
_SCHEMA = pa.schema([pa.field("article_id", pa.string()), pa.field("text", pa.string())])
_ARTICLES_A_BATCH = 256


def write_completed_texts(merge: duckdb.DuckDBPyConnection, means: Means) -> None:
    """Make the table `completed_texts`."""
    merge.execute(_COMPLETING)
    if not count(merge, "completing"):
        merge.register("completed_texts", _SCHEMA.empty_table())
        return
    path = means.spill / "completed_texts.parquet"
    with TemporaryDirectory(dir=means.spill) as folder, pq.ParquetWriter(path, _SCHEMA, compression="lz4") as writer:
        files = {table: _spilled(merge, published(table), Path(folder), means) for table in (ARTICLES, *SECTION_TABLES)}
        for batch in _texts(files):
            writer.write_batch(batch)
    merge.read_parquet(str(path)).create_view("completed_texts")


def _spilled(merge: duckdb.DuckDBPyConnection, stored: Stored, folder: Path, means: Means) -> Path:
    """The rows of the completed articles in one file, in their order; one query is answered at a time."""
    path = folder / f"{stored.name}.arrow"
    ranks = range(1, placed_count(merge) + 1)
    with pa.ipc.new_file(str(path), stored.schema.insert(0, pa.field(RANK, pa.int64()))) as writer:
        for batch in published_rows(merge, stored, ranks, means, "completing"):
            writer.write_batch(batch)
    return path


def _texts(files: Mapping[Table, Path]) -> Iterator[pa.RecordBatch]:
    texts: list[dict[str, str]] = []
    sections = {table: _Groups(files[table]) for table in SECTION_TABLES}
    for rank, (article,) in _groups(files[ARTICLES]):
        page = page_of(article, {table: groups.of(rank) for table, groups in sections.items()})
        texts.append({"article_id": str(article["article_id"]), "text": clean_text(page)})
        if len(texts) == _ARTICLES_A_BATCH:
            yield pa.RecordBatch.from_pylist(texts, _SCHEMA)
            texts = []
    yield pa.RecordBatch.from_pylist(texts, _SCHEMA)


class _Groups:
    """The rows of a table, article by article."""

    def __init__(self, path: Path) -> None:
        self._groups = _groups(path)
        self._next = next(self._groups, None)

    def of(self, rank: int) -> Sequence[Row]:
        """The rows of the article of that rank, which is greater than the one asked for before."""
        if self._next is None or self._next[0] != rank:
            return ()
        found = self._next[1]
        self._next = next(self._groups, None)
        return found


def _groups(path: Path) -> Iterator[tuple[int, Sequence[Row]]]:
    for rank, rows in groupby(_rows(path), key=lambda row: row[RANK]):
        yield cast("int", rank), list(rows)


def _rows(path: Path) -> Iterator[Row]:
    with pa.OSFile(str(path), "rb") as stream, pa.ipc.open_file(stream) as batches:
        for number in range(batches.num_record_batches):
            yield from batches.get_batch(number).to_pylist()
