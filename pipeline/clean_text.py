"""An article's own text and nothing else, for a person to read and for a language model to learn from.

It is made from the records and never from the page's markup, so menus, banners, dialogs, footers, doubled headings
and other articles' titles cannot get in, and every layout's text has the same form. The order is the page's, but for
the journal line, which follows the title, and but for abstracts in several languages, of which the English one comes
first and the others by their code. So the rows of an article in the published tables, in their order, give its text
again, whatever page they came from:

    title, `[Article in …]`, journal line, authors, affiliations, identifiers,
    abstracts, keywords, plain-language summary, copyright, conflict of interest, figures, references,
    publication types, MeSH terms, substances, supplementary concepts, associated data, grants and funding

Three forms, and no others:

- Prose stands in blocks, a blank line between them, under the page's own heading as a line by itself (`Abstract`,
  `Figures`, `References` …), so that a reader sees where a section starts and a program can cut there. Title, byline
  and copyright need none.
- A list of terms is one line behind its name: `Keywords: kelp; light`.
- What belongs together is one block of several lines: the parts of an abstract, a figure's heading and its caption,
  affiliations, grants.

A block that says word for word what an earlier one has said is left out, and so is a heading without a block.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from pipeline.page import ArticlePage
from pipeline.tables import AbstractSection, AssociatedDatum, Figure, MeshTerm, Reference

ENGLISH = "eng"
REFERENCES = "References"
CLOSING = (".", ":", "?", "!", ";")
"""Signs after which a heading's next part needs no full stop in front of it."""


class _Section(NamedTuple):
    """Blocks and the headings above them, outermost first; most sections have one, or none."""

    headings: tuple[str, ...]
    blocks: Iterable[str | None]


def clean_text(page: ArticlePage) -> str:
    """The article's blocks in reading order; never empty for a page that has an identifier or a title."""
    return "\n\n".join(_shown(_sections(page)))


def _shown(sections: Iterable[_Section]) -> Iterator[str]:
    """Every block once, behind those of its headings that it does not share with the section above."""
    said: set[str] = set()
    above: tuple[str, ...] = ()
    for section in sections:
        blocks = [block for block in dict.fromkeys(section.blocks) if block and block not in said]
        if blocks:
            yield from section.headings[1:] if section.headings[:1] == above[:1] else section.headings
            yield from blocks
            said.update(blocks)
            above = section.headings


def abstract_part(section: AbstractSection) -> str:
    """A part of an abstract as one line: `Label: text`."""
    return ": ".join(words for words in (section.label, section.text) if words)


def _sections(page: ArticlePage) -> Iterator[_Section]:
    yield _Section((), _byline(page))
    yield _Section(("Abstract",), _abstracts(page.abstract_sections))
    yield _Section((), [_terms("Keywords", page.keywords)])
    yield _Section(("Plain language summary",), [page.plain_language_summary])
    yield _Section((), [page.copyright])
    yield _Section(("Conflict of interest statement",), [page.conflict_of_interest])
    yield _Section(("Figures",), map(_figure, page.figures))
    yield from _reference_lists(page.references)
    yield _Section((), _indexing(page))
    yield _Section(("Grants and funding",), [_lines(grant.text for grant in page.grants), page.funding])


def _byline(page: ArticlePage) -> Iterator[str | None]:
    yield page.title
    yield f"[Article in {page.article_language}]" if page.article_language else None
    yield _journal_line(page)
    yield ", ".join(author.name for author in page.authors)
    yield _lines(affiliation.text for affiliation in page.affiliations)
    yield _identifiers(page)


def _indexing(page: ArticlePage) -> Iterator[str | None]:
    yield _terms("Publication types", page.publication_types)
    yield _terms("MeSH terms", map(_mesh_term, page.mesh_terms))
    yield _terms("Substances", (substance.name for substance in page.substances))
    yield _terms("Supplementary concepts", page.supplementary_concepts)
    yield _terms("Associated data", map(_accession, page.associated_data))


def _journal_line(page: ArticlePage) -> str:
    """As printed: `Korean J Parasitol. 2021 Dec;59(6):635-638. doi: 10.3347/kjp.2021.59.6.635. Epub 2021 Dec 22.`."""
    journal = page.journal_abbreviation or page.journal_title
    doi = f"doi: {page.doi}" if page.doi else None
    parts = [part for part in (journal, page.citation, doi, page.secondary_date) if part]
    return " ".join(part if part.endswith(CLOSING) else f"{part}." for part in parts)


def _identifiers(page: ArticlePage) -> str:
    """As the page prints them, without the DOI, which the journal line has."""
    pmid = f"PMID: {page.pmid}" if page.pmid is not None else None
    pmcid = f"PMCID: {page.pmcid}" if page.pmcid else None
    return " ".join(number for number in (pmid, pmcid) if number)


def _abstracts(sections: tuple[AbstractSection, ...]) -> Iterator[str]:
    """A block a language, English first; a line a part, as in the article's row."""
    for language in sorted({section.language for section in sections}, key=lambda code: (code != ENGLISH, code)):
        yield "\n".join(abstract_part(section) for section in sections if section.language == language)


def _figure(figure: Figure) -> str:
    """`Fig. 1. Title` and below it the caption, as the page prints them."""
    label, title = figure.label, figure.title
    joint = " " if label and label.endswith(CLOSING) else ". "
    heading = joint.join(words for words in (label, title) if words)
    return "\n".join(line for line in (heading, figure.caption) if line)


def _reference_lists(references: tuple[Reference, ...]) -> Iterator[_Section]:
    """A block a reference; a list's own title stands below the section's heading, unless it only repeats it."""
    for title, listed in groupby(references, key=lambda reference: reference.list_title):
        own = (title,) if title and title.casefold() != REFERENCES.casefold() else ()
        yield _Section((REFERENCES, *own), (reference.text for reference in listed))


def _mesh_term(term: MeshTerm) -> str:
    """As printed, without the asterisk of a major topic, which is no word of the article's."""
    return f"{term.descriptor} / {term.qualifier}" if term.qualifier else term.descriptor


def _accession(entry: AssociatedDatum) -> str:
    return f"{entry.databank}/{entry.accession}" if entry.accession else entry.databank


def _terms(name: str, terms: Iterable[str]) -> str | None:
    listed = "; ".join(dict.fromkeys(terms))
    return f"{name}: {listed}" if listed else None


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))
