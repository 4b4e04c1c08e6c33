"""Dates and citations as PubMed prints them, and what they mean."""

from dataclasses import dataclass
from enum import Enum

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Season(Enum):
    """What some quarterlies print in a month's place, with the month it begins in; winter opens the volume year."""

    WINTER = ("Winter", 1)
    SPRING = ("Spring", 3)
    SUMMER = ("Summer", 6)
    AUTUMN = ("Autumn", 9)


class Joint(Enum):
    """What stands between two months."""

    HYPHEN = "-"
    SLASH = "/"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in any of the shapes a citation shows."""

    year: int
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    joint: Joint = Joint.HYPHEN
    season: Season | None = None

    def printed(self) -> str:
        """`2013 Oct 1`, `2019 Jan-Feb`, `1988 Winter`, `2013`."""
        if self.season is not None:
            return f"{self.year} {self.season.value[0]}"
        if self.month is None:
            return str(self.year)
        if self.last_month is not None:
            return f"{self.year} {MONTHS[self.month - 1]}{self.joint.value}{MONTHS[self.last_month - 1]}"
        day = "" if self.day is None else f" {self.day}"
        return f"{self.year} {MONTHS[self.month - 1]}{day}"

    def first_day(self) -> str:
        """The earliest day that the date allows, ISO."""
        month = self.month if self.season is None else self.season.value[1]
        return f"{self.year:04d}-{month or 1:02d}-{self.day or 1:02d}"

    def precision(self) -> str:
        """The contract's word for how exact the date is."""
        if self.season is not None:
            return "season"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"


@dataclass(frozen=True, slots=True)
class Citation:
    """The part of a citation after the journal."""

    date: PrintedDate
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None

    def printed(self) -> str:
        """`2013 Oct 1;12(3):45-60.`, `2016 Feb 26:5:222.`, `2010 Mar-Apr:(12):1-9.`, `2023 May 2.`"""
        issue = "" if self.issue is None else f"({self.issue})"
        if self.volume is not None and self.issue is not None:
            numbers = f";{self.volume}{issue}"
        elif self.volume is not None or self.issue is not None:
            numbers = f":{self.volume or ''}{issue}"
        else:
            numbers = ""
        pages = "" if self.pages is None else f":{self.pages}"
        return f"{self.date.printed()}{numbers}{pages}."


@dataclass(frozen=True, slots=True)
class Secondary:
    """The other date: `Epub 2013 Jul 26.`, `eCollection 2021.`, `Print 2022 Mar.`"""

    kind: str
    date: PrintedDate

    def printed(self) -> str:
        """The date with its kind before and a full stop after it."""
        return f"{self.kind} {self.date.printed()}."

    def epub_day(self) -> str | None:
        """The first day of electronic publication, ISO, where the page prints its date."""
        return self.date.first_day() if self.kind == "Epub" else None
