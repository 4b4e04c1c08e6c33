"""What leads from an article elsewhere: other articles, grants, data banks, full text."""

from dataclasses import dataclass

from tests.invented.marked_text import Text, as_words


@dataclass(frozen=True, slots=True)
class Docsum:
    """Another article, summed up in a list. `flags` are the words after its PMID."""

    pmid: int
    title: Text
    authors: str | None
    first_author: str | None
    journal: str
    year: int
    citation: str
    is_free_in_pmc: bool = False
    is_retracted: bool = False
    displayed_type: str | None = None
    language: str | None = None
    has_abstract: bool = True

    def record_text(self) -> str:
        """Title, authors and citation, as a record keeps them."""
        authors = "" if self.authors is None else f"{self.authors} "
        return f"{as_words(self.title)} {authors}{self.citation}"


@dataclass(frozen=True, slots=True)
class LinkedList:
    """Comments, corrections and updates under one heading; an entry without a PMID is plain text."""

    heading: str
    element_id: str
    entries: tuple[Docsum | str, ...]
    goes_above_abstract: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant by its parts; the page joins those it has with a slash."""

    agency: str
    number: str | None = None
    acronym: str | None = None
    country: str | None = None

    def printed(self) -> str:
        """`0402/SKY_/Skylark Trust/Iceland`, or the agency alone."""
        return "/".join(part for part in (self.number, self.acronym, self.agency, self.country) if part is not None)

    def is_plain(self) -> bool:
        """Whether the printed form alone settles the parts."""
        return self.number is not None and "/" not in self.agency


@dataclass(frozen=True, slots=True)
class DataBankEntry:
    """An accession in a data bank. Where the bank has a database at NCBI the page shows a menu, else a plain link."""

    databank: str
    accession: str
    url: str
    menu_entry: str | None = None


@dataclass(frozen=True, slots=True)
class LinkOut:
    """A provider's link."""

    provider: str
    url: str
    provider_id: int


@dataclass(frozen=True, slots=True)
class LinkOutGroup:
    """A LinkOut heading and its links."""

    category: str
    links: tuple[LinkOut, ...]
