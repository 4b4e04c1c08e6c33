"""What a generated page says is what its records say: every table, every column, both eras of the markup."""

from collections.abc import Iterable

import pytest

from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.rarities import Rarity
from tests.invented.records import expected_records, unsettled_columns
from tests.records_of import Row, records_of
from tests.saved_pages import html_document

SEEDS = range(1, 201)
KNOWN_WARNINGS = {"affiliations-not-on-page", "label-without-category"}
SEVERAL_LISTS = "related_articles"
"""A generated position counts within its relation; a published one through all of them."""


def article(seed: int, era: Era) -> Extracted:
    found = extract(html_document(render_html(invent(seed), era)))
    assert isinstance(found, Extracted), found
    return found


def without(rows: Iterable[Row], columns: frozenset[str]) -> list[Row]:
    return [{name: value for name, value in row.items() if name not in columns} for row in rows]


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_records_of_a_page_are_those_that_it_was_made_from(seed: int, era: Era) -> None:
    invented, found = invent(seed), records_of(article(seed, era))
    unsettled = unsettled_columns(invented)

    for table, expected in expected_records(invented, era).items():
        left_open = unsettled.get(table, frozenset()) | ({"position"} if table == SEVERAL_LISTS else frozenset())
        scored = frozenset(expected[0]) if expected else frozenset()
        assert [{name: row[name] for name in scored - left_open} for row in found[table]] == without(
            expected, left_open
        ), table


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_agrees_with_itself(seed: int, era: Era) -> None:
    assert {warning.partition(":")[0] for warning in article(seed, era).warnings} <= KNOWN_WARNINGS


@pytest.mark.parametrize("seed", SEEDS)
def test_positions_count_from_one_without_a_gap(seed: int) -> None:
    for table, rows in records_of(article(seed, Era.DECEMBER_2023)).items():
        counted: dict[object, list[object]] = {}
        for row in rows:
            if "position" in row:
                counted.setdefault(row.get("language"), []).append(row["position"])
        assert all(positions == list(range(1, len(positions) + 1)) for positions in counted.values()), table


@pytest.mark.parametrize("seed", SEEDS[::5])
def test_no_published_text_is_empty_or_untidy(seed: int) -> None:
    for rows in records_of(article(seed, Era.MARCH_2026)).values():
        for row in rows:
            texts = [value for name, value in row.items() if isinstance(value, str) and name != "abstract"]
            assert [text for text in texts if not text or text != " ".join(text.split())] == []


def test_the_seeds_show_every_rarity() -> None:
    assert len(SEEDS) >= 2 * len(Rarity)
