"""Rows of the tables as the page that would show them: for its text, and for the digest of what it shows.

What a row cannot say is what a whole page says: that its authors are all there, and how many references it counts
beyond those that it lists.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from pipeline.page import ArticlePage
from pipeline.tables import ARTICLES, Table

Row = Mapping[str, object]

_LISTS = ("keywords", "publication_types", "supplementary_concepts")
_FROM_ARTICLE = tuple(
    name for name in ArticlePage.__dataclass_fields__ if name in ARTICLES.row._fields and name not in _LISTS
)
_COUNTED = {"figures": "figure_count", "references": "reference_count"}
"""Lists of which a page says nothing where their number is null."""


def page_of(article: Row, sections: Mapping[Table, Sequence[Row]]) -> ArticlePage:
    """The page that would show these rows, as far as the clean text asks."""
    own = {name: article[name] for name in _FROM_ARTICLE} | {name: tuple(_texts_of(article[name])) for name in _LISTS}
    rows = {table.name: tuple(_record(table, row) for row in found) for table, found in sections.items()}
    return ArticlePage(**{**own, **rows})  # type: ignore[arg-type]  # every field is named, each with its own type


def pages_of(article: Row, sections: Mapping[Table, Sequence[Row]]) -> Iterator[ArticlePage]:
    """The whole pages that may have shown these rows, the likeliest first: they differ in the number that they state.

    A page that states fewer references than it lists, or none, leaves the same rows.
    """
    unreached = [name for name in _LISTS if article[name] is None]
    unreached += [name for name, count in _COUNTED.items() if article[count] is None]
    has_author_list = article["author_count"] is not None
    page = replace(page_of(article, sections), unreached=frozenset(unreached), has_author_list=has_author_list)
    for stated in _stated(article):
        yield replace(page, stated_reference_count=stated)


def _stated(article: Row) -> Iterator[int | None]:
    counted, listed = cast("int | None", article["reference_count"]), cast("int", article["references_listed"])
    if counted is not None and counted > listed:
        yield counted
        return
    yield from (None, *range(listed, -1, -1))


def _texts_of(value: object) -> Sequence[str]:
    return cast("Sequence[str]", value or ())


def _record(table: Table, row: Row) -> NamedTuple:
    return table.row._make(row[name] for name in table.row._fields)
