"""A plain scraper reads the same out of every real page: where the two differ, one of them is wrong."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.conftest import REAL_PAGES
from tests.saved_pages import html_document
from tests.second_opinion.agreement import differences
from tests.second_opinion.rows import Scraped
from tests.second_opinion.scraping import scrape
from tests.second_opinion.ten_fields import TenFields, read_ten_fields, ten_fields_of

pytestmark = pytest.mark.real

PARTS = [pytest.param(part, marks=pytest.mark.xdist_group(f"second opinion {part}")) for part in range(4)]
"""Some of the pages each: what one rule has parsed, the other finds in the same process."""


def pages(part: int) -> Sequence[Path]:
    return sorted(Path(REAL_PAGES, "html").glob("*.html"))[part :: len(PARTS)]


def records(page: Path) -> Extracted:
    found = extract(html_document(page.read_bytes()))
    assert isinstance(found, Extracted)
    return found


@cache
def opinions(page: Path) -> tuple[Scraped, TenFields]:
    """What the scraper reads, and its shorter brother: Beautiful Soup parses a page once for both."""
    soup = BeautifulSoup(page.read_bytes(), "lxml")
    return scrape(soup), read_ten_fields(soup)


@pytest.mark.parametrize("part", PARTS)
def test_a_plain_scraper_reads_the_same_tables(part: int) -> None:
    found = {page.name: differences(records(page), opinions(page)[0]) for page in pages(part)}

    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("part", PARTS)
def test_its_shorter_brother_reads_ten_of_their_fields(part: int) -> None:
    found = {
        page.name: (ten_fields, ten_fields_of(scraped))
        for page in pages(part)
        for scraped, ten_fields in [opinions(page)]
    }

    assert {name: both for name, both in found.items() if both[0] != both[1]} == {}
