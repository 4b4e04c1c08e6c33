"""The article's own matter below the abstract: figures and references."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tests.invented.marked_text import Text

CAPTIONLESS = "captionless-figure"
"""What PubMed writes where a figure has no label."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in PMC. The page merges `title` into the label; `heading_label` is the label it prints there."""

    figure_id: str
    file_stem: str
    width: int
    height: int
    label: str | None
    title: Text | None = None
    caption: Text | None = None
    image_alt: str | None = None
    heading_label: str | None = None

    def printed_label(self) -> str | None:
        """The label inside the caption's heading."""
        return self.label if self.heading_label is None else self.heading_label


class LinkKind(Enum):
    """Where a reference's link leads."""

    DOI = "DOI"
    PMC = "PMC"
    PUBMED = "PubMed"


@dataclass(frozen=True, slots=True)
class ReferenceLink:
    """A link behind a reference. `target`: the DOI as written, `PMC…` (or the odd bare number), the PMID."""

    kind: LinkKind
    target: str


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of a reference; most references are one note."""

    text: Text
    links: tuple[ReferenceLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """One numbered reference."""

    notes: tuple[Note, ...]
    shows: Mapping[str, str | int] = field(default_factory=dict)
    """What its text says beyond doubt of the work that it cites, by the column of `references`."""


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A list of references, or a heading over further lists."""

    references: tuple[Reference, ...] = ()
    title: str | None = None
    lists: tuple["ReferenceList", ...] = ()


def listed(lists: tuple[ReferenceList, ...]) -> list[tuple[str | None, Reference]]:
    """Every reference in page order, each with its nearest heading."""
    found: list[tuple[str | None, Reference]] = []
    for part in lists:
        found.extend((part.title, reference) for reference in part.references)
        found.extend(listed(part.lists))
    return found
