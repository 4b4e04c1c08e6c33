"""A page and its XML agree in all columns, and where one value differs exactly its column is named."""

import copy
from collections.abc import Mapping

import pytest

from pipeline.comparing.columns import COMPARED, NOT_COMPARED, Compared
from pipeline.comparing.judging import Found, Verdict, judge
from pipeline.comparing.values import Row, Rows, Value
from pipeline.record import stored_columns
from pipeline.tables import ARTICLE_TABLES
from tests.comparing.sides import records, shown, told
from tests.comparing.written import Records
from tests.invented.invent import invent
from tests.invented.rarities import Rarity
from tests.invented.records import expected_records, unsettled_columns

SEEDS = [
    seed
    for seed in range(1, len(Rarity) + 1)
    if len({place.text for place in invent(seed).affiliations}) == len(invent(seed).affiliations)
]
"""One of each rarity, but those that print an affiliation twice, which PubMed never does."""
AGREEING = {Verdict.EQUAL, Verdict.NEITHER, Verdict.NOT_COMPARABLE}


def _named(verdicts: Mapping[Compared, Found]) -> dict[str, Found]:
    return {one.name: found for one, found in verdicts.items() if found.verdict not in AGREEING}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_and_its_xml_agree(seed: int) -> None:
    open_columns = {f"{table}.{name}" for table, names in unsettled_columns(invent(seed)).items() for name in names}

    found = _named(judge(shown(seed), told(records(seed))))

    assert {name: one for name, one in found.items() if name not in open_columns} == {}


def test_every_column_is_told_by_some_article() -> None:
    equal = {
        one.name
        for seed in SEEDS
        for one, found in judge(shown(seed), told(records(seed))).items()
        if found.verdict is Verdict.EQUAL
    }

    assert {one.name for one in COMPARED} - equal == {"authors.orcid"}  # which the pages of 2023 do not print


def test_every_column_of_the_contract_is_compared_or_it_is_said_why_not() -> None:
    own = {f"{table.name}.{one.name}" for table in ARTICLE_TABLES for one in stored_columns(table)}
    spoken_of = {one.name for one in COMPARED} | set(NOT_COMPARED)
    untold = {
        name
        for name in own - spoken_of
        if name.partition(".")[0] not in NOT_COMPARED and name.partition(".")[2] not in {"article_id", "position"}
    }

    assert untold == set()
    assert {name for name in spoken_of if "." in name} <= own


