"""Both sides of an article, held against each other: a verdict for each column."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from pipeline.comparing.aligning import Pair, by_position, in_any_order
from pipeline.comparing.columns import BY_POSITION, COMPARED, Compared
from pipeline.comparing.values import Row, Rows, Value

_UNPRINTED_RELATIONS = frozenset({"similar", "cited_by"})
"""Lists of a page that NLM's XML does not have."""
_MAYBE_UNSHOWN = ("keywords", "publication_types", "supplementary_concepts")
"""Columns of `articles` that are null where a rendering cannot show them."""


class Verdict(Enum):
    """What is to be said of a column of an article; of one with many rows, the last of these that holds for any."""

    NEITHER = "neither has it"
    NOT_COMPARABLE = "not comparable"
    EQUAL = "equal"
    MISSING_IN_XML = "missing in the XML"
    MISSING_ON_PAGE = "missing on the page"
    DIFFERENT = "different"


_WEIGHT = {verdict: weight for weight, verdict in enumerate(Verdict)}


class Found(NamedTuple):
    """A verdict, and the first pair of values that it holds for."""

    verdict: Verdict
    page: Value = None
    xml: Value = None


def judge(page: Rows, xml: Rows, columns: Sequence[Compared] = COMPARED) -> Mapping[Compared, Found]:
    """A verdict for each of the columns. Neither side is changed."""
    shown, told = _as_shown(page), _as_listed(xml, page)
    tables = dict.fromkeys(one.table for one in columns)
    pairs = {table: _pairs(table, shown, told) for table in tables}
    return {one: _found(one, pairs[one.table], shown, told) for one in columns}


def _as_shown(page: Rows) -> Rows:
    """What the page can tell: without what its rendering cannot show, and what is not of NLM's XML."""
    (article,) = page["articles"]
    unshown = {name for name in _MAYBE_UNSHOWN if article[name] is None}
    left_out = {
        table
        for table, count in (("authors", "author_count"), ("references", "reference_count"))
        if article[count] is None
    }
    rows = {table: found for table, found in page.items() if table not in left_out}
    rows["articles"] = [{name: value for name, value in article.items() if name not in unshown}]
    related = page["related_articles"]
    return {**rows, "related_articles": [row for row in related if row["relation"] not in _UNPRINTED_RELATIONS]}


def _as_listed(xml: Rows, page: Rows) -> Rows:
    """What the XML tells: of the references the first ones, where the page lists those alone."""
    (article,) = page["articles"]
    stated, listed = article["reference_count"], article["references_listed"]
    if not isinstance(stated, int) or not isinstance(listed, int) or stated <= listed:
        return xml
    return {**xml, "references": xml["references"][:listed]}


def _pairs(table: str, page: Rows, xml: Rows) -> list[Pair]:
    """Which rows stand beside each other; none where one side does not tell of the table."""
    if table not in page or table not in xml:
        return []
    left, right = _normal_rows(table, page, xml)
    key = BY_POSITION.get(table)
    return in_any_order(left, right) if key is None else by_position(left, right, key)


def _normal_rows(table: str, page: Rows, xml: Rows) -> tuple[list[Row], list[Row]]:
    columns = [one for one in COMPARED if one.table == table]
    shown = _with_numbers_of(page, xml) if table == "authors" else page[table]
    return [_normal(row, columns) for row in shown], [_normal(row, columns) for row in xml[table]]


def _normal(row: Row, columns: Iterable[Compared]) -> Row:
    return {one.column: one.normal(row[one.column]) for one in columns if one.column in row}


def _with_numbers_of(page: Rows, xml: Rows) -> list[Row]:
    """The authors of the page, with the numbers that their affiliations have in the XML; below 0 where it has none."""
    pairs = _pairs("affiliations", page, xml)
    number = {left + 1: right + 1 for left, right in pairs if left is not None and right is not None}
    return [{**author, "affiliation_positions": _renumbered(author, number)} for author in page["authors"]]


def _renumbered(author: Row, number: Mapping[int, int]) -> Value:
    positions = author["affiliation_positions"]
    return sorted({number.get(int(n), -int(n)) for n in positions}) if isinstance(positions, list) else positions


def _found(one: Compared, pairs: Sequence[Pair], page: Rows, xml: Rows) -> Found:
    """The gravest verdict of all pairs, with the first pair that has it."""
    if one.table not in page or one.table not in xml:
        return Found(Verdict.NOT_COMPARABLE)
    rows, numbered = page[one.table], _with_numbers_of(page, xml) if one.column == "affiliation_positions" else None
    gravest = Found(Verdict.NEITHER)
    for left, right in pairs:
        shown = None if left is None else rows[left]
        told = None if right is None else xml[one.table][right]
        verdict = _verdict(one, numbered[left] if numbered and left is not None else shown, told)
        if _WEIGHT[verdict] > _WEIGHT[gravest.verdict]:
            gravest = Found(verdict, _value(one, shown), _value(one, told))
    return gravest


def _verdict(one: Compared, shown: Row | None, told: Row | None) -> Verdict:
    if (shown is not None and one.column not in shown) or (told is not None and one.column not in told):
        return Verdict.NOT_COMPARABLE
    left, right = _normal_value(one, shown), _normal_value(one, told)
    if left is None or right is None:
        return _one_sided(left, right)
    return Verdict.EQUAL if left == right else Verdict.DIFFERENT


def _one_sided(left: Value, right: Value) -> Verdict:
    if left is None:
        return Verdict.NEITHER if right is None else Verdict.MISSING_ON_PAGE
    return Verdict.MISSING_IN_XML


def _normal_value(one: Compared, row: Row | None) -> Value:
    """An empty list and an empty text are no value."""
    value = _value(one, row)
    normal = None if value is None else one.normal(value)
    return None if normal in ("", []) else normal


def _value(one: Compared, row: Row | None) -> Value:
    return None if row is None else row.get(one.column)
