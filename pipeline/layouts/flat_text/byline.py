"""The short byline, `Natascia Marino et al. Am J Pathol. 2013 Oct.`: first author, journal, date.

It is taken apart from its end, for a collective author may have full stops of its own. A date that is only
a year is lost where the tool drops `<time>`: `Kay Wang et al. Cochrane Database Syst Rev. .`
"""

import re
from typing import NamedTuple

from pipeline.normalize.text import clean


class Byline(NamedTuple):
    """The parts of the short byline that the text shows."""

    first_author: str | None = None
    journal: str | None = None
    has_more_authors: bool = False


DATE = re.compile(r"(?:1[5-9]|20)\d\d\b")
LOOSE_STOP = re.compile(r" (?=[.,])")
OTHERS = " et al. "
NO_AUTHORS = "No authors listed"


def split_byline(text: str) -> Byline:
    """The byline's parts; an empty one where the text is none."""
    stopped = LOOSE_STOP.sub("", text)
    if not stopped.endswith("."):
        return Byline()
    rest = stopped.rstrip(". ")
    before, stop, date = rest.rpartition(". ")
    if stop and DATE.match(date):
        rest = before
    first, others, journal = rest.partition(OTHERS)
    if not others:
        first, _, journal = rest.rpartition(". ")
    author = None if first == NO_AUTHORS else clean(first)
    return Byline(author, clean(journal.rstrip(". ")), bool(others))
