"""Where each field stands on a page from before 2020, by class: in the report of 2012 to 2019, and in that of 2009."""

from collections.abc import Callable
from typing import Final

from pipeline.layouts.pubmed_legacy import indexing, sections
from pipeline.layouts.pubmed_legacy.abstract import extract_abstract, extract_keywords
from pipeline.layouts.pubmed_legacy.authors import extract_affiliations, extract_authors
from pipeline.layouts.pubmed_legacy.citation import read_citation
from pipeline.layouts.pubmed_legacy.figures import extract_figures
from pipeline.layouts.pubmed_legacy.identifiers import extract_identifiers
from pipeline.layouts.pubmed_legacy.links import extract_full_text_links
from pipeline.layouts.pubmed_legacy.related import extract_linked
from pipeline.layouts.pubmed_legacy.title import article_language, extract_title
from pipeline.markup.select import text_of
from pipeline.origin import NOWHERE, Origin, Origins, by_class

_MORE = "morecit"


def _of(rule: Callable[..., object], report: str, page_of_2009: str | None = None, else_from: str = "") -> Origin:
    names = [name for name in (report, page_of_2009) if name]
    shown = f".{report}, or .{page_of_2009} on the page of 2009" if page_of_2009 else f".{report}"
    return Origin(shown, by_class(*names), rule, else_from)


ORIGINS: Final[Origins] = {
    "pmid": _of(extract_identifiers, sections.IDENTIFIERS, "pmid"),
    "pmcid": _of(extract_identifiers, sections.IDENTIFIERS, "pmcid"),
    "doi": _of(extract_identifiers, sections.IDENTIFIERS, "ti", "the citation line"),
    "title": Origin("the first heading of the article's block", by_class("rprt", "AbstractPlusReport"), extract_title),
    "article_language": Origin(
        "`[Article in …]`, between the sections", by_class("rprt", "AbstractPlusReport"), article_language
    ),
    **dict.fromkeys(
        ("journal_title", "journal_abbreviation", "citation", "secondary_date"),
        _of(read_citation, sections.CITATION, "ti"),
    ),
    "authors": _of(extract_authors, sections.AUTHORS, "authors"),
    "affiliations": _of(extract_affiliations, sections.AFFILIATIONS, "affiliation", "the block of the source, .aff"),
    "abstract_sections": _of(extract_abstract, sections.ABSTRACT, "abstract"),
    "copyright": _of(extract_abstract, sections.ABSTRACT),
    "keywords": _of(extract_keywords, sections.KEYWORDS),
    "figures": _of(extract_figures, sections.FIGURES),
    "is_free_pmc": _of(extract_identifiers, sections.IDENTIFIERS),
    "publication_types": _of(indexing.extract_terms, _MORE),
    "supplementary_concepts": _of(indexing.extract_terms, _MORE),
    "mesh_terms": _of(indexing.extract_mesh_terms, _MORE),
    "substances": _of(indexing.extract_substances, _MORE),
    "grants": _of(indexing.extract_grants, _MORE),
    "associated_data": _of(indexing.extract_accessions, _MORE),
    "is_retracted": _of(indexing.extract_terms, _MORE, None, "a list `Retraction in`"),
    "related_articles": _of(extract_linked, sections.LINKED, "ad", "the column beside the article"),
    "full_text_links": _of(extract_full_text_links, _MORE),
    "url": Origin("an address noted beside the page", NOWHERE, text_of),
}
"""What these layouts never show is not among them: references, funding, conflicts of interest, plain summaries."""
