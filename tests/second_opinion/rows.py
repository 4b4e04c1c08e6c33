"""What the scraper finds on a page: rows in the columns of the contract, but for those that no page shows."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Article(NamedTuple):
    """What the page says of the article itself."""

    pmid: int | None
    pmcid: str | None
    doi: str | None
    title: str | None
    article_language: str | None
    journal_title: str | None
    journal_abbreviation: str | None
    citation: str | None
    publication_year: int | None
    publication_date: date | None
    publication_date_precision: str | None
    epub_date: date | None
    secondary_date: str | None
    volume: str | None
    issue: str | None
    pages: str | None
    abstract: str | None
    keywords: list[str]
    publication_types: list[str]
    supplementary_concepts: list[str]
    copyright: str | None
    conflict_of_interest: str | None
    plain_language_summary: str | None
    funding: str | None
    is_free_pmc: bool
    is_retracted: bool
    author_count: int
    figure_count: int
    reference_count: int
    references_listed: int
    url: str | None


class Author(NamedTuple):
    """An author, with the affiliations that the signs behind the name lead to."""

    position: int
    name: str | None
    short_name: str | None
    is_collective: bool
    equal_contribution: bool
    orcid: str | None
    affiliation_positions: list[int]


class Affiliation(NamedTuple):
    """An affiliation without its number."""

    position: int
    text: str | None
    emails: list[str]


class AbstractSection(NamedTuple):
    """A paragraph of an abstract."""

    language: str
    position: int
    label: str | None
    text: str | None


class Figure(NamedTuple):
    """A figure with its caption."""

    position: int
    label: str | None
    title: str | None
    caption: str | None
    image_url: str | None
    thumbnail_url: str | None
    width: int | None
    height: int | None
    pmcid: str | None
    figure_id: str | None


class Reference(NamedTuple):
    """A reference with what its links lead to."""

    position: int
    list_title: str | None
    text: str | None
    doi: str | None
    pmid: int | None
    pmcid: str | None


class MeshTerm(NamedTuple):
    """A line of the list of MeSH terms."""

    position: int
    descriptor: str
    qualifier: str | None
    is_major: bool


class Substance(NamedTuple):
    """A substance."""

    position: int
    name: str


class Grant(NamedTuple):
    """A grant and its parts."""

    position: int
    text: str | None
    grant_id: str | None
    acronym: str | None
    agency: str | None
    country: str | None


class RelatedArticle(NamedTuple):
    """Another article that the page links to."""

    relation: str
    position: int
    pmid: int | None
    text: str | None


class FullTextLink(NamedTuple):
    """A link of the LinkOut block."""

    position: int
    category: str | None
    provider: str | None
    url: str | None


class AssociatedDatum(NamedTuple):
    """An accession in a data bank."""

    position: int
    databank: str
    accession: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The rows of a page's sections, each field named as its table."""

    authors: list[Author]
    affiliations: list[Affiliation]
    abstract_sections: list[AbstractSection]
    figures: list[Figure]
    references: list[Reference]
    mesh_terms: list[MeshTerm]
    substances: list[Substance]
    grants: list[Grant]
    related_articles: list[RelatedArticle]
    full_text_links: list[FullTextLink]
    associated_data: list[AssociatedDatum]


class Scraped(NamedTuple):
    """All rows of a page."""

    article: Article
    lists: Lists
