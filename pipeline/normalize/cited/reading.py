"""A reference as printed becomes what it says of the work that it cites: authors, title, journal, and where in it.

Journals print references in many styles. All of them put the authors first and the place in the journal last; what
stands between is the title and the journal. Each of the three is read by itself, and what is in doubt stays None.
"""

import re

from pipeline.normalize.cited.alphabet import UPPER, YEAR
from pipeline.normalize.cited.fields import NOTHING, Cited
from pipeline.normalize.cited.locators import Locator, locator, locator_without_year
from pipeline.normalize.cited.others import other
from pipeline.normalize.cited.people import People, people
from pipeline.normalize.cited.printed_identifiers import printed_identifiers
from pipeline.normalize.cited.works import work

LONGEST = 2_000
"""Characters of a reference that is read; a longer one is several, or none."""
_NAME = r"[^ ,]{1,30}(?: [^ ,]{1,30})? [A-Z]{1,3}(?:, |\. )"
_WORDS = rf"{UPPER}\w*(?: {UPPER}\w*){{0,2}}, "
_FIRST_NAME = re.compile(rf"[a-z]|{_NAME}|{_WORDS}{_WORDS}")
_LATER_NAME = re.compile(rf", {_NAME}")
_END_OF_NAMES = re.compile(r"\b(?:[A-Z]\.,|et al\b)")
_BETWEEN_NAMES = (",", ";")
_ANOTHER_PLACE = re.compile(rf"{YEAR}[,;] ?\d")
"""What tells that several works are cited in one reference, or two editions of one."""
_JOURNAL_OF = " J"
"""An author, or, where there is no title, the beginning of the journal: `World J. Trop. Lanterns`."""


def cited(text: str | None) -> Cited:
    """What a reference says of the work that it cites. Takes clean text (`normalize.text.clean`)."""
    if text is None or len(text) > LONGEST:
        return NOTHING
    who = people(text)
    where = _place(text, who)
    if where is None:
        return _with_identifiers(other(text, who), text)
    if who is None or where.start <= who.end_without_year:
        return _without_authors(text, where)
    return _article(text, who, where)


def _place(text: str, who: People | None) -> Locator | None:
    """Where the work stands; styles that print the year behind the authors do not print it here."""
    if who is not None and who.year is not None:
        return locator_without_year(text, who.end) or locator(text)
    return locator(text)


def _without_authors(text: str, where: Locator) -> Cited:
    """A reference that begins with its journal, or with what may be a title, an organisation, or both."""
    journal = work(text[: where.start]).journal
    identifiers = printed_identifiers(text)
    return Cited(None, None, journal, where.year, where.volume, where.issue, where.pages, *identifiers)


def _article(text: str, who: People, where: Locator) -> Cited:
    is_of_title = who.is_year_bare and where.year not in (None, who.year)
    between = text[who.end_without_year if is_of_title else who.end : where.start]
    title, journal = work(between)
    if journal is None and _ANOTHER_PLACE.search(between):
        return _with_identifiers(other(text, who), text)
    authors: str | None = who.authors
    if title is not None and who.mark in _BETWEEN_NAMES and _holds_names(title):
        authors = title = None
    if title is None and who.authors.endswith(_JOURNAL_OF):
        authors = journal = None
    year = where.year if is_of_title else _agreed(who.year, where.year)
    return Cited(authors, title, journal, year, where.volume, where.issue, where.pages, *printed_identifiers(text))


def _holds_names(title: str) -> bool:
    """Whether it holds what no title does: names that the list of authors was not read to the end of."""
    if _FIRST_NAME.match(title) or _LATER_NAME.search(title):
        return True
    return (".," in title or "et al" in title) and _END_OF_NAMES.search(title) is not None


def _agreed(first: int | None, second: int | None) -> int | None:
    """The one year that is printed."""
    if first is None or second is None:
        return first or second
    return first if first == second else None


def _with_identifiers(read: Cited, text: str) -> Cited:
    doi, pmid, pmcid = printed_identifiers(text)
    return read._replace(printed_doi=doi, printed_pmid=pmid, printed_pmcid=pmcid)
