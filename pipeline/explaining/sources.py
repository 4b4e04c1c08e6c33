"""Which fields of a page a column comes from: its own, those that it is derived from, or none.

What a column is derived from is what its declaration says in backquotes; the rest is here.
"""

import re
from collections.abc import Sequence

from pipeline.page import ArticlePage
from pipeline.record import StoredColumn, stored_columns
from pipeline.tables import ARTICLE_TABLES, ARTICLES, SECTION_TABLES, Table

_NAMED = re.compile(r"`(\w+)`")
_FIELDS = frozenset(ArticlePage.__dataclass_fields__)
_UNSAID = {
    "publication_date_precision": ("citation",),
    "reference_count": ("references",),
    "author_count": ("authors",),
    "figure_count": ("figures",),
    "references_listed": ("references",),
}
OF_THE_CAPTURE = frozenset({"article_id", "capture_id", "source_uri", "captured_at", "layout", "parser_version"})
"""Columns that tell of the page as it was saved, and of nothing that it shows."""


def fields_of(table: Table, column: StoredColumn) -> Sequence[str]:
    """The fields of `ArticlePage` that a column of an article's table comes from; none where it tells of the page."""
    if table in SECTION_TABLES:
        return (table.name,)
    if table is not ARTICLES or column.name in OF_THE_CAPTURE:
        return ()
    if column.name in _FIELDS:
        return (column.name,)
    return _UNSAID.get(column.name) or [name for name in _NAMED.findall(column.column.derived) if name in _FIELDS]


def is_derived(table: Table, column: StoredColumn) -> bool:
    """Whether the value is made of what the page prints, instead of being printed."""
    is_own = table is not ARTICLES or column.name in _FIELDS or column.name in OF_THE_CAPTURE
    return bool(column.column.derived) or not is_own


def named_by(name: str) -> Sequence[tuple[str, str | None]]:
    """What a person means: a column of `articles`, or a table, also with a column of it; nothing for no such name."""
    table, _, column = name.rpartition(".")
    if not table and name in {one.name for one in stored_columns(ARTICLES)}:
        return ((ARTICLES.name, name),)
    if table == ARTICLES.name and column in {one.name for one in stored_columns(ARTICLES)}:
        return ((ARTICLES.name, column),)
    known = {one.name: one for one in ARTICLE_TABLES if one is not ARTICLES}
    if name in known:
        return ((name, None),)
    has_column = table in known and column in {one.name for one in stored_columns(known[table])}
    return ((table, None),) if has_column else ()
