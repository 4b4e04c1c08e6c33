"""The head: citation, title, identifiers, journal, and the type of publication that PubMed displays.

The head stands twice, in full and short. What both copies show alike is the title, and the type above it;
the short one alone has the journal in words: `Natascia Marino et al. Am J Pathol. 2013 Oct.`
"""

import re
from typing import NamedTuple

from pipeline.errors import BrokenPromise
from pipeline.layouts.flat_text.byline import Byline, split_byline
from pipeline.layouts.flat_text.headings import DISPLAYED_TYPES, Section
from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.outline import Outline
from pipeline.layouts.flat_text.styles import Extent, Headings, Paragraphs, Style
from pipeline.normalize.identifiers import doi, pmcid, pmid
from pipeline.normalize.text import clean


class Source(NamedTuple):
    """What the citation line says, and how many lines it takes."""

    citation: str | None = None
    doi: str | None = None
    secondary_date: str | None = None
    length: int = 0


class Head(NamedTuple):
    """What the head shows; authors and affiliations are still lines of the full view."""

    source: Source
    title: str | None
    byline: Byline
    displayed_type: str | None
    article_language: str | None
    pmid: int | None
    pmcid: str | None
    doi: str | None
    is_free_in_pmc: bool
    full_view: tuple[Line, ...]


class Span(NamedTuple):
    """Lines of the head, from the first to the one behind the last."""

    start: int
    end: int


SOURCE_LINE = re.compile(r"doi: ?10\.|(?:Epub|eCollection|Print) |Online ahead of print|Preprint\b")
DOI = re.compile(r"(?:^| )doi: ?(10\.\S+)")
SECONDARY = re.compile(r"(?:^| )((?:Epub|eCollection|Print) (?:1[5-9]|20)\d\d.*)$")
AFTER_CITATION = re.compile(
    r" (?:doi: ?10\.|(?:Epub|eCollection|Print) (?:1[5-9]|20)\d\d|Online ahead of print|Preprint\b)"
)
LANGUAGE = re.compile(r"\[Article in ([^\[\]]+)\]")
PMID = re.compile(r"\bPMID: ?(\d+)")
PMCID = re.compile(r"\bPMCID: ?(PMC\d+)")
IDENTIFIER_DOI = re.compile(r"\bDOI: ?(10\.\S+)")
OTHERS = re.compile(r"\S et al\.(?: |$)")
"""In the short byline, which stands below the title."""
ADDRESS = re.compile(
    r"(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,10})/?$"
)
FREE_IN_PMC = "Free PMC article"
AFTER_MENU = re.compile(r"Add to Search$|Main Navigation|LinkOut - more resources$|Access keys")
FURNITURE = re.compile(
    r"(?:Collaborators, )?Affiliations?(?: (?:Expand|Collapse))?$|Expand$|Collapse$|Authors?$|No authors listed$"
    r"|PMID:|PMCID:|DOI:|\d+$|10\.\d{4,9}/\S+$|PMC\d+$|Free(?: PMC)? article$|Item in Clipboard$|\[Article in "
    r"|No abstract available$|Show details$|Display options$|Full text links|Cite$|Actions$|Contributed equally"
)
"""Lines of the head that are no title, no name and no journal."""


def read_head(outlined: Outline, style: Style) -> Head:
    """Everything that the head shows; a head without a title breaks the layout's promise."""
    source = _source(outlined.head)
    lines = outlined.head[source.length :]
    title, copy = _title_spans(lines, style)
    below = _until_furniture(lines[(copy or title).end :])
    clipped = _address_above(outlined) if style.extent is Extent.MAIN else None
    byline = Byline() if style.extent is Extent.FEED else split_byline(_words(below))
    displayed = _displayed_type(lines, outlined.before, copy or title)
    text = _words(lines)
    return Head(
        source=source,
        title=_title(lines, title, style),
        byline=byline if byline.journal else byline._replace(journal=_journal_above(outlined, style, clipped)),
        displayed_type=displayed,
        article_language=_said(LANGUAGE, text),
        pmid=pmid(_said(PMID, text)) or clipped,
        pmcid=pmcid(_said(PMCID, text)),
        doi=source.doi or doi(_said(IDENTIFIER_DOI, text)),
        is_free_in_pmc=any(line.text == FREE_IN_PMC for line in lines),
        full_view=_full_view(lines, title, copy, byline, displayed),
    )


def head_of(title: str | None) -> Head:
    """The head of a text that has lost it, but for the title that a tool wrote above the page."""
    if title is None:
        raise BrokenPromise("a flattened page has no head")
    return Head(Source(), title, Byline(), None, None, None, None, None, is_free_in_pmc=False, full_view=())


