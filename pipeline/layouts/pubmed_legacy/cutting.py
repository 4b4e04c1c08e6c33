"""A page that ends before its body does: the cut lies behind the article, and may have torn the column beside it."""

import re
from typing import NamedTuple

from pipeline.errors import Truncated
from pipeline.markup.cut import open_elements
from pipeline.markup.select import has_class
from pipeline.markup.tree import Element

SIDE = "supplemental"

_PAGE_END = re.compile(rb"</(?:body|html)\s*+>", re.IGNORECASE)


class CutPage(NamedTuple):
    """What is left of a page."""

    body: Element
    """The page from its article on, without the line of the side column that the cut tore."""
    has_whole_side: bool
    """Whether the side column was all there, so that the cut took nothing that records come from."""


def has_page_end(utf8: bytes) -> bool:
    """Whether the page's body ends; one that lost no more than this is found whole by `cut_page`."""
    return _PAGE_END.search(utf8) is not None


def cut_page(utf8: bytes) -> CutPage:
    """What is whole in the bytes from the article's block to the cut."""
    opened = open_elements(utf8)
    body = next((element for element in opened if element.tag == "body"), None)
    if body is None:
        raise Truncated("the page is cut: its article has only begun")
    side = next((block for block in body.iterdescendants("div") if has_class(block, SIDE)), None)
    if side is None or side not in opened:
        return CutPage(body, has_whole_side=side is not None)
    for line in opened[opened.index(side) :]:
        if line.tag == "li":
            line.clear()
    return CutPage(body, has_whole_side=False)
