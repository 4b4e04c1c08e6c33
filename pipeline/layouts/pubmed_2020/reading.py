"""A page of the 2020 layout, read: every section's records, and what the page prints twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from pipeline.errors import BrokenPromise, Truncated
from pipeline.layouts.pubmed_2020.abstract import Abstract, extract_abstract, extract_plain_language_summary
from pipeline.layouts.pubmed_2020.authors import AFFILIATIONS, AFFILIATIONS_NOT_LISTED, AUTHORS
from pipeline.layouts.pubmed_2020.cutting import describe_cut
from pipeline.layouts.pubmed_2020.echoes import extract_echoes
from pipeline.layouts.pubmed_2020.figures import extract_figures
from pipeline.layouts.pubmed_2020.grants import extract_grants
from pipeline.layouts.pubmed_2020.heading import (
    CITATION,
    FULL_VIEW,
    IDENTIFIER_LIST,
    SHORT_VIEW,
    Heading,
    ShortHeading,
    extract_heading,
    extract_short_heading,
)
from pipeline.layouts.pubmed_2020.keyword_lists import extract_mesh_terms, extract_substances, extract_terms
from pipeline.layouts.pubmed_2020.links import extract_associated_data, extract_full_text_links
from pipeline.layouts.pubmed_2020.references import References, extract_references
from pipeline.layouts.pubmed_2020.related import extract_related
from pipeline.layouts.pubmed_2020.sections import Sections, find_sections, is_section
from pipeline.layouts.pubmed_2020.statements import extract_conflict_of_interest, extract_funding
from pipeline.layouts.pubmed_2020.usual import Usual, take_usual
from pipeline.markup.careful import careful_article
from pipeline.markup.cut import cut_article
from pipeline.markup.head import Head
from pipeline.markup.select import many, text_of
from pipeline.markup.template import Unusual
from pipeline.markup.tree import Element, main_span, parse_fragment
from pipeline.normalize.urls import absolute_url
from pipeline.page import ArticlePage

PARSER_VERSION = "pubmed-2020/7"
"""Moves with every change that changes records, so that pages of this layout are read again."""

TRUNCATED = "truncated"
READ_CAREFULLY = "read-carefully"
UNKNOWN_SECTION = "unknown-section"
UNREAD_PARAGRAPHS = "abstract-paragraphs-not-read"
BLOCKS = {CITATION: ("div", 0), AUTHORS: ("div", 0), AFFILIATIONS: ("div", 2), IDENTIFIER_LIST: ("ul", 0)}
"""Blocks in the full view of the heading: their tags, and how many others are around each of them there."""
NO_ABSTRACT = Abstract((), (), 0)
NO_REFERENCES = References((), None)


def read_page(utf8: bytes, head: Head, main: int = 0) -> ArticlePage:
    """All records of a page, whose `<main>` does not begin before a known byte.

    BrokenPromise where the page is not what this layout owes, Truncated where it is cut.
    """
    try:
        span = main_span(utf8, main)
        if span.end is not None:
            return _read_main(utf8[span.start : span.end], head)
    except BrokenPromise as broken:
        return _read_carefully(utf8, head, broken)
    return _read_cut(utf8[span.start :], head)


def _read_main(main: bytes, head: Head) -> ArticlePage:
    """By its tree, but for sections that are printed in the usual way; those too where that does not work out."""
    try:
        return _read_usual(take_usual(main), head)
    except (Unusual, BrokenPromise):
        return _read_whole(find_sections(parse_fragment(main, "main")), head)


def _read_usual(usual: Usual, head: Head) -> ArticlePage:
    sections = find_sections(parse_fragment(usual.rest, "main"))
    places = _places(sections)
    if any(places[name] != 1 for name in usual.known):
        raise Unusual("what was read is not in its place in <main>")
    return _read_whole(sections._replace(known=usual.known), head)


def _places(sections: Sections) -> Counter[str | None]:
    """How often each block is in the place where PubMed prints it; those of the heading nowhere else in it."""
    header = sections.by_id.get("heading")
    views = [] if header is None else list(header)
    related = (identity for identity, _ in sections.related)
    blocks = (name for view in views if view.get("id") == FULL_VIEW for name in BLOCKS if _is_in_place(view, name))
    return Counter((*sections.by_id, *related, *(view.get("id") for view in views), *blocks))


def _is_in_place(view: Element, name: str) -> bool:
    """Whether the only such block of a view was emptied, and stands at its depth: a tag may have lost its end."""
    tag, depth = BLOCKS[name]
    blocks = list(many(view, tag, name))
    return [len(block) for block in blocks] == [0] and next(
        islice(blocks[0].iterancestors(), depth, None), None
    ) is view


def _read_carefully(utf8: bytes, head: Head, broken: BrokenPromise) -> ArticlePage:
    """The same by the careful way; where that one fails too, what had been broken first counts."""
    try:
        page = _read_whole(find_sections(careful_article(utf8, is_section)), head)
    except BrokenPromise:
        raise broken from None
    return replace(page, warnings=(READ_CAREFULLY, *page.warnings))


def _read_whole(sections: Sections, head: Head) -> ArticlePage:
    header = sections.by_id.get("heading")
    if header is None:
        raise BrokenPromise("no #heading in <main>")
    return _page(header, sections, head)


def _read_cut(main: bytes, head: Head) -> ArticlePage:
    """The records of the sections that are whole; Truncated where not even the heading is."""
    article = cut_article(main)
    sections = find_sections(article.main)
    header = sections.by_id.get("heading")
    if header is None:
        raise Truncated("the page is cut in its heading or before it")
    page, cut = _page(header, sections, head), describe_cut(article)
    return replace(
        page,
        publication_types=() if "publication_types" in cut.unreached else page.publication_types,
        cut=cut.place,
        unreached=cut.unreached,
        warnings=(f"{TRUNCATED}: {cut.place}", *page.warnings),
    )


def _page(header: Element, sections: Sections, head: Head) -> ArticlePage:
    heading = extract_heading(header, sections.known)
    section = sections.read
    abstract = section("abstract", extract_abstract, NO_ABSTRACT)
    references = section("references", extract_references, NO_REFERENCES)
    return ArticlePage(
        pmid=heading.pmid,
        pmcid=heading.pmcid,
        doi=heading.doi,
        url=absolute_url(head.meta("og:url")),
        title=heading.title,
        article_language=heading.article_language,
        journal_title=heading.journal_title,
        journal_abbreviation=heading.journal_abbreviation,
        citation=heading.citation,
        secondary_date=heading.secondary_date,
        keywords=abstract.keywords,
        publication_types=section("publication-types", extract_terms, _printed_type(heading)),
        supplementary_concepts=section("supplementary-concepts", extract_terms, ()),
        copyright=section("copyright", text_of, None),
        conflict_of_interest=section("conflict-of-interest", extract_conflict_of_interest, None),
        plain_language_summary=section("plain-language-summary", extract_plain_language_summary, None),
        funding=section("grants", extract_funding, None),
        is_free_pmc=heading.is_free_pmc,
        is_retracted="retraction" in sections.by_id,
        stated_reference_count=references.stated_count,
        authors=heading.authors,
        affiliations=heading.affiliations,
        abstract_sections=abstract.sections,
        figures=section("figures", extract_figures, ()),
        references=references.listed,
        mesh_terms=section("mesh-terms", extract_mesh_terms, ()),
        substances=section("substances", extract_substances, ()),
        grants=section("grants", extract_grants, ()),
        related_articles=extract_related(sections.related, sections.known),
        full_text_links=section("linkout", extract_full_text_links, ()),
        associated_data=section("supplemental-data", extract_associated_data, ()),
        echoes=extract_echoes(head, _short_heading(header, sections)),
        filled_blocks=sections.filled_fields(),
        warnings=tuple(_warnings(heading, abstract, sections)),
    )


def _short_heading(header: Element, sections: Sections) -> ShortHeading:
    known = sections.known.get(SHORT_VIEW)
    return known if isinstance(known, ShortHeading) else extract_short_heading(header)


def _printed_type(heading: Heading) -> tuple[str, ...]:
    """The one type above the title, for pages without a list of types."""
    return (heading.publication_type,) if heading.publication_type else ()


def _warnings(heading: Heading, abstract: Abstract, sections: Sections) -> Iterator[str]:
    yield from (f"{UNKNOWN_SECTION}: {name}" for name in sections.unknown)
    if not heading.has_affiliations:
        yield AFFILIATIONS_NOT_LISTED
    if abstract.unread:
        yield f"{UNREAD_PARAGRAPHS}: {abstract.unread}"
