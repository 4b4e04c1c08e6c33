"""A plain scraper of another make reads the same pages: where the two differ, one of them is wrong."""

from functools import cache
from typing import get_args, get_type_hints

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

SEEDS = some(range(1000, 1100), 4)
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


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_plain_scraper_reads_the_same_tables(seed: int, era: Era) -> None:
    found = extract(html_document(page(seed, era)))

    assert isinstance(found, Extracted)
    assert differences(found, opinions(seed, era)[0]) == []


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
    assert any(getattr(opinions(seed, era)[0].lists, table.name) for seed in SEEDS for era in Era)
