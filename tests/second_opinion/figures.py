"""`#figures`: of the three captions of each figure only `figcaption` is whole."""

from bs4 import Tag

from tests.second_opinion.rows import Figure
from tests.second_opinion.words import address, attribute, every, first, words

NO_LABEL = ("captionless-figure", "None")


def scrape_figures(block: Tag | None) -> list[Figure]:
    """All figures, also those that are hidden at first."""
    return [_figure(n, figure) for n, figure in enumerate(every(block, "figure", "figure-item"), 1)]


def _figure(position: int, figure: Tag) -> Figure:
    link = first(figure, "a", "figure-link")
    caption = figure.find("figcaption")
    label, title = _label_and_title(attribute(link, "data-image-alt"), words(first(caption, "strong", "figure-label")))
    return Figure(
        position=position,
        label=label,
        title=title,
        caption=words(first(caption, "div", "figure-caption-contents")),
        image_url=address(link),
        thumbnail_url=address(first(figure, "img", "figure-thumb"), "src"),
        width=_number(link, "data-image-width"),
        height=_number(link, "data-image-height"),
        pmcid=attribute(link, "data-pmc-id"),
        figure_id=attribute(link, "data-figure-id"),
    )


def _label_and_title(alternative: str | None, heading: str | None) -> tuple[str | None, str | None]:
    """`Fig. 1. Flow chart` apart, by the image's own label `Fig. 1`."""
    if alternative is None or alternative in NO_LABEL:
        return heading, None
    title = (heading or "").removeprefix(alternative).removeprefix(".").strip()
    return alternative, title or None


def _number(link: Tag | None, name: str) -> int | None:
    value = attribute(link, name)
    return int(value) if value else None
