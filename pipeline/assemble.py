"""From what a page shows to the article's row: counts, dates and parts that are derived, the same for every layout."""

from hashlib import blake2b
from typing import NamedTuple

from pipeline.normalize.citations import citation_parts
from pipeline.normalize.dates import electronic_date, printed_date
from pipeline.outcome import Extracted
from pipeline.page import ArticlePage
from pipeline.tables import AbstractSection, Article

ENGLISH = "eng"


class Assembled(NamedTuple):
    """The rows of one article that are not a section's own, and the digest of all that the page shows."""

    article: Article
    text: str
    content_id: str


def assemble(extracted: Extracted) -> Assembled:
    """The article's row, its clean text and its digest."""
    article = _article(extracted)
    return Assembled(article, clean_text(extracted.page, article.abstract), _content_id(extracted.page))


def clean_text(page: ArticlePage, abstract: str | None) -> str:
    """The article in reading order, a blank line between blocks; nothing in it that is not the article's."""
    blocks = [
        page.title,
        ", ".join(author.name for author in page.authors),
        *(affiliation.text for affiliation in page.affiliations),
        abstract,
        *_other_abstracts(page.abstract_sections),
        f"Keywords: {'; '.join(page.keywords)}" if page.keywords else None,
        page.plain_language_summary,
        page.copyright,
        page.conflict_of_interest,
        *(_figure_text(figure.label, figure.title, figure.caption) for figure in page.figures),
        *(reference.text for reference in page.references),
        page.funding,
    ]
    return "\n\n".join(block for block in blocks if block)


def _article(extracted: Extracted) -> Article:
    page, provenance = extracted.page, extracted.provenance
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
        volume=parts.volume,
        issue=parts.issue,
        pages=parts.pages,
        abstract=_abstract(page.abstract_sections),
        keywords=page.keywords,
        publication_types=page.publication_types,
        supplementary_concepts=page.supplementary_concepts,
        copyright=page.copyright,
        conflict_of_interest=page.conflict_of_interest,
        plain_language_summary=page.plain_language_summary,
        funding=page.funding,
        is_free_pmc=page.is_free_pmc,
        is_retracted=page.is_retracted,
        author_count=len(page.authors) if page.has_author_list else None,
        figure_count=len(page.figures),
        reference_count=max(page.stated_reference_count or 0, listed),
        references_listed=listed,
        capture_id=_digest(extracted),
        source_uri=provenance.source_uri,
        url=page.url or provenance.url,
        captured_at=provenance.captured_at,
        layout=extracted.layout.value,
        parser_version=extracted.parser_version,
    )


def _digest(extracted: Extracted) -> str:
    if extracted.provenance.capture_id is None:
        raise ValueError(f"{extracted.provenance.source_uri}: a page that was extracted has bytes, and so a digest")
    return extracted.provenance.capture_id


def _abstract(sections: tuple[AbstractSection, ...]) -> str | None:
    """The English abstract, or the first one: each part `Label: text`, joined by a line feed."""
    if not sections:
        return None
    languages = {section.language for section in sections}
    language = ENGLISH if ENGLISH in languages else sections[0].language
    return "\n".join(_part(section) for section in sections if section.language == language)


def _other_abstracts(sections: tuple[AbstractSection, ...]) -> list[str]:
    """The abstracts behind the one of the article's row, a block each."""
    languages = list(dict.fromkeys(section.language for section in sections))
    others = languages[1:] if ENGLISH not in languages else [name for name in languages if name != ENGLISH]
    return ["\n".join(_part(section) for section in sections if section.language == name) for name in others]


def _part(section: AbstractSection) -> str:
    return ": ".join(part for part in (section.label, section.text) if part)


def _figure_text(label: str | None, title: str | None, caption: str | None) -> str:
    heading = ". ".join(part for part in (label, title) if part)
    return "\n".join(part for part in (heading, caption) if part)


def _content_id(page: ArticlePage) -> str:
    """Digest of the records; the page's address, its echoes and its warnings do not count."""
    own = [getattr(page, name) for name in _DIGESTED]
    return blake2b(repr(own).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


_DIGESTED = tuple(
    name for name in ArticlePage.__dataclass_fields__ if name not in {"url", "echoes", "filled_blocks", "warnings"}
)
