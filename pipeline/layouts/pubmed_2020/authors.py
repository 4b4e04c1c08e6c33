"""Authors and affiliations: in the full view of the heading, or fetched for it.

Collaborators (`div.collaborations`) stand apart from the authors' list and are not authors.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote_plus

from pipeline.markup.select import first, has_class, many, maybe, text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import emails, orcid
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author

CORPORATE = "[Corporate Author]"
ORCID_HOST = "orcid.org/"
AUTHORS, AFFILIATIONS = "inline-authors", "affiliations"
"""The blocks of the lists, by class."""
AFFILIATION_LINK = "affiliation-link"
AFFILIATIONS_NOT_LISTED = "affiliations-not-on-page"

Numbered = tuple[Affiliation, str]
"""An affiliation and the id of its element, which authors link to."""


class PrintedAuthor(NamedTuple):
    """What a page prints of an author, as it stands there."""

    name: str | None
    """Clean."""
    href: str | None
    links: Sequence[str]
    """Where all links of the author lead to, the name's own included."""
    affiliations: Sequence[str]
    """Where those lead to that are raised behind the name."""
    is_equal: bool
    """Whether a sign says that authors contributed equally."""


def extract_affiliations(view: Element) -> tuple[Numbered, ...]:
    """The affiliations in their printed order, without their numbers."""
    block = maybe(view, "div", AFFILIATIONS)
    return () if block is None else read_affiliations(many(block, "li"))


def read_affiliations(items: Iterable[Element]) -> tuple[Numbered, ...]:
    """The affiliations of these items of a list, numbered through."""
    return numbered_affiliations((_affiliation_text(item), item.get("id")) for item in items)


def numbered_affiliations(printed: Iterable[tuple[str | None, str | None]]) -> tuple[Numbered, ...]:
    """The affiliations of these texts, each with the id of its element, numbered through."""
    shown = [(text, identity or "") for text, identity in printed if text]
    return tuple((Affiliation(n, text, emails(text)), identity) for n, (text, identity) in enumerate(shown, 1))


def are_all_resolved(authors: Iterable[PrintedAuthor], affiliations: tuple[Numbered, ...]) -> bool:
    """Whether each affiliation that an author links to is listed."""
    listed = {identity for _, identity in affiliations}
    return all(target.lstrip("#") in listed for author in authors for target in author.affiliations)


def printed_authors(view: Element) -> list[PrintedAuthor]:
    """The authors in their printed order; none where the page says `No authors listed`."""
    inline = maybe(view, "div", AUTHORS)
    return [] if inline is None else [printed_author(item) for item in many(inline, "span", "authors-list-item")]


def printed_author(item: Element) -> PrintedAuthor:
    """What an item of a list prints."""
    name = _name(item)
    return PrintedAuthor(
        name=text_of(name),
        href=None if name is None else name.get("href"),
        links=[link.get("href") or "" for link in many(item, "a")],
        affiliations=[link.get("href") or "" for link in many(item, "a", AFFILIATION_LINK)],
        is_equal=first(item, "a", "equal-contrib") is not None,
    )


def extract_authors(view: Element, affiliations: tuple[Numbered, ...]) -> tuple[Author, ...]:
    """The authors of the full view of the heading."""
    return read_authors(printed_authors(view), affiliations)


def read_authors(printed: Iterable[PrintedAuthor], affiliations: tuple[Numbered, ...]) -> tuple[Author, ...]:
    """The authors, numbered through; an item without a name is none."""
    positions = {identity: affiliation.position for affiliation, identity in affiliations}
    named = (author for author in printed if author.name)
    return tuple(_author(n, author, positions) for n, author in enumerate(named, 1))


def _author(position: int, printed: PrintedAuthor, positions: dict[str, int]) -> Author:
    term = _indexed_name(printed.href)
    targets = (target.lstrip("#") for target in printed.affiliations)
    return Author(
        position=position,
        name=printed.name or "",
        short_name=clean(term.removesuffix(CORPORATE)) if term else None,
        is_collective=bool(term) and str(term).endswith(CORPORATE),
        equal_contribution=printed.is_equal,
        orcid=next((orcid(href) for href in printed.links if ORCID_HOST in href), None),
        affiliation_positions=[positions[identity] for identity in targets if identity in positions],
    )


def _name(item: Element) -> Element | None:
    """The element that holds the author's name: a link, or plain where PubMed has none to offer."""
    return next((child for child in item.iterdescendants() if has_class(child, "full-name") and text_of(child)), None)


def _indexed_name(href: str | None) -> str | None:
    """The name as PubMed indexes it: the link's search term, `/?term=Xu+L&cauthor_id=1`."""
    _, found, rest = (href or "").partition("term=")
    return unquote_plus(rest.partition("&")[0]) if found else None


def _affiliation_text(item: Element) -> str | None:
    key = next((child for child in item if has_class(child, "key")), None)
    return text_of(item) if key is None else text_without(item, key)
