"""Section `div.ncbi_carousel`: the figures of the article in PubMed Central, title and text of a caption apart."""

import re

from pipeline.layouts.pubmed_legacy.addresses import absolute
from pipeline.markup.select import first, has_class, many, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import pmcid
from pipeline.normalize.text import clean
from pipeline.tables import Figure

LEGEND_HEAD = "legend-from"
LEGEND_LABEL = "legend-from-title"
LEGEND_CITATION = "legend-citation"
"""The article that the figure is from: this one."""

_FIGURE_ID = re.compile(r"/figure/([^/?#]+)")


def extract_figures(block: Element) -> tuple[Figure, ...]:
    """The figures, each of which has a link to its page in PubMed Central."""
    return tuple(_figure(n, figure) for n, figure in enumerate(many(block, "div", "nc_item"), 1))


def _figure(position: int, figure: Element) -> Figure:
    link, image, head = first(figure, "a", "figpopup"), first(figure, "img"), first(figure, "div", LEGEND_HEAD)
    href = link.get("href") or "" if link is not None else ""
    label = first(head, "span", LEGEND_LABEL) if head is not None else None
    figure_id = _FIGURE_ID.search(href)
    return Figure(
        position=position,
        label=text_of(label) or (clean(image.get("alt")) if image is not None else None),
        title=text_of(first(head, "div")) if head is not None else None,
        caption=_caption(head) if head is not None else None,
        image_url=absolute(image.get("src-large")) if image is not None else None,
        thumbnail_url=absolute(image.get("src")) if image is not None else None,
        width=None,
        height=None,
        pmcid=pmcid(href),
        figure_id=figure_id[1] if figure_id else None,
    )


def _caption(head: Element) -> str | None:
    """All that follows the caption's head, but for the citation."""
    parts = [text_of(part) for part in head.itersiblings("div") if not has_class(part, LEGEND_CITATION)]
    return clean(" ".join(part for part in parts if part))
