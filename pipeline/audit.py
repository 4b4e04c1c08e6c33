"""A page against itself: PubMed prints many values twice, and where the two differ, a warning says so by name.

What no list of NLM's knows, a label of an abstract, is a warning too, so that a run counts it.
"""

import re
from collections.abc import Iterator

from pipeline.clean_text import ENGLISH
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.citations import citation_parts
from pipeline.normalize.dates import MONTHS, PrintedDate, printed_date
from pipeline.normalize.identifiers import doi, pmid
from pipeline.page import ArticlePage, Echoes

_DAY = re.compile(r"(0[1-9]|1[0-2])/(\d\d)/(\d{4})", re.ASCII)

_MOJIBAKE = re.compile(
    "[\u00c2\u00c3\u00ce\u00cf][\x80-\x9f\u00a1-\u00ba\u00bc-\u00bf\u20ac\u201a\u201e\u02c6\u2030\u2039\u0152\u0153]"
    "|\u00e2(?:\u20ac|\x80)"
)
"""`Ã©`, `Â±`, `Î±` and `â€“` as they look then: no language sets these signs beside each other."""

OWED = (
    ("figures", "image_url"),
    ("figures", "thumbnail_url"),
    ("full_text_links", "category"),
)
"""Columns that pages with such blocks show in at least one row."""
ALWAYS_LINKED = ("similar", "cited_by")
"""Lists of other articles that are never plain citations."""
LINK_WORDS = ("- DOI", "- PMC", "- PubMed")
"""What stands behind a reference: a text that ends so has its links for words."""
UNDETERMINED = "und"

MOST_SHOWN = 80
"""Characters of each value in a warning."""


def audit(page: ArticlePage) -> tuple[str, ...]:
    """The disagreements between the records of a page and what the page prints again, as warnings."""
    return tuple(_disagreements(page, page.echoes))


def _disagreements(page: ArticlePage, echoes: Echoes) -> Iterator[str]:
    yield from _lost("pmid-not-in-heading", page.pmid, pmid(echoes.pmid))
    yield from _lost("doi-not-in-heading", page.doi, doi(echoes.doi))
    yield from _lost("title-not-in-heading", page.title, echoes.title)
    yield from _lost("citation-not-in-heading", page.citation, echoes.date)
    yield from _lost("journal-not-in-heading", page.journal_abbreviation, echoes.journal_abbreviation)
    yield from _lost("volume-not-in-heading", _volume(page.citation), _signs(echoes.volume, echoes.issue))
    yield from _differ("pmid-differs-from-meta", page.pmid, pmid(echoes.pmid))
    yield from _differ("doi-differs-from-meta", page.doi, doi(echoes.doi))
    yield from _differ("title-differs-from-meta", _letters(page.title), _letters(echoes.title))
    yield from _differ("title-differs-from-short-view", page.title, echoes.short_title)
    yield from _differ("journal-differs-from-meta", page.journal_abbreviation, echoes.journal_abbreviation)
    yield from _differ("journal-differs-from-short-view", page.journal_abbreviation, echoes.short_journal)
    yield from _differ("journal-title-differs-from-meta", _folded(page.journal_title), _folded(echoes.journal_title))
    yield from _differ("year-differs-from-short-view", _year(page.citation), _year(echoes.short_date))
    yield from _differ("volume-differs-from-meta", _volume(page.citation), _signs(echoes.volume, echoes.issue))
    yield from _differ(
        "date-differs-from-meta", printed_date(citation_parts(page.citation).date), _meta_date(echoes.date)
    )
    yield from _authors(page, echoes)
    yield from _pmcid(page, echoes)
    yield from _mesh_terms(page, echoes)
    yield from _mojibake(page)
    yield from _labels(page)
    yield from (f"nothing-read: {field}" for field in page.filled_blocks if not getattr(page, field))
    if page.filled_blocks:
        yield from _half_read(page)
        yield from _misread(page)


def _differ(name: str, shown: object, echo: object) -> Iterator[str]:
    """A warning where both are printed and differ; a value that is printed once is no disagreement."""
    if shown is not None and echo is not None and shown != echo:
        yield f"{name}: {str(shown)[:MOST_SHOWN]!r} and {str(echo)[:MOST_SHOWN]!r}"


