"""PubMed renames a block or a class on all pages: the run is stopped, and the right table and column are named.

`python -m tests.benchmarks.gates` does the same with every name that the layout reads.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from pipeline.quality.gates import findings
from pipeline.quality.history import PastRun
from pipeline.quality.settings import USUAL
from tests.invented.rarities import Rarity, rarity_of
from tests.quality.nights import Night, another, history, invented_pages, night
from tests.renamed_markup import Name, names_in

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("renamed markup")]  # one process reads the pages of all nights

PAGES = 100
NIGHTS = 3
MARKED = 12
"""Pages more whose authors contributed equally: among a hundred there are too few to be missed."""

BLOCKS = {
    "heading": "parser-error",
    "abstract": "abstract_sections",
    "figures": "figures",
    "references": "references",
    "similar": "related_articles.relation: similar",
    "citedby": "related_articles.relation: cited_by",
    "publication-types": "unknown-section: Publication types",
    "mesh-terms": "mesh_terms",
    "substances": "substances",
    "grants": "grants",
    "linkout": "full_text_links",
    "copyright": "articles.copyright",
    "conflict-of-interest": "articles.conflict_of_interest",
}
"""Ids of blocks, and what is found to be missing."""
CLASSES = {
    "secondary-date": "articles.secondary_date",
    "free-label": "articles.is_free_pmc",
    "show-all": "articles.reference_count",
    "figure-caption-contents": "figures.caption",
    "figure-label": "figures.title",
    "full-authors": "related_articles.text",
    "equal-contrib": "authors.equal_contribution",
    "inline-authors": "authors",
    "affiliations": "affiliations",
    "sub-title": "abstract_sections.label",
    "reference-link": "references.doi",
    "linkout-category": "full_text_links.category",
    "key": "affiliations.text: without its number",
}
"""Classes that no page misses by itself, and some others."""
CASES = [
    *((Name("id", word), told) for word, told in BLOCKS.items()),
    *((Name("class", word), told) for word, told in CLASSES.items()),
]


class Nights(NamedTuple):
    """Pages as they were, and pages to be renamed."""

    before: Sequence[PastRun]
    pages: Sequence[str]
    usual: Night


@pytest.fixture(scope="module")
def nights() -> Nights:
    before = [night(_pages(number)).coverage for number in range(NIGHTS)]
    pages = _pages(NIGHTS)
    return Nights(history(before), pages, night(pages))


def _pages(number: int) -> list[str]:
    """The pages of a night."""
    marked = [seed for seed in range(10_000, 20_000) if rarity_of(seed) is Rarity.EQUAL_CONTRIBUTION]
    return invented_pages([*range(number * PAGES, (number + 1) * PAGES), *marked[number * MARKED :][:MARKED]])


def test_pages_as_they_were_do_not_stop_the_run(nights: Nights) -> None:
    assert not findings(nights.usual.coverage, nights.before, USUAL)


@pytest.mark.parametrize(("name", "told"), CASES, ids=lambda case: getattr(case, "word", None))
def test_a_name_that_is_another_on_all_pages_stops_the_run_by_what_is_missing(
    name: Name, told: str, nights: Nights
) -> None:
    now = another(nights.usual, nights.pages, [name.renamed(page) for page in nights.pages])

    found = findings(now.coverage, nights.before, USUAL)

    assert told in {finding.figure.name for finding in found}


def test_the_names_are_those_that_the_layout_reads(nights: Nights) -> None:
    assert {name for name, _ in CASES} <= set(names_in(nights.pages))


def test_a_name_is_renamed_where_it_is_a_name_and_nowhere_else() -> None:
    page = '<div class="a grants b" id="grants"><a href="#grants" data-x="grants">grants</a></div><meta name="grants">'

    assert Name("class", "grants").renamed(page) == page.replace("a grants b", "a x-grants b")
    assert Name("id", "grants").renamed(page) == page.replace('id="grants"', 'id="x-grants"')
    assert Name("attribute", "data-x").renamed(page) == page.replace("data-x", "x-data-x")
    assert Name("meta", "grants").renamed(page) == page.replace('name="grants"', 'name="x-grants"')
