"""An invented article as flattened text: what is left of its page when a text extractor has been over it.

The extractor drops buttons (the journal, publication types, MeSH terms), years in `<time>`, hidden blocks
(affiliations) and lists made of links (identifiers, similar articles, LinkOut); headings stay behind, empty.
"""

from tests.invented.article import AbstractPart, InventedArticle
from tests.invented.links import LinkedList
from tests.invented.marked_text import BYTE_ORDER_MARK, as_shown
from tests.invented.matter import Figure, Note, ReferenceList

NO_BREAK_SPACE = "\u00a0"
BANNER = """\
Skip to main page content
U.S. flag

An official website of the United States government

Dot gov

The .gov means it’s official.
Federal government websites often end in .gov or .mil. Before sharing sensitive information, make sure \
you’re on a federal government site.

Https

The site is secure.
The https:// ensures that you are connecting to the official website and that any information you provide \
is encrypted and transmitted securely.

Access keys NCBI Homepage MyNCBI Homepage Main Content Main Navigation
"""


def render_flat_text(article: InventedArticle) -> str:
    """The text, without a line feed at its end."""
    blocks = [
        *_heading(article),
        *[_linked(part) for part in article.linked if part.goes_above_abstract],
        *_abstract(article),
        "PubMed Disclaimer",
        *_conflict_of_interest(article),
        *_figures(article),
        *[_linked(part) for part in article.linked if not part.goes_above_abstract],
        *(["Similar articles"] if article.similar else []),
        *(["Cited by"] if article.cited_by else []),
        *_references(article),
        *_end(article),
    ]
    return BANNER + "\n\n".join(blocks)


def _heading(article: InventedArticle) -> list[str]:
    """The wide heading and the narrow one: title, type and free label stand twice, the authors hardly once."""
    mark = BYTE_ORDER_MARK if article.starts_with_byte_order_mark else ""
    title, label = mark + as_shown(article.title), article.free_label.value
    only_pmid = article.pmc is None and article.doi is None
    languages = f"[Article in {', '.join(article.languages)}]" if article.languages else ""
    wide = (
        languages,
        "" if article.authors else "No authors listed",
        _details(article),
        f"  • PMID: {article.pmid}" if only_pmid else "",
        label,
        article.displayed_type,
    )
    narrow = (languages, _short_citation(article), label, "" if article.abstracts else "No abstract available")
    citation = _lines(article.displayed_type, f". {article.citation.printed()}", _doi_and_date(article))
    return [block for block in (citation, title, _lines(*wide), title, _lines(*narrow)) if block]


def _lines(*words: str | None) -> str:
    return "\n".join([line for line in words if line])


def _details(article: InventedArticle) -> str:
    """What is left of the block with affiliations: its name."""
    if article.collaborations:
        return "Collaborators, Affiliations"
    return "Affiliations" if article.affiliations else ""


def _doi_and_date(article: InventedArticle) -> str:
    parts = [] if article.doi is None else [f"doi: {article.doi}."]
    parts += ["Online ahead of print."] if article.is_ahead_of_print else []
    parts += ["Preprint"] if article.is_preprint else []
    parts += [] if article.secondary is None else [article.secondary.printed()]
    return " ".join(parts)


def _short_citation(article: InventedArticle) -> str:
    """First author, abbreviation, date; the year of a date with a day was a `<time>` and is gone."""
    date = "" if article.citation.date.precision() == "day" else article.citation.date.printed()
    if not article.authors:
        authors = "No authors listed."
    else:
        others = f"{NO_BREAK_SPACE}et al." if len(article.authors) > 1 else "."
        authors = f"{article.authors[0].name}{others}"
    return f"{authors} {article.journal.abbreviation}. {date}."


def _linked(part: LinkedList) -> str:
    """The heading; its articles were links, only plain words survive."""
    words = [f"  • {entry}" for entry in part.entries if isinstance(entry, str)]
    return "\n\n".join([part.heading, *words])


def _abstract(article: InventedArticle) -> list[str]:
    blocks = ["Abstract"] if article.abstracts else []
    for text in article.abstracts:
        blocks += [_paragraph(part) for part in text.parts]
    if article.keywords:
        blocks.append(f"Keywords: {'; '.join([as_shown(keyword) for keyword in article.keywords])}.")
    if article.plain_language_summary is not None:
        blocks += ["Plain language summary", as_shown(article.plain_language_summary)]
    return blocks


def _paragraph(part: AbstractPart) -> str:
    return as_shown(part.text) if part.label is None else f"{part.label}: {as_shown(part.text)}"


def _conflict_of_interest(article: InventedArticle) -> list[str]:
    blocks = ["Conflict of interest statement"] if article.conflict_of_interest else []
    for part in article.conflict_of_interest:
        blocks += [] if part.heading is None else [part.heading]
        blocks += [as_shown(text) for text in part.paragraphs]
    return blocks


def _figures(article: InventedArticle) -> list[str]:
    if not any(figure_lines(figure) for figure in article.figures):
        return []
    return ["Figures", "\n".join([line for figure in article.figures for line in figure_lines(figure)])]


def figure_lines(figure: Figure) -> list[str]:
    """The thumbnail's words, the caption's heading, the caption; nothing of a figure without words."""
    label = figure.printed_label()
    if label is None and figure.caption is None:
        return []
    alt = label if figure.image_alt is None else figure.image_alt
    heading = None
    if label is not None:
        heading = label.replace(NO_BREAK_SPACE, " ")
        heading += "" if figure.title is None else f". {as_shown(figure.title)}"
    caption = None if figure.caption is None else as_shown(figure.caption)
    return [line for line in (alt, heading, caption) if line]


def _references(article: InventedArticle) -> list[str]:
    if not article.references:
        return []
    return ["References", *[block for part in article.references for block in _reference_list(part)]]


def _reference_list(part: ReferenceList) -> list[str]:
    blocks = [] if part.title is None else [part.title]
    if part.references:
        blocks.append("\n".join(_reference_lines(part)))
    if part.lists:
        blocks.append(
            "\n".join([line for inner in part.lists for line in (inner.title or "", *_reference_lines(inner)) if line])
        )
    return blocks


def _reference_lines(part: ReferenceList) -> list[str]:
    """Notes count from 1 in each reference, so that nearly every line starts with `1.`"""
    return [f"    {n}. {_note(note)}" for reference in part.references for n, note in enumerate(reference.notes, 1)]


def _note(note: Note) -> str:
    return " - ".join([as_shown(note.text), *[link.kind.value for link in note.links]])


def _end(article: InventedArticle) -> list[str]:
    """Headings without their lists; of the grants only a statement in prose."""
    blocks = ["Publication types"] if article.publication_types else []
    if article.funding_statement is not None:
        blocks += ["Grants and funding", article.funding_statement]
    elif article.linkout:
        blocks.append("LinkOut - more resources")
    return blocks
