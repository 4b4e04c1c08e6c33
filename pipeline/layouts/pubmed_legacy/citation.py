"""The citation line, `Invented J. 2012 Aug 14;23(2):251-64. doi: 10.1000/invented.2012. Epub 2012 Aug 2.`, taken apart.

The journal is a link or a span, with the journal's full title as its tooltip.
"""

import re
from typing import NamedTuple

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_legacy.title import without_full_stop
from pipeline.markup.select import first, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import doi
from pipeline.normalize.text import clean

_DATE_TO_PAGES = re.compile(r"(?:[^.(]++|\([^()]*+\)|\(|\.(?!\s|$))*+\.?")
"""Up to the first full stop that ends something: not one in parentheses, nor one inside a number."""
_LOCATION = re.compile(r"\s*+(pii:\s*+\S+)")
"""An article's number in the place of its pages, `2016 Feb 10;5. pii: e12345.`"""
_DOI = re.compile(r"\bdoi:\s*+(\S+)", re.IGNORECASE)
_OTHER_DATE = re.compile(r"\b(?:Epub|eCollection|Collection|Print)\s++\d{4}[^.;\[\]]*+\.?")
"""`Epub 2012 Aug 2.`, `eCollection 2013.`; `[Epub ahead of print]` is no date."""


class CitationLine(NamedTuple):
    """What the line says."""

    journal_title: str | None
    journal_abbreviation: str
    citation: str | None
    secondary_date: str | None
    doi: str | None
    printed: str
    """The whole line."""


def extract_citation(block: Element) -> CitationLine:
    """The line of `div.cit`, whose first link is the journal."""
    journal = first(block, "a")
    if journal is None:
        raise BrokenPromise("div.cit names no journal")
    return read_citation(block, journal)


def read_citation(line: Element, journal: Element) -> CitationLine:
    """What a line says whose journal, with its full title as tooltip, is known."""
    printed, name, title = text_of(line) or "", text_of(journal), clean(journal.get("title"))
    if name is None:
        raise BrokenPromise("the citation's journal is empty")
    behind = printed.partition(name)[2].strip()
    citation, rest = _citation_and_rest(behind)
    stated_doi = _DOI.search(rest)
    return CitationLine(
        journal_title=without_full_stop(title) if title else None,
        journal_abbreviation=without_full_stop(name),
        citation=clean(citation),
        secondary_date=clean(" ".join(_OTHER_DATE.findall(rest))),
        doi=doi(stated_doi[1]) if stated_doi else None,
        printed=printed,
    )


def _citation_and_rest(behind: str) -> tuple[str, str]:
    """The part from the date to the pages, or to the article's number, and what follows it."""
    date_to_pages = _DATE_TO_PAGES.match(behind)
    end = date_to_pages.end() if date_to_pages else 0
    location = _LOCATION.match(behind, end)
    end = location.end() if location else end
    return behind[:end], behind[end:]
