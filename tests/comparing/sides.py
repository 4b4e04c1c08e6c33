"""Both sides of an invented article: what its page shows, and what its XML tells."""

from functools import cache
from io import BytesIO
from typing import cast

from lxml import etree

from pipeline.comparing.reading import read_article
from pipeline.comparing.values import Rows
from pipeline.extract import extract
from pipeline.outcome import Extracted
from tests.comparing.written import Records, xml_of
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.invented.records import expected_records
from tests.records_of import records_of
from tests.saved_pages import html_document


@cache
def shown(seed: int) -> Rows:
    """What the parser reads on the page."""
    found = extract(html_document(render_html(invent(seed))))
    assert isinstance(found, Extracted), found
    return cast("Rows", records_of(found))


@cache
def records(seed: int) -> Records:
    """What is known of the article; nobody may change it."""
    return expected_records(invent(seed))


def told(known: Records) -> Rows:
    """What the XML of these records tells."""
    return read(xml_of([known]))


def read(xml: bytes) -> Rows:
    """What the only article of a file tells."""
    (element,) = etree.parse(BytesIO(xml)).getroot()
    found = read_article(element)
    assert found
    return found.rows
