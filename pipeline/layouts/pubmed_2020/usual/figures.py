"""`#figures`, as PubMed prints it: each caption three times, and behind the figures a dialog of thirty elements."""

from functools import lru_cache

from pipeline.layouts.pubmed_2020.figures import PrintedFigure, read_figure
from pipeline.markup.template import (
    Found,
    Template,
    Unusual,
    Values,
    all_of,
    attribute,
    end_of_element,
    is_closed,
    one_of,
    text_in,
)
from pipeline.tables import Figure

_HEAD = Template('<h2 class="title">{}</h2> <div class="figures-list" id="slides-container" ~>')
_SHORT_CAPTION = """
[[ <strong class="figure-label"> [[<p>{}</p>|{}]] </strong> ]]?
[[ <div class="figure-caption-contents">[[ <p>{}</p> ]]* {} </div> ]]?
"""
_ITEM = Template(f"""
<figure class="figure-item [[tail]]?" ~>
  <a class="figure-link" href="{{href}}" itemprop="{{}}" aria-describedby="{{}}" role="{{}}"
     data-image-width="{{width}}" data-image-height="{{height}}" data-image-alt="{{alternative}}"
     data-pmc-id="{{pmcid}}" data-figure-id="{{figure_id}}" ~>
    <img class="figure-thumb" itemprop="{{}}" id="{{}}" src="{{thumbnail}}" ~> </a>
  [[ <meta ~> ]]*
  [[ <div class="figure-caption figure-caption-text" ~> <div class="caption-wrap"> {_SHORT_CAPTION} </div> </div> ]]?
  [[ <div class="figure-caption-medium figure-caption-text" ~> {_SHORT_CAPTION} </div> ]]?
  [[ <figcaption ~> [[ <strong class="figure-label">{{label}}</strong> ]]?
    [[ <div class="figure-caption-contents">{{caption}}</div> ]]? </figcaption> ]]?
</figure>
""")
_LIST_END = Template("</div>")


def read_figures(main: bytes, start: int) -> Found[tuple[Figure, ...]]:
    """The figures. Raises Unusual."""
    items = all_of(_ITEM, main, one_of(_HEAD, main, start).end)
    figures = tuple(read_figure(n, _printed(item)) for n, item in enumerate(items.value, 1))
    dialog = one_of(_LIST_END, main, items.end).end
    end = end_of_element(b"div", main, dialog)
    if not _is_closed_dialog(main[dialog:end]):
        raise Unusual("the dialog of the figures is not closed")
    return Found(figures, end)


@lru_cache(maxsize=256)
def _is_closed_dialog(markup: bytes) -> bool:
    """Most pages have the same one; a figure in it means that the list has ended too early."""
    return b"<figure" not in markup and is_closed(b"<div>" + markup)


def _printed(item: Values) -> PrintedFigure:
    href, width, height, alternative, pmcid, figure_id, thumbnail, label, caption = item
    return PrintedFigure(
        heading=text_in(label),
        caption=text_in(caption),
        image_url=attribute(href),
        thumbnail_url=attribute(thumbnail),
        width=attribute(width),
        height=attribute(height),
        alternative=attribute(alternative),
        pmcid=attribute(pmcid),
        figure_id=attribute(figure_id),
    )
