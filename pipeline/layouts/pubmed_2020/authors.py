"""Authors and affiliations: in the full view of the heading, or fetched for it.

Collaborators (`div.collaborations`) stand apart from the authors' list and are not authors.
"""

from collections.abc import Iterable
from urllib.parse import unquote_plus

from pipeline.markup.select import first, has_class, many, maybe, text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import emails, orcid
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author

CORPORATE = "[Corporate Author]"
ORCID_HOST = "orcid.org/"
AFFILIATION_LINK = "affiliation-link"
AFFILIATIONS_NOT_LISTED = "affiliations-not-on-page"

Numbered = tuple[Affiliation, str]
"""An affiliation and the id of its element, which authors link to."""


def extract_affiliations(view: Element) -> tuple[Numbered, ...]:
    """The affiliations in their printed order, without their numbers."""
    block = maybe(view, "div", "affiliations")
    return () if block is None else read_affiliations(many(block, "li"))


def read_affiliations(items: Iterable[Element]) -> tuple[Numbered, ...]:
    """The affiliations of these items of a list, numbered through."""
    texts = [(_affiliation_text(item), item.get("id") or "") for item in items]
    shown = [(text, identity) for text, identity in texts if text]
    return tuple((Affiliation(n, text, emails(text)), identity) for n, (text, identity) in enumerate(shown, 1))


def are_all_resolved(view: Element, affiliations: tuple[Numbered, ...]) -> bool:
    """Whether each affiliation that an author links to is listed."""
    inline = maybe(view, "div", "inline-authors")
    return inline is None or are_listed(many(inline, "a", AFFILIATION_LINK), affiliations)


def are_listed(links: Iterable[Element], affiliations: tuple[Numbered, ...]) -> bool:
    """Whether each of the links leads to one of the affiliations."""
    listed = {identity for _, identity in affiliations}
    return all(_target(link) in listed for link in links)


def extract_authors(view: Element, affiliations: tuple[Numbered, ...]) -> tuple[Author, ...]:
    """The authors in their printed order; none where the page says `No authors listed`."""
    inline = maybe(view, "div", "inline-authors")
    return () if inline is None else read_authors(many(inline, "span", "authors-list-item"), affiliations)


def read_authors(items: Iterable[Element], affiliations: tuple[Numbered, ...]) -> tuple[Author, ...]:
    """The authors of these items of a list, numbered through; an item without a name is none."""
    positions = {identity: affiliation.position for affiliation, identity in affiliations}
    named = [(item, link) for item in items if (link := _name(item)) is not None]
    return tuple(_author(n, item, link, positions) for n, (item, link) in enumerate(named, 1))


def _author(position: int, item: Element, name: Element, positions: dict[str, int]) -> Author:
    term = _indexed_name(name.get("href"))
    return Author(
        position=position,
        name=text_of(name) or "",
        short_name=clean(term.removesuffix(CORPORATE)) if term else None,
        is_collective=bool(term) and str(term).endswith(CORPORATE),
        equal_contribution=first(item, "a", "equal-contrib") is not None,
        orcid=_orcid(item),
        affiliation_positions=_affiliation_positions(item, positions),
    )


def _name(item: Element) -> Element | None:
    """The element that holds the author's name: a link, or plain where PubMed has none to offer."""
    return next((child for child in item.iterdescendants() if has_class(child, "full-name") and text_of(child)), None)


def _indexed_name(href: str | None) -> str | None:
    """The name as PubMed indexes it: the link's search term, `/?term=Xu+L&cauthor_id=1`."""
    _, found, rest = (href or "").partition("term=")
    return unquote_plus(rest.partition("&")[0]) if found else None


def _affiliation_positions(item: Element, positions: dict[str, int]) -> list[int]:
    linked = (_target(link) for link in many(item, "a", AFFILIATION_LINK))
    return [positions[identity] for identity in linked if identity in positions]


def _target(link: Element) -> str:
    return (link.get("href") or "").lstrip("#")


def _orcid(item: Element) -> str | None:
    links = (link.get("href") or "" for link in many(item, "a"))
    return next((orcid(href) for href in links if ORCID_HOST in href), None)


def _affiliation_text(item: Element) -> str | None:
    key = next((child for child in item if has_class(child, "key")), None)
    return text_of(item) if key is None else text_without(item, key)
