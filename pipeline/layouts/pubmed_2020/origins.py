"""Where each field stands on a page of this layout: in the children of `<main>`, by their ids."""

from collections.abc import Callable
from typing import Final

from pipeline.layouts.pubmed_2020.abstract import extract_abstract, extract_plain_language_summary
from pipeline.layouts.pubmed_2020.authors import extract_affiliations, read_authors
from pipeline.layouts.pubmed_2020.cutting import SECOND_FIELDS
from pipeline.layouts.pubmed_2020.figures import extract_figures
from pipeline.layouts.pubmed_2020.fragments.authors import read_author_list
from pipeline.layouts.pubmed_2020.fragments.references import read_references
from pipeline.layouts.pubmed_2020.fragments.related import read_related_lists
from pipeline.layouts.pubmed_2020.grants import extract_grants
from pipeline.layouts.pubmed_2020.heading import extract_heading
from pipeline.layouts.pubmed_2020.keyword_lists import extract_mesh_terms, extract_substances, extract_terms
from pipeline.layouts.pubmed_2020.links import extract_associated_data, extract_full_text_links
from pipeline.layouts.pubmed_2020.references import extract_references
from pipeline.layouts.pubmed_2020.related import RELATIONS, extract_related
from pipeline.layouts.pubmed_2020.sections import FIELDS, LINKED, find_sections
from pipeline.layouts.pubmed_2020.statements import extract_conflict_of_interest, extract_funding
from pipeline.layouts.pubmed_2020.usual.taking import READERS
from pipeline.markup.head import read_head
from pipeline.markup.select import text_of
from pipeline.origin import Origin, Origins, by_class, by_id, by_property, either, whole
from pipeline.outcome import Layout

_HEADING = "heading"
_OF_THE_HEADING = (
    "pmid",
    "pmcid",
    "doi",
    "title",
    "article_language",
    "journal_title",
    "journal_abbreviation",
    "citation",
    "secondary_date",
    "is_free_pmc",
)
_RULES: Final[dict[str, Callable[..., object]]] = {
    "abstract_sections": extract_abstract,
    "keywords": extract_abstract,
    "plain_language_summary": extract_plain_language_summary,
    "copyright": text_of,
    "conflict_of_interest": extract_conflict_of_interest,
    "figures": extract_figures,
    "references": extract_references,
    "publication_types": extract_terms,
    "mesh_terms": extract_mesh_terms,
    "substances": extract_substances,
    "supplementary_concepts": extract_terms,
    "associated_data": extract_associated_data,
    "grants": extract_grants,
    "funding": extract_funding,
    "full_text_links": extract_full_text_links,
}
_ELSE = {"publication_types": "the type above the title, on a page without that list"}
_SECTIONS = {field: identity for fields in (FIELDS, SECOND_FIELDS) for identity, field in fields.items()}
_RELATED = "#similar, #citedby, and the blocks of linked articles, `Comment in` and the like"


_BLOCKS: dict[str, bytes] = {
    **dict.fromkeys(("pmid", "pmcid", "doi"), b"identifiers"),
    **dict.fromkeys(("journal_title", "journal_abbreviation", "citation", "secondary_date"), b"article-citation"),
    "authors": b"inline-authors",
    "affiliations": b"affiliations",
    "related_articles": b"similar",
}
"""What the templates of `usual` call a field's block, where that is not the section's id."""


def _template(field: str) -> str:
    reader = READERS.get(_BLOCKS.get(field) or _SECTIONS.get(field, "").encode())
    return reader.__module__ if reader else ""


def _by_id(field: str, identity: str, rule: Callable[..., object]) -> Origin:
    return Origin(f"#{identity}", by_id(identity), rule, _ELSE.get(field, ""), _template(field))


ORIGINS: Final[Origins] = {
    **{field: _by_id(field, _HEADING, extract_heading) for field in _OF_THE_HEADING},
    "authors": _by_id("authors", _HEADING, read_authors),
    "affiliations": _by_id("affiliations", _HEADING, extract_affiliations),
    "url": Origin("the meta tag og:url", by_property("og:url"), read_head, "what was noted beside the page"),
    **{field: _by_id(field, identity, _RULES[field]) for field, identity in _SECTIONS.items()},
    "is_retracted": _by_id("is_retracted", "retraction", find_sections),
    "related_articles": Origin(
        _RELATED, either(*map(by_id, RELATIONS), by_class(LINKED)), extract_related, "", _template("related_articles")
    ),
}
"""Of a whole page."""

_ANSWER = "the answer that the page's script fetched"
FRAGMENT_ORIGINS: Final[dict[Layout, Origins]] = {
    Layout.REFERENCES_FRAGMENT: {"references": Origin(_ANSWER, whole(), read_references)},
    Layout.AUTHORS_FRAGMENT: {
        "authors": Origin(_ANSWER, whole(), read_author_list),
        "affiliations": Origin(_ANSWER, whole(), read_author_list),
    },
    Layout.RELATED_FRAGMENT: {"related_articles": Origin(_ANSWER, whole(), read_related_lists)},
}
"""Of a list that completes an article."""
