"""Section `#references`: the first references of an article, or all of a grouped list; all, where they were fetched.

A list holds one `li` a reference, and in it a list of one `li` a note; a reference printed as several
notes is one row. Server pages list five and state the total on a button.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.markup.select import all_text, has_class, many, outermost, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.cited import cited
from pipeline.normalize.identifiers import doi, doi_of_link, pmcid, pmid_of_link
from pipeline.normalize.text import clean
from pipeline.tables import Reference

LIST = "references-list"
NOTES = "references-and-notes-list"
LIST_TITLE = "refs-list-title"
LINK = "reference-link"
TOTAL = re.compile(r"(?<![0-9,])[0-9][0-9,]{0,6}(?![0-9,])")
LINK_DASH = " -"


class References(NamedTuple):
    """The listed references and their total, where the page states one."""

    listed: tuple[Reference, ...]
    stated_count: int | None


class PrintedLink(NamedTuple):
    """A link behind a reference."""

    text: str | None
    href: str | None
    action: str | None
    """What it tells the site's log: a DOI."""


def extract_references(block: Element) -> References:
    """The references of all lists, numbered through; each list's nearest heading goes with its rows."""
    rows: list[Reference | None] = []
    title: str | None = None
    for element in block.iterdescendants("h3", "h4", "h5", "h6", "ol"):
        if has_class(element, LIST_TITLE):
            title = text_of(element)
        elif has_class(element, LIST):
            rows += [_reference(item, title) for item in element.iterchildren("li")]
    return References(numbered(rows), _stated_count(block))


def numbered(rows: Iterable[Reference | None]) -> tuple[Reference, ...]:
    """The rows, but for items that show nothing, numbered through."""
    return tuple(row._replace(position=n) for n, row in enumerate(filter(None, rows), 1))


def reference(list_title: str | None, notes: Iterable[str | None], links: Sequence[PrintedLink]) -> Reference | None:
    """The row of a reference that is printed as one note or several; it has no position yet."""
    text = clean(" ".join(printed for note in notes if (printed := _without_dash(note))))
    if text is None and not links:
        return None
    return Reference(
        0,
        list_title,
        text,
        next((name for link in links if (name := _doi(link))), None),
        next((number for link in links if (number := pmid_of_link(link.href))), None),
        next((name for link in links if (name := _pmcid(link))), None),
        *cited(text),
    )


def stated_count(button: str | None) -> int | None:
    """The number in `Show all 28 references`."""
    total = TOTAL.search(button or "")
    return int(total[0].replace(",", "")) if total else None


def _reference(item: Element, list_title: str | None) -> Reference | None:
    notes = list(outermost(item, "li")) or [item]
    links = [
        PrintedLink(text_of(link), link.get("href"), link.get("data-ga-action"))
        for note in notes
        for link in many(note, "a", LINK)
    ]
    return reference(list_title, map(_citation, notes), links)


def _citation(note: Element) -> str | None:
    """The note's text in front of its first link."""
    pieces = [note.text or ""]
    for child in note:
        if has_class(child, LINK):
            break
        pieces.append(all_text(child))
        pieces.append(child.tail or "")
    return clean("".join(pieces))


def _without_dash(note: str | None) -> str | None:
    """The text without the dash that leads to a link."""
    return clean(f" {note or ''}".removesuffix(LINK_DASH))


def _doi(link: PrintedLink) -> str | None:
    if link.text != "DOI":
        return None
    return doi(link.action) or doi_of_link(link.href)


def _pmcid(link: PrintedLink) -> str | None:
    return pmcid(link.href) if link.text == "PMC" else None


def _stated_count(block: Element) -> int | None:
    stated = (stated_count(text_of(button)) for button in many(block, "button", "show-all"))
    return next((total for total in stated if total is not None), None)
