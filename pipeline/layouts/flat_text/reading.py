"""Reading a flattened page: lines, their outline, and one reader a section."""

from dataclasses import replace

from pipeline.errors import BrokenPromise
from pipeline.layouts.flat_text.abstract import read_abstract
from pipeline.layouts.flat_text.authors import People, read_people
from pipeline.layouts.flat_text.figures import read_figures
from pipeline.layouts.flat_text.front_matter import FrontMatter, split_front_matter
from pipeline.layouts.flat_text.grants import read_funding
from pipeline.layouts.flat_text.head import Head, head_of, read_head
from pipeline.layouts.flat_text.headings import Section
from pipeline.layouts.flat_text.lines import Line, read_lines
from pipeline.layouts.flat_text.linkout import read_full_text_links
from pipeline.layouts.flat_text.losses import losses, unreached
from pipeline.layouts.flat_text.outline import Outline, outline
from pipeline.layouts.flat_text.recognising import recognise
from pipeline.layouts.flat_text.references import read_references
from pipeline.layouts.flat_text.related import read_related
from pipeline.layouts.flat_text.report import read_report
from pipeline.layouts.flat_text.statements import read_plain_language_summary, read_statement
from pipeline.layouts.flat_text.styles import Extent, Style
from pipeline.layouts.flat_text.terms import read_associated_data, read_mesh_terms, read_substances, read_terms
from pipeline.page import ArticlePage

PARSER_VERSION = "flat-text/4"
SHOWS_FREE = (Extent.WHOLE, Extent.MAIN)
"""What has a line, `Free PMC article`, in the head of every such article."""
RETRACTED = ("Retraction in", "Partial retraction in")


def read_page(text: str) -> ArticlePage:
    """All that the rendering shows; what it has lost is None or empty, and named in a warning."""
    style = recognise(text)
    if style is None:
        raise BrokenPromise("the text is no flattened article page of PubMed")
    front, lines = split_front_matter(read_lines(text, style))
    outlined, head, people = _taken_apart(lines, front, style)
    page = replace(_page(outlined, head, people, style), url=front.url, pmid=head.pmid or front.pmid)
    warnings = losses(page, outlined, style)
    return replace(page, warnings=warnings, unreached=unreached(warnings, style))


def _taken_apart(lines: tuple[Line, ...], front: FrontMatter, style: Style) -> tuple[Outline, Head, People]:
    if style.extent is Extent.REPORT:
        return read_report(lines)
    outlined = outline(lines, style)
    head = read_head(outlined, style) if outlined.head else head_of(front.title)
    return outlined, head, read_people(head.full_view, head.byline)


def _page(outlined: Outline, head: Head, people: People, style: Style) -> ArticlePage:
    abstract = read_abstract(_lines(outlined, Section.ABSTRACT), style)
    summary, below = read_plain_language_summary(_lines(outlined, Section.PLAIN_LANGUAGE_SUMMARY), style)
    references = read_references(_lines(outlined, Section.REFERENCES), style)
    funding = read_funding(_lines(outlined, Section.GRANTS))
    types = read_terms(_lines(outlined, Section.PUBLICATION_TYPES))
    return ArticlePage(
        pmid=head.pmid,
        pmcid=head.pmcid,
        doi=head.doi,
        title=head.title,
        article_language=head.article_language,
        journal_abbreviation=head.byline.journal,
        citation=head.source.citation,
        secondary_date=head.source.secondary_date,
        keywords=abstract.keywords,
        publication_types=types or ((head.displayed_type,) if head.displayed_type else ()),
        supplementary_concepts=read_terms(_lines(outlined, Section.SUPPLEMENTARY_CONCEPTS)),
        copyright=abstract.copyright or below or read_statement(_lines(outlined, Section.COPYRIGHT), style),
        conflict_of_interest=read_statement(_lines(outlined, Section.CONFLICT_OF_INTEREST), style),
        plain_language_summary=summary,
        funding=funding.statement,
        is_free_pmc=head.is_free_in_pmc or (_unless_cut(outlined) if style.extent in SHOWS_FREE else None),
        is_retracted=any(part.heading in RETRACTED for part in outlined.parts) or _unless_cut(outlined),
        has_author_list=people.is_complete,
        stated_reference_count=references.stated_count,
        authors=people.authors,
        affiliations=people.affiliations,
        abstract_sections=abstract.sections,
        figures=read_figures(_lines(outlined, Section.FIGURES), style),
        references=references.listed,
        mesh_terms=read_mesh_terms(_lines(outlined, Section.MESH_TERMS)),
        substances=read_substances(_lines(outlined, Section.SUBSTANCES)),
        grants=funding.grants,
        related_articles=read_related(outlined.parts, style),
        full_text_links=read_full_text_links(_lines(outlined, Section.LINKOUT)),
        associated_data=read_associated_data(_lines(outlined, Section.ASSOCIATED_DATA)),
    )


def _unless_cut(outlined: Outline) -> bool | None:
    """False; None where the text ends before it could say so."""
    return False if outlined.parts else None


def _lines(outlined: Outline, section: Section) -> tuple[Line, ...]:
    return next((part.lines for part in outlined.parts if part.section is section), ())
