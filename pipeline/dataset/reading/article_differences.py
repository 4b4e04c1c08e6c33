"""What differs in one article between two snapshots: its rows by their keys, with the values before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.dataset.reading.read import Row, Value, article_of
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.errors import ArticleNotFound
from pipeline.record import key
from pipeline.tables import STAGED_TABLES, Table


class Change(Enum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row that differs."""

    table: str
    key: Mapping[str, Value]
    """What tells it apart from the table's other rows of the article."""
    change: Change
    before: Mapping[str, Value]
    """The values that differ; of a row that was removed, all of them."""
    after: Mapping[str, Value]


def article_differences(old: Snapshot, new: Snapshot, name: str) -> tuple[RowDifference, ...]:
    """Every row of the article that differs; the caller has pinned both. ArticleNotFound where neither holds it."""
    before, after = _rows(old, name), _rows(new, name)
    if before is None and after is None:
        raise ArticleNotFound(f"neither snapshot {old.number} nor snapshot {new.number} holds an article {name}")
    return tuple(
        difference
        for table in STAGED_TABLES
        for difference in _differences(table, (before or {}).get(table.name, []), (after or {}).get(table.name, []))
    )


def _rows(snapshot: Snapshot, name: str) -> Mapping[str, list[Row]] | None:
    try:
        return article_of(snapshot, name)
    except ArticleNotFound:
        return None


def _differences(table: Table, before: Sequence[Row], after: Sequence[Row]) -> Iterator[RowDifference]:
    old, new = _by_key(table, before), _by_key(table, after)
    for values in {**old, **new}:
        was, now = old.get(values, {}), new.get(values, {})
        if was != now:
            yield _difference(table, values, was, now)


def _by_key(table: Table, rows: Sequence[Row]) -> Mapping[tuple[Value, ...], Row]:
    return {tuple(row[name] for name in key(table)): row for row in rows}


def _difference(table: Table, values: Sequence[Value], was: Row, now: Row) -> RowDifference:
    change = Change.ADDED if not was else Change.REMOVED if not now else Change.CHANGED
    differing = [name for name in (now or was) if was.get(name) != now.get(name) and name not in key(table)]
    named = {name: value for name, value in zip(key(table), values, strict=True) if name != "article_id"}
    return RowDifference(
        table=table.name,
        key=named,
        change=change,
        before={name: was[name] for name in differing if name in was},
        after={name: now[name] for name in differing if name in now},
    )
