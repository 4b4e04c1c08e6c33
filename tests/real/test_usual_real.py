"""On real pages, whole and damaged, what is read from the bytes is what the tree shows."""

from functools import cache
from pathlib import Path
from random import Random

import pytest

from pipeline.layouts.pubmed_2020.usual import take_usual
from pipeline.markup.tree import main_span
from tests.conftest import REAL_PAGES
from tests.damaging import DAMAGES, Damage
from tests.reading_plainly import both_ways
from tests.samples import PROFILE

pytestmark = pytest.mark.real

DAMAGED = 10_000 if PROFILE == "thorough" else 400
"""Damaged pages that are compared, of all kinds together."""
PARTS = 4
SHARES = {
    "article-citation": 0.99,
    "identifiers": 0.99,
    "abstract": 0.94,
    "linkout": 0.99,
    "inline-authors": 0.99,
    "affiliations": 0.97,
    "short-view-heading": 0.99,
    "figures": 0.96,
    "similar": 1,
    "citedby": 1,
    "references": 0.99,
    "publication-types": 1,
    "mesh-terms": 1,
    "substances": 1,
}
"""The least share of the sections of a kind that are read from the bytes; below, the templates are not PubMed's."""


@cache
def pages() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(Path(REAL_PAGES, "html").glob("*.html")))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_read_alike_both_ways(part: int) -> None:
    for page in pages()[part::PARTS]:
        as_read, plainly = both_ways(page)
        assert as_read == plainly


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_pages_are_read_alike_both_ways(damage: Damage) -> None:
    chance = Random(damage.__name__)
    for number in range(DAMAGED // len(DAMAGES)):
        as_read, plainly = both_ways(damage(chance.choice(pages()), chance))
        assert as_read == plainly, number


@pytest.mark.parametrize("name", SHARES)
def test_nearly_all_sections_are_printed_in_the_usual_way(name: str) -> None:
    mains = [page[span.start : span.end] for page in pages() for span in (main_span(page),)]
    printed = [main for main in mains if f'="{name}"'.encode() in main]

    assert sum(name in take_usual(main).known for main in printed) >= SHARES[name] * len(printed) > 0
