"""Which files of the tables that are cut by addresses a run writes: where rows change, split where they are large.

Every address belongs to one file: the first file begins at the empty address, the last has no end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.queries import count, rows_of
from pipeline.dataset.snapshot.stored import INPUTS, Stored, published
from pipeline.tables import CAPTURES


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file that is written anew, perhaps as several."""

    before: WrittenFile | None
    """The file whose rows stay, but for those that are lost; None where there is none yet."""
    lows: tuple[str, ...]
    """Where the files that take its place begin."""
    high: str | None
    ranks: range
    """The numbers of the rows that are put into it."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the changes of a table are."""

    news: str
    name: str
    """The column that names a row among the news."""
    losses: str


_SOURCES: Mapping[Stored, _Source] = {
    published(CAPTURES): _Source("capture_news", "capture_number", "capture_losses"),
    INPUTS: _Source(
        "input_news", "input_uri", "(SELECT input_uri FROM input_news SEMI JOIN held_inputs USING (input_uri))"
    ),
}

_BEHIND_ALL = "\U0010ffff"


def parts(merge: duckdb.DuckDBPyConnection, held: Held, stored: Stored, settings: PublishSettings) -> tuple[Part, ...]:
    """Make the table `ranked_<news>` (each new row's rank), and say which files are written."""
    source = _SOURCES[stored]
    lows = [str(file.low) for file in held.files(stored)] or [""]
    merge.register(
        "cuts", pa.table({"part": pa.array(range(len(lows)), pa.int32()), "low": pa.array(lows, pa.string())})
    )
    merge.execute(_ranked(stored, source))
    return tuple(_parts(merge, held, stored, settings))


def rows_query(stored: Stored) -> str:
    """The new rows of a stored table behind their rank."""
    source = _SOURCES[stored]
    columns = ", ".join(f'news."{name}"' for name in stored.schema.names)
    ranked = f"(SELECT {source.name}, rank FROM ranked_{source.news})"
    return f"SELECT rank, {columns} FROM {source.news} AS news JOIN {ranked} AS ranked USING ({source.name})"


def news_count(merge: duckdb.DuckDBPyConnection, stored: Stored) -> int:
    """How many new rows there are."""
    return count(merge, f"ranked_{_SOURCES[stored].news}")


def losses(merge: duckdb.DuckDBPyConnection, stored: Stored, low: str, high: str | None) -> pa.Table:
    """The keys of the rows that go, of the addresses from `low` up to `high`."""
    keys, address = ", ".join(stored.order), stored.order[0]
    query = f"SELECT {keys} FROM {_SOURCES[stored].losses} WHERE {address} >= $low AND {address} < $high"
    found: pa.Table = merge.sql(query, params={"low": low, "high": high or _BEHIND_ALL}).to_arrow_table()
    return found


def _ranked(stored: Stored, source: _Source) -> str:
    order = ", ".join(f"{name} NULLS FIRST" for name in stored.order)
    names = ", ".join(dict.fromkeys((source.name, *stored.order)))
    return f"""
        CREATE OR REPLACE TEMP TABLE ranked_{source.news} AS
        SELECT {source.name}, {stored.order[0]} AS address, part, row_number() OVER (ORDER BY {order}) AS rank
        FROM (SELECT {names} FROM {source.news}) AS news ASOF JOIN cuts ON news.{stored.order[0]} >= cuts.low
    """


def _parts(merge: duckdb.DuckDBPyConnection, held: Held, stored: Stored, settings: PublishSettings) -> Iterator[Part]:
    source = _SOURCES[stored]
    files: Sequence[WrittenFile | None] = held.files(stored) or (None,)
    coming = _by_part(merge, f"SELECT part, min(rank), max(rank) FROM ranked_{source.news} GROUP BY part")
    lost = _by_part(
        merge,
        f"SELECT part, count(*), 0 FROM (SELECT {stored.order[0]} AS low FROM {source.losses}) AS lost "
        "ASOF JOIN cuts ON lost.low >= cuts.low GROUP BY part",
    )
    for part, file in enumerate(files):
        if file is None or part in coming or part in lost:
            first, last = coming.get(part, (1, 0))
            rows = (file.rows if file else 0) - lost.get(part, (0, 0))[0] + last - first + 1
            cuts = _cuts(merge, stored, part, file, rows // settings.addresses_per_file)
            yield Part(before=file, lows=(_low(file), *cuts), high=_high(file), ranks=range(first, last + 1))


def _low(file: WrittenFile | None) -> str:
    return str(file.low) if file else ""


def _high(file: WrittenFile | None) -> str | None:
    return None if file is None or file.high is None else str(file.high)


def _by_part(merge: duckdb.DuckDBPyConnection, query: str) -> dict[int, tuple[int, int]]:
    return {int(str(part)): (int(str(one)), int(str(other))) for part, one, other in rows_of(merge, query)}


def _cuts(
    merge: duckdb.DuckDBPyConnection, stored: Stored, part: int, file: WrittenFile | None, parts: int
) -> Sequence[str]:
    """Where a file that became too large is cut: between addresses, about evenly, and with rows on both sides."""
    if parts <= 1:
        return []
    name = stored.order[0]
    known = f"SELECT {name} AS address FROM held_{stored.name.lstrip('_')} WHERE {name} >= $low AND {name} < $high"
    found = rows_of(
        merge,
        f"SELECT min(address) FROM (SELECT address, ntile({parts}) OVER (ORDER BY address) AS tile FROM ("
        f"SELECT address FROM ranked_{_SOURCES[stored].news} WHERE part = {part} UNION ALL {known}"
        ")) GROUP BY tile ORDER BY tile",
        low=_low(file),
        high=_high(file) or _BEHIND_ALL,
    )
    smallest, *cuts = (str(low) for (low,) in found)
    return sorted(set(cuts) - {smallest})
