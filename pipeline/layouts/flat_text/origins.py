"""Where each field stands in a flattened page: in its head, or under one of PubMed's headings."""

from collections.abc import Callable
from typing import Final

from pipeline.layouts.flat_text.abstract import read_abstract
from pipeline.layouts.flat_text.authors import read_people
from pipeline.layouts.flat_text.figures import read_figures
from pipeline.layouts.flat_text.front_matter import split_front_matter
from pipeline.layouts.flat_text.grants import read_funding
from pipeline.layouts.flat_text.head import read_head
from pipeline.layouts.flat_text.headings import HEADINGS, Section
from pipeline.layouts.flat_text.linkout import read_full_text_links
from pipeline.layouts.flat_text.outline import outline
from pipeline.layouts.flat_text.reading import RETRACTED
from pipeline.layouts.flat_text.references import read_references
from pipeline.layouts.flat_text.related import read_related
from pipeline.layouts.flat_text.statements import read_plain_language_summary, read_statement
from pipeline.layouts.flat_text.terms import read_associated_data, read_mesh_terms, read_substances, read_terms
from pipeline.origin import Origin, Origins, by_line, whole

_HEAD = "the head, above the first heading"
_OF_THE_HEAD = (
    "pmid",
    "pmcid",
    "doi",
    "title",
    "article_language",
    "journal_abbreviation",
    "citation",
    "secondary_date",
    "is_free_pmc",
)


def _under(section: Section, rule: Callable[..., object], else_from: str = "") -> Origin:
    headings = [heading for heading, opened in HEADINGS.items() if section in opened]
    return Origin(f"the lines under `{headings[0]}`", by_line(*headings), rule, else_from)


ORIGINS: Final[Origins] = {
    **dict.fromkeys(_OF_THE_HEAD, Origin(_HEAD, whole(), read_head)),
    "authors": Origin(_HEAD, whole(), read_people),
    "affiliations": Origin(_HEAD, whole(), read_people),
    "url": Origin("the lines that a crawler wrote above the page", whole(), split_front_matter, "a note beside it"),
    "abstract_sections": _under(Section.ABSTRACT, read_abstract),
    "keywords": _under(Section.ABSTRACT, read_abstract),
    "copyright": _under(Section.ABSTRACT, read_abstract, "below the summary in plain language"),
    "plain_language_summary": _under(Section.PLAIN_LANGUAGE_SUMMARY, read_plain_language_summary),
    "conflict_of_interest": _under(Section.CONFLICT_OF_INTEREST, read_statement),
    "figures": _under(Section.FIGURES, read_figures),
    "related_articles": _under(Section.SIMILAR, read_related, "under `Cited by`, `Comment in` and the like"),
    "references": _under(Section.REFERENCES, read_references),
    "publication_types": _under(Section.PUBLICATION_TYPES, read_terms, "the type above the title"),
    "mesh_terms": _under(Section.MESH_TERMS, read_mesh_terms),
    "substances": _under(Section.SUBSTANCES, read_substances),
    "supplementary_concepts": _under(Section.SUPPLEMENTARY_CONCEPTS, read_terms),
    "associated_data": _under(Section.ASSOCIATED_DATA, read_associated_data),
    "funding": _under(Section.GRANTS, read_funding),
    "grants": _under(Section.GRANTS, read_funding),
    "full_text_links": _under(Section.LINKOUT, read_full_text_links),
    "is_retracted": Origin(f"the lines under `{RETRACTED[0]}`", by_line(*RETRACTED), outline),
}
"""What such a text never shows is not among them: the journal's full title."""
