"""Authors and affiliations: `div.auths`, and `div.afflist` in its three forms.

2013          div.aff > h3 "Source", p              one affiliation, without a number
2014 to 2016  div.afflist > ul > li > sup           numbered
2016 to 2019  div.afflist > dl > dt, dd             numbered
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from pipeline.errors import BrokenPromise
from pipeline.markup.select import text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import emails
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author

CORPORATE = "[Corporate Author]"
NO_AUTHORS = "[No authors listed]"
EQUAL = "#"

_TERM = re.compile(r"[?&]term=([^&]*)", re.IGNORECASE)
_FIELD = re.compile(r"\[(?:Corporate )?Author\]$")
_NUMBER = re.compile(r"\d+")

Numbered = tuple[Affiliation, str]
"""An affiliation and the number that authors name it by; empty where it has none."""


def extract_affiliations(block: Element) -> tuple[Numbered, ...]:
    """The affiliations in their printed order, without their numbers."""
    shown = [(text, key) for text, key in _keyed_texts(block) if text and (not key or key.isdigit())]
    return tuple((Affiliation(n, text, emails(text)), key) for n, (text, key) in enumerate(shown, 1))


def extract_authors(block: Element, affiliations: tuple[Numbered, ...]) -> tuple[Author, ...]:
    """The authors in their printed order, each with the raised numbers behind the name."""
    positions = {key: affiliation.position for affiliation, key in affiliations if key}
    authors = tuple(_author(n, link, raised, positions) for n, (link, raised) in enumerate(_names(block), 1))
    printed = text_of(block)
    if not authors and printed and NO_AUTHORS not in printed:
        raise BrokenPromise("authors are printed without links")
    return authors


def _names(block: Element) -> Iterator[tuple[Element, str]]:
    """Each author's link with all that is raised between it and the next one."""
    link: Element | None = None
    raised: list[str] = []
    for element in block.iterdescendants("a", "sup"):
        if element.tag == "sup":
            raised.append(text_of(element) or "")
        elif _indexed_name(element) and text_of(element):
            if link is not None:
                yield link, " ".join(raised)
            link, raised = element, []
    if link is not None:
        yield link, " ".join(raised)


def _author(position: int, link: Element, raised: str, positions: dict[str, int]) -> Author:
    term = _indexed_name(link) or ""
    return Author(
        position=position,
        name=text_of(link) or "",
        short_name=clean(_FIELD.sub("", term).replace('"', "")),
        is_collective=term.endswith(CORPORATE),
        equal_contribution=EQUAL in raised,
        orcid=None,
        affiliation_positions=[positions[key] for key in _NUMBER.findall(raised) if key in positions],
    )


def _indexed_name(link: Element) -> str | None:
    """The link's search term: `Modzelewski AJ[Author]`; in 2009 the name stands in quotes."""
    found = _TERM.search(link.get("href") or "")
    return clean(unquote_plus(found[1])) if found else None


def _keyed_texts(block: Element) -> Iterator[tuple[str | None, str]]:
    key = ""
    for element in block.iterdescendants("dt", "dd", "li", "p"):
        if element.tag == "dt":
            key = text_of(element) or ""
        elif element.tag == "li":
            yield _numbered_text(element)
        else:
            yield text_of(element), key


def _numbered_text(line: Element) -> tuple[str | None, str]:
    """A line that begins with its raised number; a raised number further on belongs to the text."""
    number = next(line.iterchildren("sup"), None)
    if number is None or clean(line.text):
        return text_of(line), ""
    return text_without(line, number), text_of(number) or ""
