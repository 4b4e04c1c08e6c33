"""Which columns are compared, with NLM's element and the form in which they are held against each other."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from pipeline.comparing.normal import (
    Normal,
    as_it_is,
    as_terms,
    in_any_order,
    in_lower_case,
    of_a_name,
    without_dashes,
    without_full_stop,
    without_space,
)
from pipeline.errors import ColumnUnknown


class Compared(NamedTuple):
    """A column that both sides tell."""

    table: str
    column: str
    element: str
    """NLM's, as its DTD calls it; an attribute behind `@`."""
    normal: Normal = as_it_is

    @property
    def name(self) -> str:
        """`authors.name`."""
        return f"{self.table}.{self.column}"


COMPARED: Final[Sequence[Compared]] = (
    Compared("articles", "pmcid", "ArticleId IdType=pmc"),
    Compared("articles", "doi", "ArticleId IdType=doi, ELocationID"),
    Compared("articles", "title", "ArticleTitle", without_full_stop),
    Compared("articles", "article_language", "Language"),
    Compared("articles", "journal_title", "Title", of_a_name),
    Compared("articles", "journal_abbreviation", "MedlineTA", of_a_name),
    Compared("articles", "publication_year", "PubDate, ArticleDate"),
    Compared("articles", "publication_date", "PubDate, ArticleDate"),
    Compared("articles", "publication_date_precision", "PubDate, ArticleDate"),
    Compared("articles", "epub_date", "ArticleDate"),
    Compared("articles", "volume", "Volume"),
    Compared("articles", "issue", "Issue"),
    Compared("articles", "pages", "MedlinePgn", without_dashes),
    Compared("articles", "abstract", "Abstract", in_lower_case),
    Compared("articles", "keywords", "Keyword", as_terms),
    Compared("articles", "publication_types", "PublicationType", in_any_order),
    Compared("articles", "supplementary_concepts", "SupplMeshName", in_any_order),
    Compared("articles", "copyright", "CopyrightInformation"),
    Compared("articles", "conflict_of_interest", "CoiStatement", without_space),
    Compared("articles", "plain_language_summary", "OtherAbstract Type=plain-language-summary"),
    Compared("articles", "is_retracted", "PublicationType"),
    Compared("articles", "author_count", "Author"),
    Compared("articles", "reference_count", "Reference"),
    Compared("authors", "name", "ForeName LastName Suffix, CollectiveName"),
    Compared("authors", "short_name", "LastName Initials Suffix, CollectiveName"),
    Compared("authors", "is_collective", "CollectiveName"),
    Compared("authors", "equal_contribution", "Author @EqualContrib"),
    Compared("authors", "orcid", "Identifier Source=ORCID"),
    Compared("authors", "affiliation_positions", "AffiliationInfo"),
    Compared("affiliations", "text", "Affiliation"),
    Compared("affiliations", "emails", "Affiliation"),
    Compared("abstract_sections", "language", "Abstract, OtherAbstract @Language"),
    Compared("abstract_sections", "label", "AbstractText @Label", in_lower_case),
    Compared("abstract_sections", "category", "AbstractText @NlmCategory"),
    Compared("abstract_sections", "text", "AbstractText"),
    Compared("references", "text", "Citation"),
    Compared("references", "doi", "ArticleId IdType=doi"),
    Compared("references", "pmid", "ArticleId IdType=pubmed"),
    Compared("references", "pmcid", "ArticleId IdType=pmc"),
    Compared("mesh_terms", "descriptor", "DescriptorName"),
    Compared("mesh_terms", "qualifier", "QualifierName"),
    Compared("mesh_terms", "is_major", "@MajorTopicYN"),
    Compared("substances", "name", "NameOfSubstance"),
    Compared("grants", "text", "GrantID Acronym Agency Country"),
    Compared("grants", "grant_id", "GrantID"),
    Compared("grants", "acronym", "Acronym"),
    Compared("grants", "agency", "Agency"),
    Compared("grants", "country", "Country"),
    Compared("related_articles", "relation", "CommentsCorrections @RefType"),
    Compared("related_articles", "pmid", "CommentsCorrections PMID"),
    Compared("associated_data", "databank", "DataBankName"),
    Compared("associated_data", "accession", "AccessionNumber"),
)
"""In the order of the contract."""

BY_POSITION: Final[Mapping[str, Sequence[str]]] = {
    "articles": (),
    "authors": ("name",),
    "abstract_sections": ("language", "label", "text"),
    "references": ("text",),
}
"""Tables whose rows are compared in their order, with the columns that tell rows apart where some are missing.

The rows of the other tables may stand in any order: NLM and PubMed sort them, each in its own way.
"""

NOT_COMPARED: Final[Mapping[str, str]] = {
    "articles.pmid": "what both sides are joined by",
    "articles.citation": "compared in its parts",
    "articles.secondary_date": "compared as epub_date",
    "articles.funding": "not in NLM's XML",
    "articles.is_free_pmc": "not in NLM's XML",
    "articles.figure_count": "not in NLM's XML",
    "articles.references_listed": "how many the page lists; of so many the references are compared",
    "articles.capture_id": "tells of the page",
    "articles.source_uri": "tells of the page",
    "articles.url": "tells of the page",
    "articles.captured_at": "tells of the page",
    "articles.layout": "tells of the page",
    "articles.parser_version": "tells of the page",
    "figures": "not in NLM's XML",
    "references.list_title": "pages print it where there are several lists alone",
    "references.authors": "derived from the text",
    "references.title": "derived from the text",
    "references.journal": "derived from the text",
    "references.year": "derived from the text",
    "references.volume": "derived from the text",
    "references.issue": "derived from the text",
    "references.pages": "derived from the text",
    "references.printed_doi": "derived from the text",
    "references.printed_pmid": "derived from the text",
    "references.printed_pmcid": "derived from the text",
    "related_articles.text": "NLM's RefSource cites the other article, pages print its title and authors, too",
    "full_text_links": "not in NLM's XML",
    "associated_data.url": "not in NLM's XML",
    "documents": "made of the other tables",
}
"""What is not, by table or column, and why; `similar` and `cited_by` articles are not in NLM's XML either."""


def chosen(names: Sequence[str]) -> Sequence[Compared]:
    """The columns that people mean: `title`, `authors.name`, or `authors` for all of a table; no names mean all.

    Raises ColumnUnknown for one that is not compared.
    """
    if not names:
        return COMPARED
    wanted = {one for name in names for one in _meant(name)}
    return [one for one in COMPARED if one in wanted]


def _meant(name: str) -> Sequence[Compared]:
    found = [one for one in COMPARED if name in {one.table, one.name} or f"articles.{name}" == one.name]
    if not found:
        why = NOT_COMPARED.get(name) or NOT_COMPARED.get(f"articles.{name}") or "no such column or table"
        raise ColumnUnknown(f"{name} is not compared: {why}")
    return found
