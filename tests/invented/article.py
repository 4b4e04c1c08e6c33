"""What an invented article consists of: everything that a PubMed page of the 2020 layout can show."""

from dataclasses import dataclass
from enum import Enum

from tests.invented.citing import Citation, PrintedDate, Secondary
from tests.invented.links import DataBankEntry, Docsum, Grant, LinkedList, LinkOutGroup
from tests.invented.marked_text import Text
from tests.invented.matter import Figure, ReferenceList


class Era(Enum):
    """When a page was captured; PubMed changed its markup in between."""

    DECEMBER_2023 = "december-2023"
    MARCH_2026 = "march-2026"


class FreeLabel(Enum):
    """The green words beside the identifiers."""

    IN_PMC = "Free PMC article"
    AT_PUBLISHER = "Free article"
    NONE = ""


class AbstractForm(Enum):
    """How the page encloses the abstract."""

    CONTENT = "content"
    """`div.abstract-content#eng-abstract`, the usual form."""

    BARE = "bare"
    """Paragraphs straight inside `#abstract`, as old records have them."""


class AuthorDetail(Enum):
    """Whether the page itself prints affiliations and collaborators."""

    PRINTED = "printed"
    FETCHED = "fetched"
    """A very long list: the page holds a placeholder that a script would fill."""


@dataclass(frozen=True, slots=True)
class Journal:
    """Where the article appeared."""

    title: str
    abbreviation: str
    issn: str | None
    nlm_id: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """An affiliation as printed, e-mail addresses included."""

    text: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A person, or a group where `is_collective`."""

    name: str
    short_name: str | None
    affiliations: tuple[int, ...] = ()
    is_collective: bool = False
    contributed_equally: bool = False


@dataclass(frozen=True, slots=True)
class Collaboration:
    """A group's members: on the page, but no authors."""

    title: str | None
    members: tuple[Author, ...]


@dataclass(frozen=True, slots=True)
class Pmc:
    """The article in PMC; under embargo it has a date and no link."""

    pmcid: str
    free_from: PrintedDate | None = None


@dataclass(frozen=True, slots=True)
class AbstractPart:
    """One paragraph; `label` as the page prints it, without its colon."""

    text: Text
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Abstract:
    """One language's abstract."""

    language: str
    parts: tuple[AbstractPart, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A heading (or none) of the conflict-of-interest statement and its paragraphs."""

    paragraphs: tuple[Text, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class MeshTerm:
    """A line of the MeSH list."""

    descriptor: str
    qualifier: str | None = None
    is_major: bool = False


@dataclass(frozen=True, slots=True)
class InventedArticle:
    """An article that never existed, with a page's worth of facts."""

    pmid: int
    title: Text
    journal: Journal
    citation: Citation
    doi: str | None = None
    pmc: Pmc | None = None
    free_label: FreeLabel = FreeLabel.NONE
    starts_with_byte_order_mark: bool = False
    languages: tuple[str, ...] = ()
    secondary: Secondary | None = None
    is_ahead_of_print: bool = False
    is_preprint: bool = False
    retraction_notice: int | None = None
    authors: tuple[Author, ...] = ()
    author_detail: AuthorDetail = AuthorDetail.PRINTED
    affiliations: tuple[Affiliation, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    abstracts: tuple[Abstract, ...] = ()
    abstract_form: AbstractForm = AbstractForm.CONTENT
    plain_language_summary: Text | None = None
    keywords: tuple[Text, ...] = ()
    copyright: str | None = None
    conflict_of_interest: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    linked: tuple[LinkedList, ...] = ()
    similar: tuple[Docsum, ...] = ()
    cited_by: tuple[Docsum, ...] = ()
    cited_by_total: int = 0
    references: tuple[ReferenceList, ...] = ()
    reference_total: int = 0
    displayed_type: str | None = None
    publication_types: tuple[str, ...] = ()
    mesh_terms: tuple[MeshTerm, ...] = ()
    substances: tuple[str, ...] = ()
    supplementary_concepts: tuple[str, ...] = ()
    associated_data: tuple[DataBankEntry, ...] = ()
    related_information: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    funding_statement: str | None = None
    linkout: tuple[LinkOutGroup, ...] = ()
