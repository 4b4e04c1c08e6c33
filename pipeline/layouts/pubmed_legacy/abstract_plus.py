"""The page of 2009, `dl.AbstractPlusReport`: a line for the citation, a block for the article, a column beside them.

It shows neither MeSH terms nor figures; labels of an abstract stand in its text, unmarked.
"""

import re
from collections.abc import Iterator

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_legacy.authors import extract_authors
from pipeline.layouts.pubmed_legacy.citation import CitationLine, read_citation
from pipeline.layouts.pubmed_legacy.echoes import extract_echoes
from pipeline.layouts.pubmed_legacy.related import extract_side_lists, numbered, unknown_side_lists
from pipeline.layouts.pubmed_legacy.title import article_language, extract_title
from pipeline.markup.head import Head
from pipeline.markup.select import first, has_class, many, maybe, one, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import emails, pmcid, pmid
from pipeline.page import ArticlePage
from pipeline.tables import AbstractSection, Affiliation

CITATION, ARTICLE, SIDE = "ti", "abstract", "ad"
AFFILIATION, ABSTRACT = "affiliation", "abstract"
KNOWN = frozenset({"lib_icon", "authors", AFFILIATION, ABSTRACT, "pmid", "pmcid", "ndb"})
ENGLISH = "eng"
UNKNOWN_SECTION = "unknown-section"

_PMID = re.compile(r"\bPMID:\s*+(\d+)")
_PMCID = re.compile(r"\bPMCID:\s*+(PMC\d+)")


def extract_abstract_plus(report: Element, head: Head) -> ArticlePage:
    """All records of the page; whether the article is free or retracted, it does not show."""
    citation = _citation(one(report, "span", CITATION))
    article = one(report, "dd", ARTICLE)
    side = maybe(report, "dd", SIDE)
    printed = text_of(article) or ""
    authors = maybe(article, "div", "authors")
    unknown = [*_unknown(article), *unknown_side_lists(side)]
    return ArticlePage(
        pmid=_pmid(article),
        pmcid=_pmcid(article),
        doi=citation.doi,
        title=extract_title(one(article, "h2")),
        article_language=article_language([printed, citation.printed]),
        journal_title=citation.journal_title,
        journal_abbreviation=citation.journal_abbreviation,
        citation=citation.citation,
        secondary_date=citation.secondary_date,
        authors=() if authors is None else extract_authors(authors, ()),
        affiliations=_affiliations(article),
        abstract_sections=_abstract(article),
        related_articles=numbered(extract_side_lists(side)),
        echoes=extract_echoes(head, None),
        warnings=tuple(f"{UNKNOWN_SECTION}: {name}" for name in unknown),
    )


def _citation(line: Element) -> CitationLine:
    """The line behind the record's number; its journal is the span with the full title as tooltip."""
    journal = next((span for span in many(line, "span") if span.get("title")), None)
    if journal is None:
        raise BrokenPromise("span.ti names no journal")
    return read_citation(line, journal)


def _pmid(article: Element) -> int:
    stated = _PMID.search(text_of(first(article, "p", "pmid")) or "")
    number = pmid(stated[1]) if stated else None
    if number is None:
        raise BrokenPromise("p.pmid states no PMID")
    return number


def _pmcid(article: Element) -> str | None:
    lines = [text_of(line) or "" for name in ("pmid", "pmcid") for line in many(article, "p", name)]
    return next((pmcid(stated[1]) for line in lines if (stated := _PMCID.search(line))), None)


def _affiliations(article: Element) -> tuple[Affiliation, ...]:
    texts = [text for line in many(article, "p", AFFILIATION) if (text := text_of(line))]
    return tuple(Affiliation(n, text, emails(text)) for n, text in enumerate(texts, 1))


def _abstract(article: Element) -> tuple[AbstractSection, ...]:
    texts = [text for paragraph in many(article, "p", ABSTRACT) if (text := text_of(paragraph))]
    return tuple(AbstractSection(ENGLISH, n, None, None, text) for n, text in enumerate(texts, 1))


def _unknown(article: Element) -> Iterator[str]:
    """The parts of the article's block that no record comes from, by class."""
    for part in article:
        is_known = part.tag == "h2" or any(has_class(part, name) for name in KNOWN)
        if not is_known and text_of(part) and article_language([text_of(part) or ""]) is None:
            yield (part.get("class") or str(part.tag)).strip()
