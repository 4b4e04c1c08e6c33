"""What is no article in a journal: books, papers of conferences, theses, web pages. Little of it is certain."""

import re

from pipeline.normalize.cited.alphabet import DASH, MONTHS, YEAR
from pipeline.normalize.cited.fields import NOTHING, Cited
from pipeline.normalize.cited.people import People

_FOREIGN_YEARS = re.compile(r"https?:|www\.|\[|[Aa]ccessed|[Rr]etrieved|[Aa]vailable|[Cc]ited")
"""Behind it stands when somebody looked."""
_YEARS = re.compile(rf"{YEAR}(?=[a-z]?\)|[.,;:]|$)")
_BEFORE_A_YEAR = ("(", ".", ",", ";", ":", ". ", ", ", "; ", ": ")
_DATE_BEFORE_A_YEAR = re.compile(rf"(?:\d|{MONTHS}) $")
_MONTH = 12
"""Characters that may tell a year of publication in front of it."""
_PROCEEDINGS = "; Proceedings of "
_IMPRINT = re.compile(
    rf"\. [^.;:]{{2,60}}; (?:[^.;:]{{2,60}}: )?{YEAR}\.?(?: pp?\. ?\d{{1,5}}(?:{DASH}\d{{1,5}})?\.?)?$"
)
"""A book's publisher, place and year: `. Kestrel Press; Orrin: 1998.`"""
_PART_OF_A_BOOK = re.compile(r"\bIn:? |\bin: |\b[Ee]ds?\b|[Ee]ditor|[Tt]hesis|[Dd]issertation|\[")
_PAGES = re.compile(rf"[;.,] pp?\. ?([A-Za-z]?\d{{1,6}}(?:{DASH}[A-Za-z]?\d{{1,6}})?)\.?$")


def other(text: str, who: People | None) -> Cited:
    """Authors, year and pages, and the title of a book or of a paper of a conference; the journal is None."""
    if who is None:
        return NOTHING._replace(year=_year(text))
    if who.mark in (",", ";") and who.year is None:
        return NOTHING._replace(year=_year(text))
    pages = _PAGES.search(text) if text.rfind("p. ") >= 0 else None
    title = _title(text, who.end)
    return NOTHING._replace(
        authors=who.authors, title=title, year=who.year or _year(text), pages=pages[1] if pages else None
    )


def _year(text: str) -> int | None:
    """The only year that is printed as one of publication."""
    found = [year for year in _YEARS.finditer(text) if _is_of_publication(text, year.start())]
    if not found:
        return None
    foreign = _FOREIGN_YEARS.search(text, 0, found[-1].start())
    end = foreign.start() if foreign else len(text)
    years = {year[0] for year in found if year.start() < end}
    return int(years.pop()) if len(years) == 1 else None


def _is_of_publication(text: str, start: int) -> bool:
    before = text[max(start - _MONTH, 0) : start]
    return before.endswith(_BEFORE_A_YEAR) or (before[-1:] == " " and _DATE_BEFORE_A_YEAR.search(before) is not None)


def _title(text: str, start: int) -> str | None:
    end = text.find(_PROCEEDINGS, start)
    if end < 0:
        imprint = _IMPRINT.search(text, start)
        end = imprint.start() if imprint else start
    title = text[start:end].strip(" .,;")
    return None if not title or _PART_OF_A_BOOK.search(title) else title
