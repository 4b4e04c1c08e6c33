"""A page of the 2020 layout -> the rows of all its tables."""

from collections.abc import Mapping, Sequence

from bs4 import BeautifulSoup, Tag

from tests.second_opinion.abstract import join_abstract, scrape_abstract, scrape_keywords
from tests.second_opinion.dates import read_date, read_epub_date, read_numbers, read_pages
from tests.second_opinion.figures import scrape_figures
from tests.second_opinion.funding import scrape_funding, scrape_grants
from tests.second_opinion.heading import Heading, scrape_heading
from tests.second_opinion.indexing import scrape_mesh_terms, scrape_substances, scrape_terms
from tests.second_opinion.links import scrape_associated_data, scrape_full_text_links
from tests.second_opinion.people import scrape_affiliations, scrape_authors
from tests.second_opinion.references import scrape_reference_count, scrape_references
from tests.second_opinion.related import scrape_related
from tests.second_opinion.rows import Article, Lists, Scraped
from tests.second_opinion.sections import find_sections
from tests.second_opinion.words import attribute, children, first, words

RELATED = ("similar", "citedby", "linked-")
"""How the ids of lists of other articles begin."""


def scrape_page(page: str | bytes) -> Scraped:
    """The rows of a page."""
    return scrape(BeautifulSoup(page, "lxml"))


def scrape(soup: BeautifulSoup) -> Scraped:
    """The rows of a page that is parsed."""
    sections = find_sections(soup)
    view = first(sections.get("heading"), "div", "full-view")
    lists = _lists(view, sections)
    return Scraped(_article(scrape_heading(view), _metas(soup), sections, lists), lists)


def _metas(soup: BeautifulSoup) -> Mapping[str, str | None]:
    """What the page's head says, by name or property."""
    metas = [] if soup.head is None else soup.head.find_all("meta")
    return {str(meta.get("name") or meta.get("property")): attribute(meta, "content") for meta in metas}


def _lists(view: Tag | None, sections: Mapping[str, Tag]) -> Lists:
    affiliations = scrape_affiliations(view)
    return Lists(
        authors=scrape_authors(view, affiliations),
        affiliations=list(affiliations.values()),
        abstract_sections=scrape_abstract(sections.get("abstract")),
        figures=scrape_figures(sections.get("figures")),
        references=scrape_references(sections.get("references")),
        mesh_terms=scrape_mesh_terms(sections.get("mesh-terms")),
        substances=scrape_substances(sections.get("substances")),
        grants=scrape_grants(sections.get("grants")),
        related_articles=scrape_related(block for name, block in sections.items() if name.startswith(RELATED)),
        full_text_links=scrape_full_text_links(sections.get("linkout")),
        associated_data=scrape_associated_data(sections.get("supplemental-data")),
    )


def _article(heading: Heading, metas: Mapping[str, str | None], sections: Mapping[str, Tag], lists: Lists) -> Article:
    published = read_date(heading.citation)
    printed = metas.get("citation_volume"), metas.get("citation_issue")
    volume, issue = read_numbers(*printed)
    return Article(
        **heading.identifiers._asdict(),
        title=heading.title,
        article_language=heading.article_language,
        journal_title=heading.journal_title,
        journal_abbreviation=heading.journal_abbreviation,
        citation=heading.citation,
        publication_year=published.year,
        publication_date=published.first_day,
        publication_date_precision=published.precision,
        epub_date=read_epub_date(heading.secondary_date),
        secondary_date=heading.secondary_date,
        volume=volume,
        issue=issue,
        pages=read_pages(heading.citation, *printed),
        abstract=join_abstract(lists.abstract_sections),
        keywords=scrape_keywords(sections.get("abstract")),
        publication_types=_publication_types(heading, sections),
        supplementary_concepts=scrape_terms(sections.get("supplementary-concepts")),
        copyright=words(sections.get("copyright")),
        conflict_of_interest=_conflict_of_interest(sections.get("conflict-of-interest")),
        plain_language_summary=_paragraphs(children(sections.get("plain-language-summary"), "p")),
        funding=scrape_funding(sections.get("grants")),
        is_free_pmc=heading.is_free_pmc,
        is_retracted="retraction" in sections,
        author_count=len(lists.authors),
        figure_count=len(lists.figures),
        reference_count=scrape_reference_count(sections.get("references")) or len(lists.references),
        references_listed=len(lists.references),
        url=metas.get("og:url"),
    )


def _publication_types(heading: Heading, sections: Mapping[str, Tag]) -> list[str]:
    """The list, or the one type above the title where there is none."""
    above = [heading.publication_type] if heading.publication_type else []
    return scrape_terms(sections.get("publication-types")) or above


def _conflict_of_interest(block: Tag | None) -> str | None:
    """The headings and paragraphs of the statement."""
    statement = first(block, "div", "statement")
    return None if statement is None else _paragraphs(statement.find_all(recursive=False))


def _paragraphs(parts: Sequence[Tag]) -> str | None:
    return " ".join(filter(None, map(words, parts))) or None
