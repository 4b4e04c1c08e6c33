"""What is asked before a publication: the figures of the runs before, those of what is staged, pages to look at."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.home import Home
from pipeline.dataset.snapshot.held import view
from pipeline.dataset.snapshot.past_runs import past_runs
from pipeline.dataset.snapshot.queries import files_in, reader
from pipeline.dataset.snapshot.stored import published
from pipeline.quality.coverage import NUMBER_IN_FRONT, NUMBERED
from pipeline.quality.figures import Coverage, Figure, Measure, together
from pipeline.quality.history import MOST_RUNS, PastRun
from pipeline.staging import StagedShard, publishable_shards, staged_schema
from pipeline.tables import CAPTURES, STAGED_TABLES

_TABLES = {table.name: table for table in STAGED_TABLES}

_REJECTED = "SELECT source_uri FROM captures WHERE reason = $name"
_UNREAD = "SELECT source_uri FROM captures WHERE status = 'rejected'"
_WARNED = """
SELECT source_uri FROM captures
WHERE layout = $layout AND EXISTS (SELECT 1 FROM unnest(warnings) AS told(warning) WHERE starts_with(warning, $name))
"""
_REJECTED_AGAIN = """
SELECT reason, count(*) FROM captures SEMI JOIN held_captures USING (source_uri, reason)
WHERE status = 'rejected' GROUP BY reason
"""
_LEAST = """
SELECT source_uri FROM captures
{join} JOIN (SELECT capture_number, {amount} AS amount FROM shown GROUP BY capture_number) AS shown
USING (capture_number)
WHERE status = 'parsed' AND layout = $layout
ORDER BY coalesce(amount, 0), capture_number
"""

_OF_KIND = {
    f"{NUMBERED.table.name}.{NUMBERED.column}: {NUMBERED.kind}": (
        f"count_if(NOT regexp_matches({NUMBERED.column}, '{NUMBER_IN_FRONT}'))"
    )
}
"""Kinds that no column names."""


def runs_before(home: Home, basis: Basis = Basis.CURRENT, most: int = MOST_RUNS) -> list[PastRun]:
    """The figures of the last runs that the published snapshot remembers, oldest first.

    A run from nothing has none: it is the way out where what is published is damaged.
    """
    return past_runs(home.held(basis), most)


def staged_coverage(work: Path) -> Coverage:
    """The figures of all finished shards."""
    return together(shard.coverage() for shard in publishable_shards(work))


def rejected_again(home: Home, work: Path) -> Mapping[str, int]:
    """Staged pages that were rejected before, and are still, for the same reason: how many, by reason.

    What could not be read is read again by every run, also by one that finds nothing else, and that tells nothing new.
    """
    held, captures = home.held(Basis.CURRENT), published(CAPTURES)
    with reader() as session:
        view(session, "held_captures", captures, held.paths(captures), held.columns(captures))
        session.execute(f"CREATE VIEW captures AS {_source(publishable_shards(work), CAPTURES.name)}")
        return {str(reason): int(number) for reason, number in session.execute(_REJECTED_AGAIN).fetchall()}


def staged_examples(work: Path, figure: Figure, most: int = 3) -> tuple[str, ...]:
    """Staged pages to look at: those that show least of what a figure counts, or that have the warning; by address."""
    query = _query(figure)
    if query is None:
        return ()
    shards = publishable_shards(work)
    shown = figure.table if figure.table in _TABLES else CAPTURES.name
    with reader() as session:
        for name, table in (("captures", CAPTURES.name), ("shown", shown)):
            session.execute(f'CREATE VIEW "{name}" AS {_source(shards, table)}')
        rows = session.execute(f"{query} LIMIT {most}", _parameters(figure, query)).fetchall()
    return tuple(str(uri) for (uri,) in rows)


def _source(shards: Sequence[StagedShard], name: str) -> str:
    return f"FROM read_parquet({files_in(str(shard.file(_TABLES[name])) for shard in shards)})"


def _parameters(figure: Figure, query: str) -> Mapping[str, str]:
    known = {"layout": figure.layout, "name": figure.name, "kind": figure.name.partition(": ")[2]}
    return {name: value for name, value in known.items() if f"${name}" in query}


def _query(figure: Figure) -> str | None:
    if figure.measure is Measure.INPUTS:
        return None
    told = {Measure.REJECTED: _REJECTED, Measure.WARNED: _WARNED, Measure.READ: _UNREAD}
    if figure.measure in told:
        return told[figure.measure]
    join = "INNER" if figure.measure in (Measure.ROWS, Measure.LENGTH) else "LEFT"
    return _LEAST.format(join=join, amount=_amount(figure))


def _amount(figure: Figure) -> str:
    """How much of it the rows of a page show, in SQL."""
    column = f'"{figure.column}"'
    if figure.column is None:
        return "count(*)"
    if figure.measure is Measure.KIND:
        return _OF_KIND.get(figure.name, f"count_if({column} = $kind)")
    if figure.measure is Measure.NUMBER:
        return f"sum({column})"
    length = f"len({column})"
    if figure.measure is Measure.LENGTH:
        return f"avg({length})"
    return f"avg(coalesce({_is_valued(figure)}, false)::INTEGER)"


def _is_valued(figure: Figure) -> str:
    kind = staged_schema(_TABLES[figure.table]).field(str(figure.column)).type
    if pa.types.is_boolean(kind):
        return f'"{figure.column}"'
    return f'len("{figure.column}") > 0' if pa.types.is_list(kind) else f'"{figure.column}" IS NOT NULL'
