"""The report of 2012 to 2019, `div.rprt`: every section's records in one `ArticlePage`."""

from pipeline.layouts.pubmed_legacy import indexing, sections
from pipeline.layouts.pubmed_legacy.abstract import Abstract, extract_abstract, extract_keywords
from pipeline.layouts.pubmed_legacy.authors import Numbered, extract_affiliations, extract_authors
from pipeline.layouts.pubmed_legacy.citation import extract_citation
from pipeline.layouts.pubmed_legacy.echoes import extract_echoes
from pipeline.layouts.pubmed_legacy.figures import extract_figures
from pipeline.layouts.pubmed_legacy.identifiers import extract_identifiers
from pipeline.layouts.pubmed_legacy.links import extract_full_text_links
from pipeline.layouts.pubmed_legacy.related import (
    extract_linked,
    extract_side_lists,
    numbered,
    unknown_side_lists,
)
from pipeline.layouts.pubmed_legacy.title import article_language, extract_title
from pipeline.markup.head import Head
from pipeline.markup.select import maybe
from pipeline.markup.tree import Element
from pipeline.page import ArticlePage
from pipeline.tables import Author, FullTextLink

UNKNOWN_SECTION = "unknown-section"
LINKOUT = "linkoutlist"
NO_ABSTRACT = Abstract((), None, ())
RETRACTED = "Retracted Publication"
RETRACTION_IN = "retraction_in"


def extract_report(report: Element, side: Element | None, head: Head) -> ArticlePage:
    """All records of the article's block and of the column beside it."""
    found = sections.find_sections(report)
    citation = extract_citation(found.need(sections.CITATION))
    identifiers = extract_identifiers(found.need(sections.IDENTIFIERS))
    abstract = found.read(sections.ABSTRACT, extract_abstract, NO_ABSTRACT)
    affiliations = _affiliations(found)
    indexed = [part for part in found.more if maybe(part, "div", LINKOUT) is None]
    lists = indexing.find_lists(indexed)
    types = indexing.extract_terms(lists, indexing.PUBLICATION_TYPES)
    unknown = [*found.unknown, *abstract.unknown, *indexing.unknown_lists(indexed), *unknown_side_lists(side)]
    related = numbered([*extract_linked(found.linked), *extract_side_lists(side)])
    return ArticlePage(
        pmid=identifiers.pmid,
        pmcid=identifiers.pmcid,
        doi=identifiers.doi or citation.doi,
        title=extract_title(found.need(sections.TITLE)),
        article_language=article_language([*found.loose_texts, citation.printed]),
        journal_title=citation.journal_title,
        journal_abbreviation=citation.journal_abbreviation,
        citation=citation.citation,
        secondary_date=citation.secondary_date,
        keywords=found.read(sections.KEYWORDS, extract_keywords, ()),
        publication_types=types,
        supplementary_concepts=indexing.extract_terms(lists, indexing.SUPPLEMENTARY_CONCEPTS),
        copyright=abstract.copyright,
        is_free_pmc=identifiers.is_free_pmc,
        is_retracted=RETRACTED in types or any(row.relation == RETRACTION_IN for row in related),
        authors=_authors(found, affiliations),
        affiliations=tuple(affiliation for affiliation, _ in affiliations),
        abstract_sections=abstract.sections,
        figures=found.read(sections.FIGURES, extract_figures, ()),
        mesh_terms=indexing.extract_mesh_terms(lists),
        substances=indexing.extract_substances(lists),
        grants=indexing.extract_grants(lists),
        related_articles=related,
        full_text_links=_full_text_links(found.more),
        associated_data=indexing.extract_accessions(lists),
        echoes=extract_echoes(head, citation.doi),
        warnings=tuple(f"{UNKNOWN_SECTION}: {name}" for name in unknown),
    )


def _authors(found: sections.Sections, affiliations: tuple[Numbered, ...]) -> tuple[Author, ...]:
    block = found.by_class.get(sections.AUTHORS)
    return () if block is None else extract_authors(block, affiliations)


def _affiliations(found: sections.Sections) -> tuple[Numbered, ...]:
    name = sections.AFFILIATIONS if sections.AFFILIATIONS in found.by_class else sections.SOURCE
    return found.read(name, extract_affiliations, ())


def _full_text_links(more: tuple[Element, ...]) -> tuple[FullTextLink, ...]:
    block = next((listed for part in more if (listed := maybe(part, "div", LINKOUT)) is not None), None)
    return () if block is None else extract_full_text_links(block)