def _source(head: tuple[Line, ...]) -> Source:
    """Join the lines that the citation is spread over, and take it apart."""
    if not head or not head[0].text.startswith("."):
        return Source()
    length = 2 if head[0].text == "." else 1
    while length < len(head) and SOURCE_LINE.match(head[length].text):
        length += 1
    text = _words(head[:length]).removeprefix(". ")
    end = AFTER_CITATION.search(text)
    printed_doi = DOI.search(text)
    return Source(
        citation=clean(text[: end.start()] if end else text),
        doi=doi(printed_doi[1]) if printed_doi else None,
        secondary_date=_said(SECONDARY, text),
        length=length,
    )


def _title_spans(lines: tuple[Line, ...], style: Style) -> tuple[Span, Span | None]:
    """Where the title stands, and its copy."""
    start = _title_start(lines, style)
    copy = next((at for at in range(start + 1, len(lines)) if lines[at].text == lines[start].text), None)
    if copy is not None:
        copy += lines[start].text in DISPLAYED_TYPES and _is_twice(lines, copy)
        length = _common_length(lines, start, copy, style)
        return Span(start, start + length), Span(copy, copy + length)
    above = next((at - 1 for at in range(start + 2, len(lines)) if OTHERS.search(lines[at].text)), start)
    start = start if FURNITURE.match(lines[above].text) else above
    return Span(start, start + 1), None


def _is_twice(lines: tuple[Line, ...], at: int) -> bool:
    """Whether the line stands there as a type, and again as a title."""
    return at + 1 < len(lines) and lines[at].text == lines[at + 1].text


def _title_start(lines: tuple[Line, ...], style: Style) -> int:
    possible = [at for at, line in enumerate(lines) if not FURNITURE.match(line.text)]
    if style.headings is Headings.MARKED:
        possible = [at for at in possible if lines[at].mark in (Mark.TITLE, Mark.HEADING)] or possible
    if not possible:
        raise BrokenPromise("the head of a flattened page shows no title")
    texts = [lines[at].text for at in possible[:2]]
    is_type = texts[0] in DISPLAYED_TYPES and len(set(texts)) > 1 and not texts[-1].endswith(".")
    return possible[1] if is_type else possible[0]


def _common_length(lines: tuple[Line, ...], start: int, copy: int, style: Style) -> int:
    """The lines that both copies of the head have alike; where a title is in pieces, the last is an author."""
    length = 1
    if style.paragraphs is not Paragraphs.FRAGMENTS:
        return length
    while copy + length < len(lines) and lines[start + length].text == lines[copy + length].text:
        length += 1
    return max(1, length - 1)


def _title(lines: tuple[Line, ...], title: Span, style: Style) -> str | None:
    if style.headings is Headings.CAPITALS:
        return None
    whole = lines[title.start : title.end]
    pieces = (line for line in whole if line.text.isdigit() or not FURNITURE.match(line.text))
    return clean(_words(tuple(pieces)))


def _address_above(outlined: Outline) -> int | None:
    """The PMID in the page's address, which who clipped a head wrote above it."""
    addresses = (found[1] for line in outlined.before if (found := ADDRESS.match(line.text)))
    return pmid(next(addresses, None))


def _journal_above(outlined: Outline, style: Style, clipped: int | None) -> str | None:
    """The journal's line above the citation, in text copied from a browser; the type may have run into it."""
    before = outlined.before
    is_copied = style.extent is Extent.WHOLE or clipped is not None
    if not is_copied or not before or AFTER_MENU.match(before[-1].text) or ADDRESS.match(before[-1].text):
        return None
    listed = {line.text for part in outlined.parts if part.section is Section.PUBLICATION_TYPES for line in part.lines}
    journal = before[-1].text
    types = DISPLAYED_TYPES & listed if listed else DISPLAYED_TYPES
    return clean(journal.removeprefix(next((one for one in types if journal.startswith(f"{one} ")), "")))


def _displayed_type(lines: tuple[Line, ...], before: tuple[Line, ...], title: Span) -> str | None:
    """The line above the short title, if PubMed displays it above the citation too."""
    above = lines[title.start - 1].text if title.start else None
    return above if above in DISPLAYED_TYPES or any(line.text == above for line in before) else None


def _full_view(
    lines: tuple[Line, ...], title: Span, copy: Span | None, byline: Byline, displayed: str | None
) -> tuple[Line, ...]:
    """The lines between the title and its copy; none where the text has only the short view."""
    if copy is None and byline.journal:
        return ()
    view = lines[title.end : copy.start if copy else len(lines)]
    return tuple(line for line in view if line.text != displayed)


def _until_furniture(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of words, an `[Article in …]` above them skipped."""
    words = tuple(line for line in lines if not line.text.startswith("[Article in"))
    end = next((at for at, line in enumerate(words) if FURNITURE.match(line.text)), len(words))
    return words[:end]


def _words(lines: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in lines)


def _said(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return clean(found[1]) if found else None
