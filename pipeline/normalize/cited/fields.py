"""What a reference's text tells of the work that it cites."""

from typing import NamedTuple


class Cited(NamedTuple):
    """A cited work, in the order of the last columns of `references`; None for what is not printed, or is in doubt."""

    authors: str | None = None
    title: str | None = None
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    printed_doi: str | None = None
    printed_pmid: int | None = None
    printed_pmcid: str | None = None


NOTHING = Cited()
