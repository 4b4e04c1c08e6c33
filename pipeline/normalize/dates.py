"""Printed dates of publication: the first day that they cover, and how much of it is printed. Nothing is guessed.

MEDLINE prints year, month and day in this order, months as three English letters, ranges with `-` or `/`,
and seasons by name (NLM, MEDLINE/PubMed Data Element Descriptions: PubDate, MedlineDate).
"""

import re
from datetime import date
from enum import Enum
from typing import NamedTuple

from pipeline.normalize.text import clean


class Precision(Enum):
    """How much of a date is printed."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SEASON = "season"


class PrintedDate(NamedTuple):
    """The first day of a printed date."""

    first_day: date
    precision: Precision


MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905  # reads as a calendar
}
_SEASONS = {"winter": 1, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
"""The month in which a season's issue begins; winter opens the volume year, as NLM files it."""

_SEASON = "|".join(_SEASONS)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"(?:(?P<season_first>{_SEASON})(?:\s*[-/]\s*(?:{_SEASON}))?\s+)?(?P<year>(?:1[5-9]|20)\d\d)\b"
    rf"(?:\s*[-/]\s*(?:1[5-9]|20)\d\d\b)?"
    rf"(?:\s+(?P<season>{_SEASON})\b|\s+{_MONTH}(?:\s+(?P<day>\d{{1,2}})(?!\d))?)?",
    re.IGNORECASE | re.ASCII,
)
_ELECTRONIC = re.compile(r"\bEpub\s+([^.;]+)", re.IGNORECASE)


def printed_date(text: str | None) -> PrintedDate | None:
    """The date that `text` begins with: `2021 Dec 22`, `2019 Jan-Feb`, `1995 Winter`, `Winter 2010`, `1986`."""
    found = _DATE.match(clean(text) or "")
    if found is None:
        return None
    year = int(found["year"])
    season = found["season"] or found["season_first"]
    if season:
        return PrintedDate(date(year, _SEASONS[season.lower()], 1), Precision.SEASON)
    if found["month"] is None:
        return PrintedDate(date(year, 1, 1), Precision.YEAR)
    return _in_month(year, MONTHS[found["month"][:3].lower()], found["day"])


def electronic_date(text: str | None) -> date | None:
    """The day of `Epub 2013 Jul 26.`; None for `eCollection 2022.`, `Print 2011.` and other kinds of date."""
    found = _ELECTRONIC.search(text) if text else None
    printed = printed_date(found[1]) if found else None
    return printed.first_day if printed else None


def _in_month(year: int, month: int, day: str | None) -> PrintedDate:
    if day is not None:
        try:
            return PrintedDate(date(year, month, int(day)), Precision.DAY)
        except ValueError:  # a day that its month does not have
            pass
    return PrintedDate(date(year, month, 1), Precision.MONTH)
