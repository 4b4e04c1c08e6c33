"""Section `#heading`: citation, title, identifiers, and where the lists of authors are.

The heading is on the page twice, for wide and for narrow screens; records come from `#full-view-heading`,
the other is an echo for the audit.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.authors import (
    AFFILIATIONS,
    AUTHORS,
    are_all_resolved,
    extract_affiliations,
    printed_authors,
    read_authors,
)
from pipeline.layouts.pubmed_2020.known import NOTHING_KNOWN, known_or
from pipeline.markup.select import first, has_class, many, maybe, one, text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import doi, pmcid, pmid
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author

FULL_VIEW = "full-view-heading"
CITATION = "article-citation"
IDENTIFIER_LIST = "identifiers"
SHORT_VIEW = "short-view-heading"
AFFILIATIONS_ELSEWHERE = "fetched-authors-placeholder-full-view"
FREE_IN_PMC = "Free PMC article"
ARTICLE_IN = "[Article in"
IDENTIFIERS = ("pubmed", "pmc", "doi")
"""The kinds of identifier, each a class of its element."""


class Heading(NamedTuple):
    """What the full view says."""

    pmid: int | None
    pmcid: str | None
    doi: str | None
    title: str | None
    article_language: str | None
    journal_title: str | None
    journal_abbreviation: str | None
    citation: str | None
    secondary_date: str | None
    publication_type: str | None
    is_free_pmc: bool
    has_affiliations: bool
    """False where the page leaves affiliations for the browser to fetch, or authors link to some that it lacks."""
    authors: tuple[Author, ...]
    affiliations: tuple[Affiliation, ...]


class Source(NamedTuple):
    """Where the article appeared, by the lines above its title."""

    journal_title: str | None
    journal_abbreviation: str | None
    citation: str | None
    secondary_date: str | None
    publication_type: str | None


class ShortHeading(NamedTuple):
    """What the short view says again."""

    title: str | None
    journal: str | None
    date: str | None


def extract_heading(header: Element, known: Mapping[str, object] = NOTHING_KNOWN) -> Heading:
    """The full view of the heading; BrokenPromise where it lacks what every page has.

    Its lists, and the lines above the title, may be `known`, by the class of their block.
    """
    view = _view(header, FULL_VIEW)
    source = known_or(known, CITATION, partial(_source, view))
    identifiers = known_or(known, IDENTIFIER_LIST, partial(_identifiers, view))
    affiliations = known_or(known, AFFILIATIONS, partial(extract_affiliations, view))
    authors = known_or(known, AUTHORS, partial(printed_authors, view))
    return Heading(
        pmid=pmid(identifiers.get("pubmed")),
        pmcid=pmcid(identifiers.get("pmc")),
        doi=doi(identifiers.get("doi")),
        title=text_of(one(view, "h1", "heading-title")),
        article_language=_article_language(view),
        journal_title=source.journal_title,
        journal_abbreviation=source.journal_abbreviation,
        citation=source.citation,
        secondary_date=source.secondary_date,
        publication_type=source.publication_type,
        is_free_pmc=text_of(maybe(view, "span", "free-label")) == FREE_IN_PMC,
        has_affiliations=maybe(view, "div", AFFILIATIONS_ELSEWHERE) is None and are_all_resolved(authors, affiliations),
        authors=read_authors(authors, affiliations),
        affiliations=tuple(affiliation for affiliation, _ in affiliations),
    )


def _source(view: Element) -> Source:
    block = one(view, "div", CITATION)
    journal = one(block, "button", "journal-actions-trigger")
    return Source(
        journal_title=clean(journal.get("title")),
        journal_abbreviation=text_of(journal),
        citation=text_of(maybe(block, "span", "cit")),
        secondary_date=text_of(maybe(block, "span", "secondary-date")),
        publication_type=text_of(maybe(block, "div", "publication-type")),
    )


def extract_short_heading(header: Element) -> ShortHeading:
    """The short view of the heading, which repeats the full one; what it lacks is None."""
    view = next((child for child in header if child.get("id") == SHORT_VIEW), None)
    if view is None:
        return ShortHeading(None, None, None)
    journal = first(view, "span", "citation-journal")
    return ShortHeading(
        title=text_of(first(view, "h1", "heading-title")),
        journal=_short_journal(journal),
        date=_short_date(view),
    )


def _view(header: Element, identity: str) -> Element:
    for child in header:
        if child.get("id") == identity:
            return child
    raise BrokenPromise(f"no #{identity} in #heading")


def _identifiers(view: Element) -> Mapping[str, str]:
    return by_kind(
        (span.get("class"), next((text_of(child) for child in span if _is_identifier(child)), None))
        for span in many(one(view, "ul", IDENTIFIER_LIST), "span", "identifier")
    )


def _is_identifier(child: Element) -> bool:
    return has_class(child, "id-link") or has_class(child, "current-id")


def by_kind(printed: Iterable[tuple[str | None, str | None]]) -> Mapping[str, str]:
    """The first identifier of each kind, out of their classes and texts; links are lower-cased, texts are not."""
    found: dict[str, str] = {}
    for classes, value in printed:
        kind = next((name for name in IDENTIFIERS if name in (classes or "").split()), None)
        if kind and value:
            found.setdefault(kind, value)
    return found


def _article_language(view: Element) -> str | None:
    printed = text_of(maybe(view, "div", "article-languages"))
    if printed is None or not printed.startswith(ARTICLE_IN):
        return None
    return clean(printed.removeprefix(ARTICLE_IN).removesuffix("]"))


def _short_journal(printed: Element | None) -> str | None:
    separator = first(printed, "span", "citation-separator") if printed is not None else None
    return text_of(printed) if printed is None or separator is None else text_without(printed, separator)


def _short_date(view: Element) -> str | None:
    date = first(view, "span", "date")
    if date is None:
        return None
    return next((text_of(child) for child in date.iterdescendants() if has_class(child, "citation-year")), None)
