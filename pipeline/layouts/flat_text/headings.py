"""The headings of PubMed's sections, in the order in which the page has them."""

from enum import Enum


class Section(Enum):
    """A section of the page; its value is its rank: a section of a lower rank never comes later."""

    NOTICES = 1
    ABSTRACT = 2
    PLAIN_LANGUAGE_SUMMARY = 3
    DISCLAIMER = 4
    CONFLICT_OF_INTEREST = 5
    FIGURES = 6
    LINKED = 7
    SIMILAR = 8
    CITED_BY = 9
    REFERENCES = 10
    PUBLICATION_TYPES = 11
    MESH_TERMS = 12
    SUBSTANCES = 13
    SUPPLEMENTARY_CONCEPTS = 14
    PERSONAL_NAMES = 15
    ASSOCIATED_DATA = 16
    RELATED_INFORMATION = 17
    GRANTS = 18
    LINKOUT = 19
    FOOTER = 20
    COPYRIGHT = 21
    """A paragraph of a report, which has no heading."""


NOTICES = (
    "Erratum in",
    "Retraction in",
    "Partial retraction in",
    "Expression of concern in",
    "Corrected and republished in",
    "Republished in",
    "Update in",
)
"""Above the abstract: what became of the article."""
LINKED = (
    "Comment in",
    "Comment on",
    "Erratum for",
    "Retraction of",
    "Partial retraction of",
    "Expression of concern for",
    "Corrected and republished from",
    "Republished from",
    "Update of",
    "Original report in",
    "Summary for patients in",
    "Associated dataset",
    "Dataset use reported in",
    *NOTICES,
)
"""Below the figures."""

HEADINGS: dict[str, tuple[Section, ...]] = {
    "Abstract": (Section.ABSTRACT,),
    "No abstract available": (Section.ABSTRACT,),
    "Plain language summary": (Section.PLAIN_LANGUAGE_SUMMARY,),
    "PubMed Disclaimer": (Section.DISCLAIMER,),
    "Conflict of interest statement": (Section.CONFLICT_OF_INTEREST,),
    "Figures": (Section.FIGURES,),
    **dict.fromkeys(LINKED, (Section.LINKED,)),
    **dict.fromkeys(NOTICES, (Section.NOTICES, Section.LINKED)),
    "Similar articles": (Section.SIMILAR,),
    "Cited by": (Section.CITED_BY,),
    "References": (Section.REFERENCES,),
    "Publication types": (Section.PUBLICATION_TYPES,),
    "MeSH terms": (Section.MESH_TERMS,),
    "Substances": (Section.SUBSTANCES,),
    "Supplementary concepts": (Section.SUPPLEMENTARY_CONCEPTS,),
    "Personal name as subject": (Section.PERSONAL_NAMES,),
    "Associated data": (Section.ASSOCIATED_DATA,),
    "Related information": (Section.RELATED_INFORMATION,),
    "Grants and funding": (Section.GRANTS,),
    "LinkOut - more resources": (Section.LINKOUT,),
    "Full text links [x]": (Section.FOOTER,),
    "Full text links[x]": (Section.FOOTER,),
    "[x]": (Section.FOOTER,),
    "Cite": (Section.FOOTER,),
    "NCBI Literature Resources": (Section.FOOTER,),
}
"""Where a heading may open a section: its ranks, the earliest first."""

CAPITALS = {heading.upper(): heading for heading in (*HEADINGS, "Affiliations", "Affiliation", "Authors", "Author")}
"""The page's headings as a tool writes them that has capitals for a heading's mark."""

DISPLAYED_TYPES = frozenset(
    {
        "Case Reports",
        "Clinical Trial",
        "Clinical Study",
        "Comment",
        "Comparative Study",
        "Controlled Clinical Trial",
        "Dataset",
        "Editorial",
        "Guideline",
        "Historical Article",
        "Letter",
        "Meta-Analysis",
        "Multicenter Study",
        "News",
        "Observational Study",
        "Practice Guideline",
        "Published Erratum",
        "Randomized Controlled Trial",
        "Retracted Publication",
        "Review",
        "Systematic Review",
        "Validation Study",
    }
)
"""Types of publication that PubMed displays above the title (MeSH, publication characteristics)."""