def _half_read(page: ArticlePage) -> Iterator[str]:
    """What a list never lacks in all of its rows: where it does, a selector may have gone blind."""
    for field, column in OWED:
        rows = getattr(page, field)
        if rows and not any(getattr(row, column) for row in rows):
            yield f"nothing-read: {field}.{column}"
    if page.affiliations and not any(author.affiliation_positions for author in page.authors):
        yield "nothing-read: authors.affiliation_positions"
    listed = [row for row in page.related_articles if row.relation in ALWAYS_LINKED]
    if listed and not any(row.pmid for row in listed):
        yield "nothing-read: related_articles.pmid"


def _misread(page: ArticlePage) -> Iterator[str]:
    """Values that say of themselves that something beside them was not understood."""
    title = page.title or ""
    if title.startswith("[") and title.endswith("]") and page.article_language is None:
        yield "nothing-read: article_language"
    if any((reference.text or "").endswith(LINK_WORDS) for reference in page.references):
        yield "link-words-in-references"
    if any(section.language == UNDETERMINED for section in page.abstract_sections):
        yield "abstract-language-unknown"


def _lost(name: str, shown: object, echo: object) -> Iterator[str]:
    """A warning where the head prints what every page's heading should print too: a selector may have gone blind."""
    if shown is None and echo is not None:
        yield f"{name}: the meta tag says {str(echo)[:MOST_SHOWN]!r}"


def _authors(page: ArticlePage, echoes: Echoes) -> Iterator[str]:
    """Group authors are left out of the meta tag, so only persons are compared."""
    if echoes.author_names is None or not page.has_author_list:
        return
    persons = tuple(author.short_name or author.name for author in page.authors if not author.is_collective)
    if len(persons) != len(echoes.author_names):
        yield f"authors-differ-from-meta: {len(persons)} in the list, {len(echoes.author_names)} in the meta tag"
        return
    for shown, echo in zip(persons, echoes.author_names, strict=True):
        yield from _differ("authors-differ-from-meta", shown, echo)


def _pmcid(page: ArticlePage, echoes: Echoes) -> Iterator[str]:
    if echoes.has_pmcid is not None and echoes.has_pmcid != (page.pmcid is not None):
        yield f"pmcid-differs-from-meta: {page.pmcid} on the page, the meta tag says {echoes.has_pmcid}"


def _mesh_terms(page: ArticlePage, echoes: Echoes) -> Iterator[str]:
    """The `keywords` meta tag repeats every MeSH line."""
    if echoes.keywords is None or not page.mesh_terms:
        return
    missing = [term.descriptor for term in page.mesh_terms if term.descriptor not in echoes.keywords]
    if missing:
        yield f"mesh-terms-not-in-meta: {', '.join(missing)[:MOST_SHOWN]}"


def _mojibake(page: ArticlePage) -> Iterator[str]:
    """What only UTF-8 read in a wrong encoding makes, on a page that `decode` could not turn back whole."""
    abstracts = (section.text for section in page.abstract_sections)
    texts = (page.title, *abstracts, *(author.name for author in page.authors))
    found = next((sign[0] for text in texts if text and not text.isascii() and (sign := _MOJIBAKE.search(text))), None)
    if found is not None:
        yield f"mojibake: {found!r}"


def _labels(page: ArticlePage) -> Iterator[str]:
    """Labels of English that NLM's groups lack: so many stay without a category, and a new spelling shows itself."""
    bare = (part for part in page.abstract_sections if part.language == ENGLISH and part.category is None)
    for label in dict.fromkeys(part.label for part in bare):
        if label and category(label) is None:
            yield f"label-without-category: {label[:MOST_SHOWN]}"


def _meta_date(text: str | None) -> PrintedDate | None:
    """A day as the meta tag writes it, `12/31/2021`, month first; other dates stand there as in the citation."""
    day = _DAY.fullmatch(text or "")
    if day is None:
        return printed_date(text)
    month = list(MONTHS)[int(day[1]) - 1]
    return printed_date(f"{day[3]} {month} {day[2]}")


def _letters(title: str | None) -> str | None:
    """A title without white space: the meta tag drops the page's inline tags, and blanks beside them."""
    return None if title is None else "".join(title.split())


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _volume(citation: str | None) -> str | None:
    parts = citation_parts(citation)
    return _signs(parts.volume, parts.issue)


def _signs(volume: str | None, issue: str | None) -> str | None:
    """Volume and issue as one word: where the one ends is not the same in the heading and in the meta tags."""
    return "".join(sign for sign in f"{volume or ''}{issue or ''}" if sign.isalnum()) or None


def _year(text: str | None) -> int | None:
    printed = printed_date(text)
    return printed.first_day.year if printed else None
