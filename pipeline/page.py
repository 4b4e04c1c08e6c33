"""What one page shows: the records that a layout hands on, before anything is derived from them.

Every layout ends in an `ArticlePage`; the rooms below it do not know which layout a page had.
`Echoes` are the values that a page prints a second time, for `audit.py` to compare.
"""

from dataclasses import dataclass, field

from pipeline.tables import (
    AbstractSection,
    Affiliation,
    AssociatedDatum,
    Author,
    Figure,
    FullTextLink,
    Grant,
    MeshTerm,
    Reference,
    RelatedArticle,
    Substance,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Echoes:
    """Values that a page prints again, beside the ones that its records come from; null where it does not."""

    pmid: str | None = None
    doi: str | None = None
    title: str | None = None
    short_title: str | None = None
    journal_title: str | None = None
    journal_abbreviation: str | None = None
    short_journal: str | None = None
    date: str | None = None
    short_date: str | None = None
    volume: str | None = None
    issue: str | None = None
    author_names: tuple[str, ...] | None = None
    """Names as PubMed indexes them, collective authors left out."""
    keywords: str | None = None
    """The `keywords` meta tag: identifiers, first authors, publication types and MeSH terms in one line."""
    has_pmcid: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """The records that one page shows. Text is clean (`normalize.text.clean`); what the page does not show is None."""

    pmid: int | None = None
    pmcid: str | None = None
    doi: str | None = None
    url: str | None = None
    title: str | None = None
    article_language: str | None = None
    journal_title: str | None = None
    journal_abbreviation: str | None = None
    citation: str | None = None
    secondary_date: str | None = None
    """`Epub 2013 Jul 26.`, `eCollection 2022.` as printed."""
    keywords: tuple[str, ...] = ()
    publication_types: tuple[str, ...] = ()
    supplementary_concepts: tuple[str, ...] = ()
    copyright: str | None = None
    conflict_of_interest: str | None = None
    plain_language_summary: str | None = None
    funding: str | None = None
    is_free_pmc: bool | None = None
    is_retracted: bool | None = None
    has_author_list: bool = True
    """False where the rendering lost the list of authors, so that `authors` says nothing about their number."""
    stated_reference_count: int | None = None
    authors: tuple[Author, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    abstract_sections: tuple[AbstractSection, ...] = ()
    figures: tuple[Figure, ...] = ()
    references: tuple[Reference, ...] = ()
    mesh_terms: tuple[MeshTerm, ...] = ()
    substances: tuple[Substance, ...] = ()
    grants: tuple[Grant, ...] = ()
    related_articles: tuple[RelatedArticle, ...] = ()
    full_text_links: tuple[FullTextLink, ...] = ()
    associated_data: tuple[AssociatedDatum, ...] = ()
    echoes: Echoes = field(default_factory=Echoes)
    filled_blocks: tuple[str, ...] = ()
    """Fields of this class whose block is on the page and does not say that it is empty; for the audit."""
    cut: str | None = None
    """Where the page was cut, `in figures` or `behind figures`; None for a whole page."""
    unreached: frozenset[str] = frozenset()
    """Fields of this class that the missing part of a cut page may have filled: of them the page says nothing."""
    warnings: tuple[str, ...] = ()
