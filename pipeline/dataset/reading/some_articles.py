"""The rows of some articles, out of the files alone that may hold them, for a look at one article after another."""

from collections.abc import Iterator, Mapping, Sequence

import duckdb

from pipeline.dataset.reading.read import Row
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import view
from pipeline.dataset.snapshot.queries import reader
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import published
from pipeline.tables import Table

_PREFIX = "pmid:"
_OF_SOME = "SELECT article_id, {columns} FROM found WHERE article_id IN (SELECT unnest($names)) ORDER BY {order}"


def rows_of_articles(
    snapshot: Snapshot, pmids: Sequence[int], columns: Mapping[Table, Sequence[str]]
) -> Mapping[int, Mapping[str, list[Row]]]:
    """The columns of each table's rows, in their published order, by PMID; the caller has pinned the snapshot.

    PMIDs that lie close to each other are found in few files. One that the snapshot does not have has no rows.
    """
    rows: dict[int, dict[str, list[Row]]] = {pmid: {table.name: [] for table in columns} for pmid in pmids}
    with reader() as session:
        for table, names in columns.items():
            for article_id, row in _rows(session, snapshot, table, pmids, names):
                rows[int(article_id.removeprefix(_PREFIX))][table.name].append(row)
    return rows


def _rows(
    session: duckdb.DuckDBPyConnection, snapshot: Snapshot, table: Table, pmids: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    stored = published(table)
    files = [file for file in snapshot.manifest.files_in(stored) if _may_hold(file, pmids)]
    view(session, "found", stored, snapshot.paths(files), snapshot.manifest.columns.get(stored.name, {}))
    columns = ", ".join(f'"{name}"' for name in names)
    query = _OF_SOME.format(columns=columns, order=", ".join(stored.order))
    found = session.execute(query, {"names": [f"{_PREFIX}{pmid}" for pmid in pmids]})
    for article_id, *values in found.fetchall():
        yield str(article_id), dict(zip(names, values, strict=True))


def _may_hold(file: WrittenFile, pmids: Sequence[int]) -> bool:
    low, high = file.low, file.high
    return isinstance(low, int) and any(low <= pmid and (not isinstance(high, int) or pmid < high) for pmid in pmids)
