"""A plain scraper of another make reads the same pages: where the two differ, one of them is wrong."""

import pytest

from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.samples import some
from tests.saved_pages import html_document
from tests.second_opinion import opinion_of_page, opinion_of_records


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", some(range(1000, 1100), 2))
def test_a_plain_scraper_reads_the_same(seed: int, era: Era) -> None:
    page = render_html(invent(seed), era)
    found = extract(html_document(page))

    assert isinstance(found, Extracted)
    assert opinion_of_records(found) == opinion_of_page(page)
