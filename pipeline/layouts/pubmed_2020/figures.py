"""Section `#figures`. Each figure has its caption three times; only `figcaption` is complete.

Where JATS has a caption title, PubMed prints it behind the label in one element; the label alone stands
in the image's alternative text.
"""

from pipeline.markup.select import first, has_class, many, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import pmcid
from pipeline.normalize.text import clean
from pipeline.tables import Figure

NO_CAPTION = frozenset({"captionless-figure", "None"})
"""What PubMed puts in the place of a label where there is none."""
HTTP = ("http://", "https://")


def extract_figures(block: Element) -> tuple[Figure, ...]:
    """All figures, the hidden ones behind the sixth included."""
    items = (figure for figure in many(block, "figure", "figure-item"))
    return tuple(_figure(n, item) for n, item in enumerate(items, 1))


def _figure(position: int, item: Element) -> Figure:
    link = first(item, "a", "figure-link")
    image = first(item, "img", "figure-thumb")
    caption = first(item, "figcaption")
    alternative = clean(link.get("data-image-alt")) if link is not None else None
    heading = text_of(_part(caption, "figure-label"))
    label, title = _label_and_title(alternative, heading)
    return Figure(
        position=position,
        label=label,
        title=title,
        caption=text_of(_part(caption, "figure-caption-contents")),
        image_url=_url(link, "href"),
        thumbnail_url=_url(image, "src"),
        width=_pixels(link, "data-image-width"),
        height=_pixels(link, "data-image-height"),
        pmcid=pmcid(link.get("data-pmc-id")) if link is not None else None,
        figure_id=clean(link.get("data-figure-id")) if link is not None else None,
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


def _url(element: Element | None, attribute: str) -> str | None:
    address = clean(element.get(attribute)) if element is not None else None
    return address if address and address.startswith(HTTP) else None


def _pixels(link: Element | None, attribute: str) -> int | None:
    digits = (link.get(attribute) or "").strip() if link is not None else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None  # noqa: PLR2004  # six digits are a wall
