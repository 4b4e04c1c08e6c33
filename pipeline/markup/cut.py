"""A page that was saved only in part: which children of its `<main>` are whole, and which one the cut tore.

A push parser is fed all that there is and never told that the page ends, so that what is still open then is what
the cut tore. Only cut pages pay for it.
"""

from typing import NamedTuple

from lxml import etree

from pipeline.errors import Truncated
from pipeline.markup.tree import PARSING, Element, confirm_read_to_its_end


class CutArticle(NamedTuple):
    """What is left of a page's `<main>`."""

    main: Element
    """`<main>` with its whole children only."""
    torn: Element | None
    """The child in which the cut lies, taken out of `main`; None where it lies between two."""


def cut_article(main: bytes) -> CutArticle:
    """What is whole in the bytes from `<main` to the cut."""
    opened = open_elements(main)
    tags = [element.tag for element in opened]
    if "main" not in tags:
        raise Truncated("the page is cut: <main> has only begun")
    inside = opened[tags.index("main") :]
    torn = inside[1] if len(inside) > 1 else None
    if torn is not None:
        inside[0].remove(torn)
    return CutArticle(inside[0], torn)


def open_elements(utf8: bytes) -> list[Element]:
    """The elements, from the outermost, whose end has not come where the bytes end."""
    parser = etree.HTMLPullParser(events=("start", "end"), **PARSING)
    parser.feed(utf8)
    confirm_read_to_its_end(parser.feed_error_log)
    found: list[Element] = []
    for event, element in parser.read_events():
        if event == "start":
            found.append(element)
        else:
            found.pop()
    return found