def _changed(value: Value) -> Value:
    """Another value of its kind."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value} x"
        case list():
            return [*[int(one) for one in value], 99] if isinstance(value[0], int) else [*map(str, value), "x"]
    return None


TELLING = {one.name: one for one in COMPARED}


def _both_with(column: Compared, number: int) -> tuple[Rows, Rows]:
    """The sides of the article that has the most values in this column, of some; one at least."""
    seed = max(SEEDS, key=lambda one: _telling(records(one), column) > number)
    assert _telling(records(seed), column)
    return shown(seed), told(records(seed))


def _telling(expected: Records, column: Compared) -> int:
    rows = [row for row in expected[column.table] if row.get("relation") not in {"similar", "cited_by"}]
    return sum(1 for row in rows if row.get(column.column) not in (None, [], ()))


@pytest.mark.parametrize("name", TELLING)
def test_a_value_that_differs_names_its_column_alone(name: str) -> None:
    column, number = TELLING[name], 0 if name.startswith("articles.") else 1
    page, xml = _both_with(column, number) if name != "authors.orcid" else _with_orcids(number)
    before = _named(judge(page, xml))
    other = copy.deepcopy(dict(page))
    row = _row_to_change(other[column.table], column, number)
    was, row[column.column] = row[column.column], _changed(row[column.column])

    found = _named(judge(other, xml))

    assert set(found) - set(before) == {name}
    assert (found[name].verdict, found[name].page) == (Verdict.DIFFERENT, row[column.column]), was


def _row_to_change(rows: list[Row], column: Compared, number: int) -> Row:
    compared = [row for row in rows if row.get("relation") not in {"similar", "cited_by"}]
    telling = [row for row in compared if row[column.column] not in (None, [])]
    return telling[min(number, len(telling) - 1)]


def _with_orcids(number: int) -> tuple[Rows, Rows]:
    expected = expected_records(invent(2 + number))
    for n, author in enumerate(expected["authors"]):
        author["orcid"] = f"0000-0001-5000-{n:04d}"
    page = copy.deepcopy(dict(shown(2 + number)))
    for row, author in zip(page["authors"], expected["authors"], strict=True):
        row["orcid"] = str(author["orcid"])
    return page, told(expected)


@pytest.mark.parametrize("column", [one for one in COMPARED if one.table == "articles"], ids=lambda one: one.name)
def test_what_one_side_lacks_is_told_as_missing_there(column: Compared) -> None:
    page, xml = _both_with(column, 0)
    empty: Value = [] if isinstance(page["articles"][0][column.column], list) else None
    without_page = {**page, "articles": [{**page["articles"][0], column.column: empty}]}
    without_xml = {**xml, "articles": [{**xml["articles"][0], column.column: None}]}
    is_count = column.column in {"author_count", "reference_count"}

    on_page, in_xml = judge(without_page, xml)[column], judge(page, without_xml)[column]

    assert on_page.verdict is (Verdict.NOT_COMPARABLE if is_count and on_page.page else Verdict.MISSING_ON_PAGE)
    assert in_xml.verdict is Verdict.MISSING_IN_XML


@pytest.mark.parametrize("table", ["authors", "references", "mesh_terms", "affiliations", "grants"])
def test_a_row_that_is_missing_spoils_no_other(table: str) -> None:
    seed = next(n for n in SEEDS if len(shown(n)[table]) > 2)
    page, xml = shown(seed), told(records(seed))
    without = {**page, table: [row for n, row in enumerate(page[table]) if n != 1]}

    found = _named(judge(without, xml))

    own = {name: one for name, one in found.items() if name.startswith(f"{table}.")}
    assert own
    assert {one.verdict for one in own.values()} == {Verdict.MISSING_ON_PAGE}


def test_the_order_of_a_set_is_no_difference_and_that_of_authors_is() -> None:
    seed = next(n for n in SEEDS if len(invent(n).mesh_terms) > 2 and len(invent(n).authors) > 2)
    page, xml = shown(seed), told(records(seed))

    turned = {**page, "mesh_terms": page["mesh_terms"][::-1], "authors": page["authors"][::-1]}

    names = set(_named(judge(turned, xml)))
    assert "authors.name" in names
    assert not any(name.startswith("mesh_terms") for name in names)


def test_affiliations_that_are_numbered_in_another_way_are_the_same() -> None:
    seed = next(n for n in SEEDS if len(invent(n).affiliations) > 2)
    page, xml = shown(seed), told(records(seed))
    last = len(page["affiliations"])
    turned: Rows = {
        **page,
        "affiliations": page["affiliations"][::-1],
        "authors": [
            {**row, "affiliation_positions": [last + 1 - n for n in row["affiliation_positions"]]}  # type: ignore[union-attr, operator]
            for row in page["authors"]
        ],
    }

    assert _named(judge(turned, xml)) == _named(judge(page, xml))


@pytest.mark.parametrize("name", ["keywords", "publication_types", "supplementary_concepts"])
def test_what_a_rendering_cannot_show_is_not_compared(name: str) -> None:
    page, xml = shown(1), told(records(1))
    unshown = {**page, "articles": [{**page["articles"][0], name: None}]}

    assert judge(unshown, xml)[TELLING[f"articles.{name}"]].verdict is Verdict.NOT_COMPARABLE


def test_references_are_compared_as_far_as_the_page_lists_them() -> None:
    seed = next(n for n in SEEDS if invent(n).reference_total > 5 and len(shown(n)["references"]) == 5)
    page, xml = shown(seed), told(records(seed))

    assert len(xml["references"]) > 5
    assert judge(page, xml)[TELLING["references.text"]].verdict is Verdict.EQUAL
