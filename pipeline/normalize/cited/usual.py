"""A reference as most are printed: authors, `A title. J Biol Chem. 2019;12(3):1–9.`, and a DOI or nothing.

This is a shortcut and nothing else: what it reads, `reading.cited_generally` reads alike, and it leaves whatever may
be in doubt to that.
"""

import re
from functools import lru_cache

from pipeline.normalize.cited.alphabet import YEAR
from pipeline.normalize.cited.fields import Cited
from pipeline.normalize.cited.people import People
from pipeline.normalize.cited.printed_identifiers import is_plain, may_have_numbers, printed_identifiers
from pipeline.normalize.cited.works import ends_like_a_journal, work

_USUAL = re.compile(
    r"([^\W\d_][^.?!]*+(?:[.?!](?<!10\.)(?! )[^.?!]++)*+[?!]?+)\.?+ "
    r"([A-Z][A-Za-z&. ()-]*+)(?<= )"
    rf"({YEAR});(\d{{1,4}})(?:\((\d{{1,4}}(?:[–-]\d{{1,4}})?)\))?"
    r":([A-Za-z]?\d++(?:[–-][A-Za-z]?\d++)?)\.?+"
    r"(?: doi: ?(?:(10\.\d{4,9}/(?:[a-z\d./()_-]*[a-z\d]|[A-Za-z\d./()_-]*\d))\.?|(10\.\d{4,9}/[^\s\"<>“”,;]++)))?$"
)
"""A title of one sentence, what stands in front of the year, the locator, whose semicolon is the last one, and a DOI.

The DOI is plain, or something may be glued to it.
"""
_FEWEST_BLANKS = 4
"""In a title that cannot belong to the name of a journal."""
_TITLE = "Lanterns that drift without wind"
"""Stands for any title of so many words whose last one no journal abbreviates."""


def usual(text: str, who: People) -> Cited | None:
    """What a reference says; None where anything behind its authors is unusual."""
    found = _USUAL.match(text, who.end)
    if found is None:
        return None
    title, behind, year, volume, issue, pages, plain_doi, other_doi = found.groups()
    journal = _journal(behind)
    if journal is None or _may_be_no_title(title):
        return None
    title = title.strip(' .,;“”"')
    if other_doi is None and (plain_doi is None or is_plain(plain_doi)) and not may_have_numbers(text):
        doi = plain_doi.lower() if plain_doi else None
        return Cited(who.authors, title, journal, int(year), volume, issue, pages, doi)
    return Cited(who.authors, title, journal, int(year), volume, issue, pages, *printed_identifiers(text))


def _may_be_no_title(title: str) -> bool:
    """Whether the end of it may belong to the journal, or all of it may be another thing."""
    return title.count(" ") < _FEWEST_BLANKS or ends_like_a_journal(title) or "accessed" in title


@lru_cache(maxsize=10_000)
def _journal(printed: str) -> str | None:
    """The journal, where all of what is printed is its name, whatever the title in front of it."""
    title, journal = work(f"{_TITLE}. {printed}")
    return journal if title == _TITLE else None
