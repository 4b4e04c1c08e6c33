"""Which child of `<main>` is which section: one walk over the page, by id."""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar, cast

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.known import NOTHING_KNOWN
from pipeline.layouts.pubmed_2020.related import RELATIONS
from pipeline.markup.select import first, has_class, text_of
from pipeline.markup.tree import Element

Value = TypeVar("Value")

LINKED = "linked-articles"
FIELDS = {
    "abstract": "abstract_sections",
    "plain-language-summary": "plain_language_summary",
    "copyright": "copyright",
    "conflict-of-interest": "conflict_of_interest",
    "figures": "figures",
    "references": "references",
    "publication-types": "publication_types",
    "mesh-terms": "mesh_terms",
    "substances": "substances",
    "supplementary-concepts": "supplementary_concepts",
    "supplemental-data": "associated_data",
    "grants": "grants",
    "linkout": "full_text_links",
}
"""The sections that fill a field of their own, and which."""
RECORDS = frozenset({*FIELDS, "heading", "retraction"})
"""The sections that records come from."""
WITHOUT_RECORDS = frozenset({"disclaimer", "related-links", "preprint"})
"""The sections that say nothing of the article that a table holds."""
LINKED_ID = "linked-"
"""How the ids of lists of linked articles begin."""
PLACEHOLDERS = ("actions-buttons", "similar-cited-articles", "related-db-links")
"""Children without an id: buttons, lists that a browser would fetch."""
EMPTY_ABSTRACT = "empty-abstract"
"""`No abstract available`, in a block with or without an id."""
FUNDING_ALONE = "funding-statement"
"""Prose in the place of a list of grants."""


class Sections(NamedTuple):
    """The sections of a page."""

    by_id: dict[str, Element]
    related: tuple[tuple[str, Element], ...]
    """Lists of other articles, each with its id, in page order."""
    unknown: tuple[str, ...]
    """Names of the sections that this layout does not know, by heading or id."""
    known: Mapping[str, object] = NOTHING_KNOWN
    """What sections show that have been read from the bytes of the page already, by id."""

    def read(self, identity: str, extract: Callable[[Element], Value], absent: Value) -> Value:
        """What `extract` makes of a section, or `absent` where the page does not have it."""
        if identity in self.known:
            return cast("Value", self.known[identity])
        block = self.by_id.get(identity)
        return absent if block is None else extract(block)

    def filled_fields(self) -> tuple[str, ...]:
        """The fields whose section is on the page and does not say that it is empty."""
        own = (FIELDS[identity] for identity, block in self.by_id.items() if identity in FIELDS and _is_filled(block))
        return (*own, "related_articles") if self.related else tuple(own)


def is_section(identity: str) -> bool:
    """Whether an id names a section of this layout."""
    return identity in RECORDS or identity in RELATIONS or identity in WITHOUT_RECORDS or identity.startswith(LINKED_ID)


def find_sections(main: Element) -> Sections:
    """Sort the children of `<main>`; BrokenPromise where a section stands twice, as on two pages run together."""
    _promise_no_section_inside_the_last(main)
    by_id: dict[str, Element] = {}
    related: list[tuple[str, Element]] = []
    unknown: list[str] = []
    for child in main:
        identity = child.get("id")
        if identity in RECORDS:
            if identity in by_id:
                raise BrokenPromise(f"#{identity} stands twice: two pages run together")
            by_id[identity] = child
        elif identity in RELATIONS or has_class(child, LINKED):
            related.append((identity or "", child))
        elif not _is_silent(child):
            unknown.append(_name(child))
    return Sections(by_id, tuple(related), tuple(unknown))


def _promise_no_section_inside_the_last(main: Element) -> None:
    """A section that has lost its end swallows all that follow it, and so becomes the last one."""
    inside = main[-1].iterdescendants() if len(main) else ()
    swallowed = next((identity for element in inside if (identity := element.get("id")) and is_section(identity)), None)
    if swallowed is not None:
        raise BrokenPromise(f"#{swallowed} stands inside {_name(main[-1])}")


def _is_filled(block: Element) -> bool:
    if block.get("id") == "abstract":
        return first(block, "em", EMPTY_ABSTRACT) is None
    return block.get("id") != "grants" or first(block, "div", FUNDING_ALONE) is None


def _is_silent(child: Element) -> bool:
    if child.get("id") in WITHOUT_RECORDS:
        return True
    if child.get("id") is not None:
        return False
    if any(has_class(child, name) for name in PLACEHOLDERS) or not text_of(child):
        return True
    return first(child, "em", EMPTY_ABSTRACT) is not None


def _name(child: Element) -> str:
    heading = next((text_of(found) for tag in ("h2", "h3") if (found := first(child, tag)) is not None), None)
    return heading or child.get("id") or (child.get("class") or str(child.tag)).strip()
