"""The full view of `#heading`: identifiers, title, journal and citation."""

import re
from typing import NamedTuple

from bs4 import Tag

from tests.second_opinion.words import attribute, first, words


class Identifiers(NamedTuple):
    """The names of the article."""

    pmid: int | None
    pmcid: str | None
    doi: str | None


class Heading(NamedTuple):
    """What the full view of the heading says."""

    identifiers: Identifiers
    title: str | None
    article_language: str | None
    journal_title: str | None
    journal_abbreviation: str | None
    citation: str | None
    secondary_date: str | None
    publication_type: str | None
    is_free_pmc: bool


def scrape_heading(view: Tag | None) -> Heading:
    """The heading, but for the authors."""
    citation = first(view, "div", "article-citation")
    journal = first(citation, "button", "journal-actions-trigger")
    return Heading(
        identifiers=scrape_identifiers(view),
        title=words(first(view, "h1", "heading-title")),
        article_language=_language(view),
        journal_title=attribute(journal, "title"),
        journal_abbreviation=words(journal),
        citation=words(first(citation, "span", "cit")),
        secondary_date=words(first(citation, "span", "secondary-date")),
        publication_type=words(first(citation, "div", "publication-type")),
        is_free_pmc=words(first(view, "span", "free-label")) == "Free PMC article",
    )


def scrape_identifiers(view: Tag | None) -> Identifiers:
    """The identifiers; case has no meaning in a DOI."""
    listed = first(view, "ul", "identifiers")
    pmid, pmcid, doi = (_identifier(listed, kind) for kind in ("pubmed", "pmc", "doi"))
    return Identifiers(int(pmid) if pmid else None, pmcid, doi.lower() if doi else None)


def _identifier(identifiers: Tag | None, kind: str) -> str | None:
    """A PMID, and a PMCID under embargo, is no link."""
    printed = first(identifiers, "span", kind)
    return words(first(printed, "a", "id-link") or first(printed, "strong", "current-id"))


def _language(view: Tag | None) -> str | None:
    printed = re.search(r"\[Article in (.*)\]", words(first(view, "div", "article-languages")) or "")
    return printed[1] if printed else None
