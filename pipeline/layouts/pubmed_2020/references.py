"""Section `#references`: the first references of an article, or all of a grouped list; all, where they were fetched.

A list holds one `li` a reference, and in it a list of one `li` a note; a reference printed as several
notes is one row. Server pages list five and state the total on a button.
"""

import re
from typing import NamedTuple

from pipeline.markup.select import all_text, has_class, many, outermost, text_of
from pipeline.markup.tree import Element
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


def extract_references(block: Element) -> References:
    """The references of all lists, numbered through; each list's nearest heading goes with its rows."""
    rows: list[Reference] = []
    title: str | None = None
    for element in block.iterdescendants("h3", "h4", "h5", "h6", "ol"):
        if has_class(element, LIST_TITLE):
            title = text_of(element)
        elif has_class(element, LIST):
            items = [_reference(item, title) for item in element.iterchildren("li")]
            rows += [row for row in items if row is not None]
    numbered = tuple(row._replace(position=n) for n, row in enumerate(rows, 1))
    return References(numbered, _stated_count(block))


def _reference(item: Element, list_title: str | None) -> Reference | None:
    notes = list(outermost(item, "li")) or [item]
    text = clean(" ".join(printed for note in notes if (printed := _citation(note))))
    links = [link for note in notes for link in many(note, "a", LINK)]
    if text is None and not links:
        return None
    return Reference(
        position=0,
        list_title=list_title,
        text=text,
        doi=next((name for link in links if (name := _doi(link))), None),
        pmid=next((number for link in links if (number := pmid_of_link(link.get("href")))), None),
        pmcid=next((name for link in links if (name := _pmcid(link))), None),
    )


def _citation(note: Element) -> str | None:
    """The note's text in front of its first link, without the dash that leads to it."""
    pieces = [note.text or ""]
    for child in note:
        if has_class(child, LINK):
            break
        pieces.append(all_text(child))
        pieces.append(child.tail or "")
    text = clean("".join(pieces)) or ""
    return clean(f" {text}".removesuffix(LINK_DASH))


def _doi(link: Element) -> str | None:
    if text_of(link) != "DOI":
        return None
    return doi(link.get("data-ga-action")) or doi_of_link(link.get("href"))


def _pmcid(link: Element) -> str | None:
    return pmcid(link.get("href")) if text_of(link) == "PMC" else None


def _stated_count(block: Element) -> int | None:
    """The number on the button `Show all 28 references`."""
    for button in many(block, "button", "show-all"):
        total = TOTAL.search(text_of(button) or "")
        if total:
            return int(total[0].replace(",", ""))
    return None
