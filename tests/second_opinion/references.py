"""`#references`: the references that the page lists, and how many there are."""

import re
from collections.abc import Sequence

from bs4 import Tag

from tests.second_opinion.rows import Reference
from tests.second_opinion.words import attribute, children, every, first, words

TITLES_AND_LISTS = ["refs-list-title", "references-list"]
LINKS = re.compile(r"(?:(?:^| )- (?:DOI|PMC|PubMed))+$")
DIGITS = re.compile(r"\d+")


def scrape_references(block: Tag | None) -> list[Reference]:
    """The references of all lists, with the heading above their list."""
    references: list[Reference] = []
    title = None
    for part in [] if block is None else block.find_all(["h3", "h4", "h5", "h6", "ol"], class_=TITLES_AND_LISTS):
        if part.name != "ol":
            title = words(part)
        references += [_reference(n, title, item) for n, item in enumerate(children(part, "li"), len(references) + 1)]
    return references


def scrape_reference_count(block: Tag | None) -> int | None:
    """The number in `Show all 32 references`."""
    printed = DIGITS.search(words(first(block, "button", "show-all")) or "")
    return int(printed[0]) if printed else None


def _reference(position: int, list_title: str | None, item: Tag) -> Reference:
    notes = (LINKS.sub("", words(note) or "") for note in item.find_all("li"))
    links = every(item, "a", "reference-link")
    doi, pmid, pmcid = (_target(links, name) for name in ("DOI", "PubMed", "PMC"))
    return Reference(
        position=position,
        list_title=list_title,
        text=" ".join(notes).strip() or None,
        doi=doi.lower() if doi else None,
        pmid=int(pmid or 0) or None,
        pmcid=f"PMC{pmcid.removeprefix('PMC')}" if pmcid else None,
    )


def _target(links: Sequence[Tag], name: str) -> str | None:
    """What the first link of a kind tells the site's log: a DOI in its own case, a PMID or 0, a PMCID or its digits."""
    return next((attribute(link, "data-ga-action") for link in links if words(link) == name), None)
