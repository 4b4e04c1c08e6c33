# ruff: noqa: W293  # PubMed's own white space and long lines
"""`#figures`: thumbnails with each caption three times, then the skeleton of the slide show."""

import re
from html import escape

from tests.invented.article import Era, InventedArticle
from tests.invented.images import Images, images
from tests.invented.marked_text import Part, Text, as_html
from tests.invented.matter import CAPTIONLESS, Figure
from tests.invented.page_2020.fragments import fragment

SHOWN = 6
WORDS_OF_SHORT_CAPTION = 5
WORDS_OF_MEDIUM_CAPTION = 14
_SLIDE_SHOW = fragment("slide_show")
_NO_SLUG = re.compile(r"[^a-z0-9-]")


def figures(article: InventedArticle, era: Era) -> str:
    """All figures of the article; those after the sixth are hidden."""
    if not article.figures or article.pmc is None:
        return ""
    pmcid, count = article.pmc.pmcid, len(article.figures)
    items = [_figure(figure, n, pmcid, images(figure, pmcid, era)) for n, figure in enumerate(article.figures)]
    return f"""
      <div class="figures" id="figures">
        <h2 class="title">
          Figures
        </h2>

        <div class="figures-list" id="slides-container"
             itemscope itemtype="http://schema.org/ImageGallery">
          {"".join(items)}
        </div>

        {_SHOW_ALL.format(count=count) if count > SHOWN else ""}

        {_SLIDE_SHOW}
      </div>
    """


def _figure(figure: Figure, number: int, pmcid: str, urls: Images) -> str:
    label = CAPTIONLESS if figure.label is None else escape(figure.label)
    alt = label if figure.image_alt is None else escape(figure.image_alt)
    return f"""
            <figure class="figure-item {"tail" if number >= SHOWN else ""}"
                    itemscope itemtype="http://schema.org/ImageObject"
                    itemprop="associatedMedia"
                    data-slide-index="{number}"
                    data-label-slug="{_slug(label)}">
              <a class="figure-link"
                 href="{urls.full}"
                 itemprop="contentUrl"
                 aria-describedby="figure-caption-{number}"
                 role="button"
                 data-image-width="{figure.width}"
                 data-image-height="{figure.height}"
                 data-image-alt="{label}"
                 data-pmc-id="{pmcid}"
                 data-figure-id="{figure.figure_id}">
                <img class="figure-thumb" itemprop="thumbnail"
                     id="article-image-{number}"
                     src="{urls.thumbnail}"
                     alt="{alt}" />
              </a>

              <meta itemprop="width" itemtype="http://schema.org/ImageObject" content="{figure.width}">
              <meta itemprop="height" itemtype="http://schema.org/ImageObject" content="{figure.height}">

              {_captions(figure, number)}

            </figure>
          """


def _captions(figure: Figure, number: int) -> str:
    heading, contents = _heading(figure), "" if figure.caption is None else as_html(figure.caption)
    if not heading and not contents:
        return ""
    return f"""
                <div class="figure-caption figure-caption-text" itemtype="http://schema.org/ImageObject" itemprop="caption" aria-hidden="true">
                  
                  <div class="caption-wrap">
                    
{_cut_caption(figure, WORDS_OF_SHORT_CAPTION)}

                  </div>
                </div>

                <div class="figure-caption-medium figure-caption-text" aria-hidden="true">
                  
                  
{_cut_caption(figure, WORDS_OF_MEDIUM_CAPTION)}

                </div>

                <figcaption id="figure-caption-{number}" class="figure-caption-full figure-caption-text" itemtype="http://schema.org/ImageObject" itemprop="description">
                  
                  
{_caption(heading, contents)}

                </figcaption>
              """


def _heading(figure: Figure) -> str:
    """The label and, merged into it, the caption's title."""
    label = figure.printed_label()
    if label is None:
        return ""
    shown = escape(label.replace("\u00a0", " "), quote=False)
    return shown if figure.title is None else f"{shown}. {as_html(figure.title)}"


def _cut_caption(figure: Figure, words: int) -> str:
    """Label whole, then so many words, then an ellipsis; paragraphs where the full caption has none."""
    label = figure.printed_label()
    heading, contents = "", ""
    if label is not None:
        title = "" if figure.title is None else f". {_cut(figure.title, words)}"
        heading = f"<p> {escape(label, quote=False)}{title} </p>"
    if figure.caption is not None:
        contents = f"<p> {_cut(figure.caption, words)} </p>"
    return _caption(heading, contents)


def _cut(text: Text, words: int) -> str:
    """The first words with their markup; an element counts as one."""
    cut: list[Part] = []
    for part in text:
        parts = part.split(" ") if isinstance(part, str) else []
        if len(parts) > words:
            return as_html((*cut, " ".join(parts[:words]) + "…"))
        cut.append(part)
        words -= max(len(parts), 1)
        if words <= 0:
            return as_html((*cut, "…"))
    return as_html(text)


def _caption(heading: str, contents: str) -> str:
    strong = "" if not heading else f'\n    <strong class="figure-label">\n      {heading}\n    </strong>\n  '
    block = "" if not contents else f'\n    <div class="figure-caption-contents">{contents}</div>\n  '
    return f"""


  {strong}

  {block}


"""


def _slug(label: str) -> str:
    return _NO_SLUG.sub("", label.lower().replace("\u00a0", "-").replace(" ", "-"))


_SHOW_ALL = """
          <div class="see-all actions-bar">
            <button
              class="show-more"
              aria-controls="slides-container"
              data-ga-category="figure"
              data-ga-action="show_all">
              All figures ({count})
            </button>
          </div>
        """
