"""A rule: a query for the rows that break a promise, or a condition that no row may meet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.dataset.verifying.promises import Promise
from pipeline.record import key
from pipeline.tables import Owner, Table


class Rule(NamedTuple):
    """What rows have to be like."""

    promise: Promise
    table: str
    """Whose rows break it; the file that is named is one of its files."""
    what: str
    """What is wrong with them, in words."""
    query: str
    """Those rows: `filename`, and `key` as a text."""
    reads: tuple[str, ...]
    """All tables that the query reads: it is not asked where a file of one of them is damaged."""


class RowRule(NamedTuple):
    """What each row has to be like by itself: all rules of a table are asked in one pass."""

    promise: Promise
    table: Table
    what: str
    is_broken: str
    """The condition of a row that breaks it."""


def by_table(rules: Iterable[RowRule]) -> Mapping[Table, Sequence[RowRule]]:
    """The rules of each table."""
    found: dict[Table, list[RowRule]] = {}
    for rule in rules:
        found.setdefault(rule.table, []).append(rule)
    return found


def key_of(table: Table, alias: str = "") -> str:
    """A row's key as one text."""
    if table.owner is Owner.RUN:
        return f'{alias}"{table.order[0]}"'
    return f"concat_ws(' ', {_listed(alias, key(table))})"


def _listed(alias: str, names: Iterable[str]) -> str:
    return ", ".join(f'{alias}"{name}"' for name in names)
