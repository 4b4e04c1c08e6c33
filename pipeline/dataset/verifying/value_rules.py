"""What single values have to be like, by the words and the forms that code declares; of every column of that name."""

from collections.abc import Iterator
from enum import Enum

import pyarrow as pa

from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.rules import RowRule
from pipeline.normalize.abstract_labels import categories
from pipeline.normalize.dates import Precision
from pipeline.outcome import FRAGMENTS, CapturedAtSource, Layout, MediaType, Reason
from pipeline.record import StoredColumn, stored_columns
from pipeline.tables import ABSTRACT_SECTIONS, ARTICLE_TABLES, ARTICLES, CAPTURES, RELATED_ARTICLES, TABLES, Table

STATUSES = ("parsed", "superseded", "duplicate", "rejected")


def _values(kind: type[Enum]) -> tuple[str, ...]:
    return tuple(str(one.value) for one in kind)


_LISTS: dict[tuple[Table, str], tuple[str, ...]] = {
    (ARTICLES, "layout"): tuple(layout.value for layout in Layout if layout not in FRAGMENTS),
    (ARTICLES, "publication_date_precision"): _values(Precision),
    (ABSTRACT_SECTIONS, "category"): categories(),
    (CAPTURES, "layout"): _values(Layout),
    (CAPTURES, "status"): STATUSES,
    (CAPTURES, "reason"): _values(Reason),
    (CAPTURES, "media_type"): _values(MediaType),
    (CAPTURES, "captured_at_source"): _values(CapturedAtSource),
}
"""Columns that hold one of a few words."""

_FORMS: dict[str, str] = {
    "article_id": "pmid:[1-9][0-9]*|doi:10\\..+|page:[0-9a-f]{16}",
    "capture_id": "[0-9a-f]{64}",
    "content_id": "[0-9a-f]{32,}",
    "pmcid": "PMC[0-9]+",
    "orcid": "[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
    "parser_version": "[a-z0-9-]+/[0-9]+",
    "url": "[A-Za-z][A-Za-z0-9+.-]*:.*",
    "image_url": "[A-Za-z][A-Za-z0-9+.-]*:.*",
    "thumbnail_url": "[A-Za-z][A-Za-z0-9+.-]*:.*",
}
"""What a text of a column of this name looks like, as a whole."""

_FORMS_OF_ONE: dict[tuple[Table, str], str] = {
    (ABSTRACT_SECTIONS, "language"): "[a-z]{3}",
    (RELATED_ARTICLES, "relation"): "[a-z0-9]+(_[a-z0-9]+)*",
}

_AT_LEAST: dict[str, int] = {"pmid": 1, "year": 1, "publication_year": 1, "position": 1} | dict.fromkeys(
    ("author_count", "figure_count", "reference_count", "references_listed", "width", "height", "size", "layout_rank"),
    0,
)
"""The smallest number of a column of this name."""

_DOI = "regexp_matches({0}, '[A-Z]') OR {0} NOT LIKE '10.%' OR {0} LIKE '%.'"
_PROVENANCE = frozenset({"article_id", "capture_id", "source_uri", "url", "layout", "parser_version"})
"""Columns of articles whose text is no page's own."""


def value_rules() -> Iterator[RowRule]:
    """All of them."""
    for table in TABLES:
        for column in stored_columns(table):
            yield from _of_column(table, column)


def _of_column(table: Table, column: StoredColumn) -> Iterator[RowRule]:
    name = column.name
    form = _FORMS_OF_ONE.get((table, name)) or _FORMS.get(name)
    if words := _LISTS.get((table, name)):
        listed = ", ".join(f"'{word}'" for word in words)
        yield _rule(table, f"{name} is none of {', '.join(words)}", f'"{name}" NOT IN ({listed})')
    if form:
        yield _rule(table, f"{name} has another form than {form}", f"NOT regexp_full_match(\"{name}\", '{form}', 's')")
    if name == "doi":
        yield _rule(table, "doi is no lower-case DOI without prefix and full stop", _DOI.format(f'"{name}"'))
    if name in _AT_LEAST:
        yield _rule(table, f"{name} is below {_AT_LEAST[name]}", f'"{name}" < {_AT_LEAST[name]}')
    if table in ARTICLE_TABLES and name not in _PROVENANCE:
        yield from _of_text(table, column)


def _of_text(table: Table, column: StoredColumn) -> Iterator[RowRule]:
    """What a page does not show is null, and what it shows is clean."""
    name = f'"{column.name}"'
    if pa.types.is_string(column.type):
        yield _rule(table, f"{column.name} is an empty text, or not trimmed", _unclean(name))
    elif pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type):
        is_broken = f"len(list_filter({name}, lambda one: {_unclean('one')})) > 0"
        yield _rule(table, f"{column.name} holds an empty text, or one that is not trimmed", is_broken)


def _unclean(name: str) -> str:
    is_padded = f"trim({name}, ' ' || chr(9) || chr(10) || chr(160)) <> {name}"
    return f"({name} = '' OR {is_padded} OR nfc_normalize({name}) <> {name})"


def _rule(table: Table, what: str, is_broken: str) -> RowRule:
    return RowRule(Promise.VALUES, table, what, is_broken)
