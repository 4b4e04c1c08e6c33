"""Section `#figures`. Each figure has its caption three times; only `figcaption` is complete.

Where JATS has a caption title, PubMed prints it behind the label in one element; the label alone stands
in the image's alternative text.
"""

from typing import NamedTuple

from pipeline.markup.select import first, has_class, many, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import pmcid
from pipeline.normalize.text import clean
from pipeline.tables import Figure

NO_CAPTION = frozenset({"captionless-figure", "None"})
"""What PubMed puts in the place of a label where there is none."""
HTTP = ("http://", "https://")


class PrintedFigure(NamedTuple):
    """What a page prints of a figure, as it stands there."""

    heading: str | None
    """Clean, as are the caption's words."""
    caption: str | None
    image_url: str | None
    thumbnail_url: str | None
    width: str | None
    height: str | None
    alternative: str | None
    pmcid: str | None
    figure_id: str | None


def extract_figures(block: Element) -> tuple[Figure, ...]:
    """All figures, the hidden ones behind the sixth included."""
    items = (figure for figure in many(block, "figure", "figure-item"))
    return tuple(read_figure(n, _printed(item)) for n, item in enumerate(items, 1))


def _printed(item: Element) -> PrintedFigure:
    link = first(item, "a", "figure-link")
    caption = first(item, "figcaption")
    return PrintedFigure(
        heading=text_of(_part(caption, "figure-label")),
        caption=text_of(_part(caption, "figure-caption-contents")),
        image_url=_get(link, "href"),
        thumbnail_url=_get(first(item, "img", "figure-thumb"), "src"),
        width=_get(link, "data-image-width"),
        height=_get(link, "data-image-height"),
        alternative=_get(link, "data-image-alt"),
        pmcid=_get(link, "data-pmc-id"),
        figure_id=_get(link, "data-figure-id"),
    )


def read_figure(position: int, printed: PrintedFigure) -> Figure:
    """The figure's row."""
    label, title = _label_and_title(clean(printed.alternative), printed.heading)
    return Figure(
        position=position,
        label=label,
        title=title,
        caption=printed.caption,
        image_url=_url(printed.image_url),
        thumbnail_url=_url(printed.thumbnail_url),
        width=_pixels(printed.width),
        height=_pixels(printed.height),
        pmcid=pmcid(printed.pmcid),
        figure_id=clean(printed.figure_id),
    )


def _label_and_title(alternative: str | None, heading: str | None) -> tuple[str | None, str | None]:
    """Take the merged heading `Fig. 1. Title` apart by the bare label `Fig. 1`."""
    if alternative is None or alternative in NO_CAPTION:
        return heading, None
    if heading is None or heading == alternative:
        return alternative, None
    if heading.startswith(alternative):
        return alternative, clean(heading.removeprefix(alternative).removeprefix(".").removeprefix(". "))
    return alternative, heading


def _part(caption: Element | None, class_: str) -> Element | None:
    if caption is None:
        return None
    return next((child for child in caption if has_class(child, class_)), None)


def _get(element: Element | None, attribute: str) -> str | None:
    return None if element is None else element.get(attribute)


def _url(printed: str | None) -> str | None:
    address = clean(printed)
    return address if address and address.startswith(HTTP) else None


def _pixels(printed: str | None) -> int | None:
    digits = (printed or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None  # noqa: PLR2004  # six digits are a wall
