"""A plain scraper of another make reads the same pages: where the two differ, one of them is wrong."""

from dataclasses import replace
from functools import cache
from itertools import count
from typing import NamedTuple, get_args, get_type_hints

import pytest
from bs4 import BeautifulSoup

from pipeline.extract import extract
from pipeline.outcome import Extracted
from pipeline.tables import ARTICLES, SECTION_TABLES, Table
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.samples import some
from tests.saved_pages import html_document
from tests.second_opinion.agreement import UNCOMPARED, differences
from tests.second_opinion.rows import Article, Lists, Scraped
from tests.second_opinion.scraping import scrape
from tests.second_opinion.ten_fields import TenFields, read_ten_fields, ten_fields_of

pytestmark = pytest.mark.xdist_group("second opinion")  # one process parses the pages

RARE = ("funding_statement", "retraction_notice", "plain_language_summary")
SEEDS = (
    *some(range(1000, 1100), 4),
    *(next(seed for seed in count(1) if getattr(invent(seed), name)) for name in RARE),
)
OTHER = "another value"
TABLES = (ARTICLES, *SECTION_TABLES)
ROWS = {ARTICLES.name: Article, **{name: get_args(hint)[0] for name, hint in get_type_hints(Lists).items()}}
"""The scraper's rows, by table."""


def page(seed: int, era: Era) -> bytes:
    return render_html(invent(seed), era).encode()


@cache
def opinions(seed: int, era: Era) -> tuple[Scraped, TenFields]:
    """What the scraper reads, and its shorter brother: Beautiful Soup parses a page once for all rules."""
    soup = BeautifulSoup(page(seed, era), "lxml")
    return scrape(soup), read_ten_fields(soup)


@cache
def records(seed: int, era: Era) -> Extracted:
    found = extract(html_document(page(seed, era)))
    assert isinstance(found, Extracted)
    return found


def rows(table: Table) -> list[tuple[int, Era, NamedTuple]]:
    """The scraper's first row of a table on each page that has one, with the page."""
    found = [(seed, era, rows_on(seed, era, table)) for seed in SEEDS for era in Era]
    return [(seed, era, listed[0]) for seed, era, listed in found if listed]


def rows_on(seed: int, era: Era, table: Table) -> list[NamedTuple]:
    scraped = opinions(seed, era)[0]
    return [scraped.article] if table is ARTICLES else getattr(scraped.lists, table.name)


def with_first_row(scraped: Scraped, table: Table, row: NamedTuple) -> Scraped:
    if isinstance(row, Article):
        return scraped._replace(article=row)
    rest = getattr(scraped.lists, table.name)[1:]
    return scraped._replace(lists=replace(scraped.lists, **{table.name: [row, *rest]}))


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_plain_scraper_reads_the_same_tables(seed: int, era: Era) -> None:
    assert differences(records(seed, era), opinions(seed, era)[0]) == []


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_its_shorter_brother_reads_ten_of_their_fields(seed: int, era: Era) -> None:
    scraped, ten_fields = opinions(seed, era)

    assert ten_fields == ten_fields_of(scraped)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_compared_or_has_a_reason_not_to_be(table: Table) -> None:
    excepted = [column for one in UNCOMPARED if one.table == table.name for column in one.columns]

    assert sorted((*ROWS[table.name]._fields, *excepted)) == sorted(table.row._fields)


@pytest.mark.parametrize("table", SECTION_TABLES, ids=lambda table: table.name)
def test_the_pages_have_rows_of_every_table(table: Table) -> None:
    assert rows(table) != []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_another_value_in_any_column_is_a_difference(table: Table) -> None:
    seed, era, row = rows(table)[0]
    scraped = opinions(seed, era)[0]

    for column in row._fields:
        told = differences(records(seed, era), with_first_row(scraped, table, row._replace(**{column: OTHER})))
        assert [line.partition(":")[0] for line in told] == [f"{table.name} 1 {column}"]


@pytest.mark.parametrize("table", SECTION_TABLES, ids=lambda table: table.name)
def test_a_row_that_one_of_them_lacks_is_a_difference(table: Table) -> None:
    seed, era, _ = rows(table)[0]
    scraped = opinions(seed, era)[0]
    listed = getattr(scraped.lists, table.name)

    lists = replace(scraped.lists, **{table.name: listed[:-1]})

    assert differences(records(seed, era), scraped._replace(lists=lists)) == [
        f"{table.name}: {len(listed)} rows, by the scraper {len(listed) - 1}"
    ]
