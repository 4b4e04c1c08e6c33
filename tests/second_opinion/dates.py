"""Dates as PubMed prints them, `2021 Dec 22`, `2019 Jan-Feb`, `1995 Winter`, and the pages behind them."""

import re
from datetime import date
from typing import NamedTuple

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE = re.compile(r"(?P<year>\d{4})(?: (?P<word>[A-Z][a-z]+))?(?:[-/]\w+)?(?: (?P<day>\d{1,2})\b)?")
PART = re.compile(r"(\S+) \( ?(.+)\)")
SEASONS = ("Winter", "Spring", "Summer", "Fall", "Autumn")


class Published(NamedTuple):
    """A date and how much of it is printed; of a season no day is printed that it would begin with."""

    year: int | None = None
    first_day: date | None = None
    precision: str | None = None


def read_date(printed: str | None) -> Published:
    """The date that a text begins with."""
    found = DATE.match(printed or "")
    if found is None:
        return Published()
    year = int(found["year"])
    if found["word"] in SEASONS:
        return Published(year, None, "season")
    if found["word"] not in MONTHS:
        return Published(year, date(year, 1, 1), "year")
    month = MONTHS.index(found["word"]) + 1
    if found["day"] is None:
        return Published(year, date(year, month, 1), "month")
    return Published(year, date(year, month, int(found["day"])), "day")


def read_epub_date(secondary_date: str | None) -> date | None:
    """The date behind `Epub`."""
    _, found, rest = (secondary_date or "").partition("Epub ")
    return read_date(rest).first_day if found else None


def read_numbers(volume: str | None, issue: str | None) -> tuple[str | None, str | None]:
    """Volume and issue as the head names them; `76 ( Pt 3)` there is both, as it is printed with the date."""
    found = PART.fullmatch(volume or "")
    return (found[1], found[2]) if found else (volume, issue)


def read_pages(citation: str | None, volume: str | None, issue: str | None) -> str | None:
    """What stands behind date, volume and issue in `2021 Dec;59(6):635-638.`."""
    _, _, numbers = (citation or "").partition(";" if ";" in (citation or "") else ":")
    before = (volume or "") + (f"({issue})" if issue else "")
    return numbers.removeprefix(before).removeprefix(":").removesuffix(".") or None
