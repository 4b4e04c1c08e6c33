"""From what a page shows to the article's row: counts, dates and parts that are derived, the same for every layout."""

from hashlib import blake2b
from typing import TypeVar

from pipeline.clean_text import ENGLISH, abstract_part, clean_text
from pipeline.normalize.citations import citation_parts
from pipeline.normalize.dates import electronic_date, printed_date
from pipeline.outcome import Assembled, Layout, Provenance
from pipeline.page import ArticlePage
from pipeline.tables import AbstractSection, Article

Value = TypeVar("Value")


def assemble(page: ArticlePage, provenance: Provenance, layout: Layout, parser_version: str) -> Assembled:
    """The article's row, its clean text and its digest; `parser_version` is that of the layout's parser."""
    article = _article(page, provenance, layout, parser_version)
    return Assembled(article, clean_text(page), content_id(page))


def _article(page: ArticlePage, provenance: Provenance, layout: Layout, parser_version: str) -> Article:
    parts = citation_parts(page.citation)
    printed = printed_date(parts.date)
    listed = len(page.references)
    return Article(
        pmid=page.pmid,
        pmcid=page.pmcid,
        doi=page.doi,
        title=page.title,
        article_language=page.article_language,
        journal_title=page.journal_title,
        journal_abbreviation=page.journal_abbreviation,
        citation=page.citation,
        publication_year=printed.first_day.year if printed else None,
        publication_date=printed.first_day if printed else None,
        publication_date_precision=printed.precision.value if printed else None,
        epub_date=electronic_date(page.secondary_date),
        secondary_date=page.secondary_date,
        volume=parts.volume,
        issue=parts.issue,
        pages=parts.pages,
        abstract=abstract_of(page.abstract_sections),
        keywords=_unless_unreached(page, "keywords", page.keywords),
        publication_types=_unless_unreached(page, "publication_types", page.publication_types),
        supplementary_concepts=_unless_unreached(page, "supplementary_concepts", page.supplementary_concepts),
        copyright=page.copyright,
        conflict_of_interest=page.conflict_of_interest,
        plain_language_summary=page.plain_language_summary,
        funding=page.funding,
        is_free_pmc=page.is_free_pmc,
        is_retracted=page.is_retracted,
        author_count=len(page.authors) if page.has_author_list else None,
        figure_count=_unless_unreached(page, "figures", len(page.figures)),
        reference_count=_unless_unreached(page, "references", max(page.stated_reference_count or 0, listed)),
        references_listed=listed,
        capture_id=_digest(provenance),
        source_uri=provenance.source_uri,
        url=page.url or provenance.url,
        captured_at=provenance.captured_at,
        layout=layout.value,
        parser_version=parser_version,
    )


def _unless_unreached(page: ArticlePage, field: str, value: Value) -> Value | None:
    """A value that even an empty section gives; None where the page was cut before that section could be seen."""
    return None if field in page.unreached else value


def _digest(provenance: Provenance) -> str:
    if provenance.capture_id is None:
        raise ValueError(f"{provenance.source_uri}: a page that was read has bytes, and so a digest")
    return provenance.capture_id


def abstract_of(sections: tuple[AbstractSection, ...]) -> str | None:
    """The English abstract, or the first one: each part `Label: text`, joined by a line feed."""
    if not sections:
        return None
    languages = {section.language for section in sections}
    language = ENGLISH if ENGLISH in languages else sections[0].language
    return "\n".join(abstract_part(section) for section in sections if section.language == language)


def content_id(page: ArticlePage) -> str:
    """Digest of the records; the page's address, its echoes, its warnings and how it was damaged do not count."""
    own = (None if name in page.unreached else getattr(page, name) for name in _DIGESTED)
    return blake2b("\0".join(map(_written, own)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _written(value: object) -> str:
    """The value of a field as text: rows without the names of their columns, which are the same on all pages."""
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return "\1".join(map(tuple.__repr__, value))
    return repr(value)


_DIGESTED = tuple(
    name
    for name in ArticlePage.__dataclass_fields__
    if name not in {"url", "echoes", "filled_blocks", "cut", "unreached", "warnings"}
)
