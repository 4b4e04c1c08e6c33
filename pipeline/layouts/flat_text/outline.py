"""The page's order: a head, then sections under PubMed's headings.

A heading is a whole line, and only in PubMed's own order: the same words inside an abstract or a list open
nothing. Until `PubMed Disclaimer` has come, all is abstract but the plain language summary. An empty section
is the usual case: many tools keep a heading and lose the list under it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.layouts.flat_text.headings import HEADINGS, Section
from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.styles import Headings, Paragraphs, Style

CITATION = re.compile(r"\.(?: (?P<printed>(?:1[5-9]|20)\d\d\b.*))?$")
"""The line that only an article's head has: the journal's full stop, then the date."""
BANNER_END = re.compile(r"Access keys\b.{0,80}NCBI Homepage|Filters applied\. Clear filters")
ABSTRACT_IN = re.compile(r"Abstract(?: in [A-Z].*)?$")
UNMARKED = frozenset({"PubMed Disclaimer", "No abstract available", "Full text links [x]", "Full text links[x]", "[x]"})
"""What opens a section of the text without being a heading of the page."""
OPENS_ITSELF = (("Keywords:", "Abstract"), ("References to studies included", "References"))
"""What a section begins with where a tool has lost its heading, or the page has none."""
CONTENT = tuple(start for start, _ in OPENS_ITSELF)
BANNER = "Skip to main page content"
BAND = range(Section.SUBSTANCES.value, Section.ASSOCIATED_DATA.value + 1)
"""Sections that PubMed has had in either order."""
BEFORE_CITATION = 8
"""As many lines as stand between the page's menus and the citation line: type, journal, its menu."""


class Part(NamedTuple):
    """A section of the text."""

    section: Section
    heading: str
    lines: tuple[Line, ...]


class Opening(NamedTuple):
    """Where a section opens, and its first line."""

    at: int
    first: int
    section: Section
    heading: str


class Outline(NamedTuple):
    """The text, taken apart."""

    before: tuple[Line, ...]
    """The lines above the citation line."""
    head: tuple[Line, ...]
    """From the citation line on, or from the first line where the tool lost that."""
    parts: tuple[Part, ...]


def outline(lines: tuple[Line, ...], style: Style) -> Outline:
    """Find the head by its citation line, then the sections behind it."""
    lines = _first_page(lines)
    start, last = _head_bounds(lines)
    openings = tuple(_openings(lines, last, style))
    ends = [*(opening.at for opening in openings), len(lines)]
    parts = tuple(
        Part(opening.section, opening.heading, lines[opening.first : end])
        for opening, end in zip(openings, ends[1:], strict=True)
    )
    return Outline(lines[max(0, start - BEFORE_CITATION) : start], lines[start : ends[0]], parts)


def is_citation(lines: tuple[Line, ...], at: int) -> bool:
    """Whether the line is the citation line, or the full stop that some tools put on a line before it."""
    found = CITATION.match(lines[at].text)
    if found is None:
        return False
    return bool(found["printed"]) or (at + 1 < len(lines) and CITATION.match(f". {lines[at + 1].text}") is not None)


def _head_bounds(lines: tuple[Line, ...]) -> tuple[int, int]:
    """Where the head starts, and where its last copy does: a page whose head is kept whole has it twice."""
    start = next((at for at in range(len(lines)) if is_citation(lines, at)), None)
    if start is None:
        banner = max((at + 1 for at, line in enumerate(lines) if BANNER_END.match(line.text)), default=0)
        return banner, banner
    copied = [line.text for line in lines[start : start + 2]]
    copies = (at for at in range(start, len(lines)) if [line.text for line in lines[at : at + 2]] == copied)
    return start, max(copies)


def _first_page(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without a second page behind the first, as crawlers that append leave it."""
    starts = (at for at, line in enumerate(lines) if BANNER in line.text or is_citation(lines, at))
    first = next(starts, len(lines))
    second = next((at for at in range(first + 1, len(lines)) if BANNER in lines[at].text), None)
    if second is None:
        return lines
    rest = lines[second].text.partition(BANNER)[0].rstrip()
    return (*lines[:second], lines[second]._replace(text=rest)) if rest else lines[:second]


def _openings(lines: tuple[Line, ...], start: int, style: Style) -> Iterator[Opening]:
    rank, opened = 0, set[str]()
    disclaimer = next((at for at in range(start, len(lines)) if lines[at].text == "PubMed Disclaimer"), None)
    for at in range(start, len(lines)):
        heading = _heading(lines[at], style)
        if heading is None and rank == 0:
            heading = next((opened_by for start, opened_by in OPENS_ITSELF if lines[at].text.startswith(start)), None)
        if heading is None or heading in opened or _is_menu(lines, at):
            continue
        section = _section(heading, rank)
        if section is None or (disclaimer is not None and at < disclaimer and section.value > Section.DISCLAIMER.value):
            continue
        rank = section.value
        opened.add(heading)
        yield Opening(at, at if lines[at].text.startswith(CONTENT) else at + 1, section, heading)


def _is_menu(lines: tuple[Line, ...], at: int) -> bool:
    """`Format`, `Abstract`, `PubMed`, `PMID`: the choices of a menu."""
    return at + 1 < len(lines) and lines[at + 1].text == "PubMed"


def _heading(line: Line, style: Style) -> str | None:
    if style.headings is Headings.MARKED and line.mark is Mark.NONE and line.text not in UNMARKED:
        return None
    if line.mark is Mark.ITEM:
        return None
    if style.paragraphs is not Paragraphs.FRAGMENTS and ABSTRACT_IN.match(line.text):
        return "Abstract"
    return line.text if line.text in HEADINGS else None


def _section(heading: str, rank: int) -> Section | None:
    """The section that the heading opens behind one of that rank, if it may; the footer's is in the head too."""
    if rank == 0 and HEADINGS[heading] == (Section.FOOTER,):
        return None
    for section in HEADINGS[heading]:
        if section.value > rank or section.value == rank == Section.LINKED.value or section.value == rank == 1:
            return section
        if section.value in BAND and rank in BAND:
            return section
    return None
