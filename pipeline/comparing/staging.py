"""The articles of all files of XML, on disk: the last one of each PMID, in the order of PMIDs.

Files come in the order of their making and the dataset in that of its PMIDs, and neither fits into memory. So a DuckDB
that spills keeps the articles that the dataset holds, too; of the others it keeps the PMID alone.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import orjson
import pyarrow as pa

from pipeline.comparing.batches import batched
from pipeline.comparing.counting import Some
from pipeline.comparing.values import XmlArticle
from pipeline.dataset.snapshot.held import view
from pipeline.dataset.snapshot.queries import READING, rows_of
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import published
from pipeline.tables import ARTICLES

_AT_A_TIME: Final = 500
"""Articles that are in memory together."""
_GIVEN: Final[dict[str, pa.DataType]] = {"number": pa.int64(), "pmid": pa.int64(), "article": pa.string()}
_MAKE = (
    "CREATE TABLE held AS SELECT pmid FROM articles WHERE pmid IS NOT NULL",
    "CREATE TABLE given (number BIGINT, pmid BIGINT, article VARCHAR)",
)
_ADD = """
INSERT INTO given SELECT number, pmid, CASE WHEN held.pmid IS NOT NULL THEN article END
FROM arrived LEFT JOIN held USING (pmid)
"""
_KEEP_LAST = """
CREATE TABLE last AS SELECT pmid, max(number) AS number FROM given GROUP BY pmid
"""
_SHARED = """
SELECT pmid, article FROM given JOIN last USING (pmid, number) WHERE article IS NOT NULL ORDER BY pmid
"""
_ONLY = "SELECT count(*), min(pmid, $most) FROM {here} ANTI JOIN {there} USING (pmid)"


@dataclass(frozen=True, slots=True)
class StagedXml:
    """The articles of the XML beside the PMIDs of a snapshot."""

    session: duckdb.DuckDBPyConnection

    def add(self, articles: Iterable[XmlArticle]) -> None:
        """Take in the articles of all files, in the order of their making."""
        number = 0
        for some in batched(articles, _AT_A_TIME):
            rows = [(number + n, one.pmid, orjson.dumps(one.rows).decode()) for n, one in enumerate(some)]
            self.session.register("arrived", _table(rows))
            self.session.execute(_ADD)
            number += len(rows)
        self.session.execute(_KEEP_LAST)

    def shared(self) -> Iterator[Sequence[XmlArticle]]:
        """Those that the snapshot has, too, some at a time, by PMID."""
        with self.session.cursor() as cursor:
            cursor.execute(_SHARED)
            while rows := cursor.fetchmany(_AT_A_TIME):
                yield [XmlArticle(int(pmid), orjson.loads(article)) for pmid, article in rows]

    def only_in_xml(self, most: int) -> Some:
        """PMIDs that the snapshot does not have."""
        return self._only("last", "held", most)

    def only_in_snapshot(self, most: int) -> Some:
        """PMIDs that no file has."""
        return self._only("held", "last", most)

    def count(self, query: str) -> int:
        """The number that a query answers with."""
        return int(self.session.execute(query).fetchall()[0][0])

    def _only(self, here: str, there: str, most: int) -> Some:
        query = _ONLY.format(here=here, there=there)
        ((number, first),) = rows_of(self.session, query, most=most)
        return Some(number=int(str(number)), examples=tuple(first) if isinstance(first, list) else ())


def _table(rows: Sequence[tuple[int, int, str]]) -> pa.Table:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, _GIVEN.values(), strict=True)]
    return pa.Table.from_arrays(arrays, names=list(_GIVEN))


@contextmanager
def staged_beside(snapshot: Snapshot) -> Iterator[StagedXml]:
    """A place for articles of XML, which is gone afterwards; the caller has pinned the snapshot."""
    with tempfile.TemporaryDirectory(prefix="pubmed-etl-") as folder:
        options = READING | {"memory_limit": "1GB", "temp_directory": folder, "preserve_insertion_order": False}
        with duckdb.connect(Path(folder) / "given.duckdb", config=options) as session:
            session.execute("SET enable_progress_bar = false")
            stored = published(ARTICLES)
            paths = snapshot.paths(snapshot.manifest.files_in(stored))
            view(session, "articles", stored, paths, snapshot.manifest.columns.get(stored.name, {}))
            for statement in _MAKE:
                session.execute(statement)
            yield StagedXml(session)
