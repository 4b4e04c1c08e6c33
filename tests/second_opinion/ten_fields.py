"""A shorter scraper: ten fields of an article, for those who need no more. Nearly all that it costs is the parse."""

from collections.abc import Sequence
from typing import NamedTuple

from bs4 import BeautifulSoup

from tests.second_opinion.abstract import join_abstract, scrape_abstract
from tests.second_opinion.heading import scrape_identifiers
from tests.second_opinion.indexing import scrape_mesh_terms
from tests.second_opinion.people import NAMES
from tests.second_opinion.rows import MeshTerm, Scraped
from tests.second_opinion.sections import find_sections
from tests.second_opinion.words import children, every, first, words


class TenFields(NamedTuple):
    """Of lists that have tables of their own, it takes names, terms or only the number."""

    pmid: int | None
    pmcid: str | None
    doi: str | None
    title: str | None
    authors: Sequence[str | None]
    affiliation_count: int
    abstract: str | None
    figure_count: int
    references_listed: int
    mesh_terms: Sequence[MeshTerm]


def scrape_ten_fields(page: str | bytes) -> TenFields:
    """The ten fields of a page."""
    return read_ten_fields(BeautifulSoup(page, "lxml"))


def read_ten_fields(soup: BeautifulSoup) -> TenFields:
    """The ten fields of a page that is parsed."""
    sections = find_sections(soup)
    view = first(sections.get("heading"), "div", "full-view")
    identifiers = scrape_identifiers(view)
    return TenFields(
        pmid=identifiers.pmid,
        pmcid=identifiers.pmcid,
        doi=identifiers.doi,
        title=words(first(view, "h1", "heading-title")),
        authors=[words(name) for name in every(first(view, "div", "inline-authors"), NAMES, "full-name")],
        affiliation_count=len(children(first(first(view, "div", "affiliations"), "ul", "item-list"), "li")),
        abstract=join_abstract(scrape_abstract(sections.get("abstract"))),
        figure_count=len(every(sections.get("figures"), "figure", "figure-item")),
        references_listed=sum(
            len(children(one, "li")) for one in every(sections.get("references"), "ol", "references-list")
        ),
        mesh_terms=scrape_mesh_terms(sections.get("mesh-terms")),
    )


def ten_fields_of(scraped: Scraped) -> TenFields:
    """The same out of all tables."""
    article, lists = scraped
    return TenFields(
        pmid=article.pmid,
        pmcid=article.pmcid,
        doi=article.doi,
        title=article.title,
        authors=[author.name for author in lists.authors],
        affiliation_count=len(lists.affiliations),
        abstract=article.abstract,
        figure_count=len(lists.figures),
        references_listed=len(lists.references),
        mesh_terms=lists.mesh_terms,
    )
