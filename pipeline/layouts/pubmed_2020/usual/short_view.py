"""The heading for narrow screens: title, journal and date, and behind them the whole heading once more, unread."""

from typing import Final

from pipeline.layouts.pubmed_2020.heading import ShortHeading
from pipeline.markup.template import Found, Template, Unusual, is_closed, one_of, text_in

_BEGINNING = Template("""
[[ <div class="publication-type" ~>{}</div> ]]?
<h1 class="heading-title">{title}</h1>
[[ <div class="article-languages">{}</div> ]]?
<div class="short-citation">
  [[ <span class="authors-list">
    [[ <span class="authors-list-item [[only-author]]?"> <span class="full-name">{}</span>
       [[ <span class="citation-separator">{}</span> ]]? </span> ]]* </span> ]]?
  [[ <span class="citation-journal">{journal} [[ <span class="citation-separator">{}</span> ]]? </span> ]]?
  [[ <span class="date"> [[<time class="citation-year" ~>{date}</time>|<span class="citation-year">{day}</span>]]
     [[ <span class="citation-separator">{}</span> ]]? </span> ]]?
</div>
""")
_HEADING_END: Final = b"</header>"


def read_short_view(main: bytes, start: int) -> Found[ShortHeading]:
    """What it says again. Raises Unusual."""
    beginning = one_of(_BEGINNING, main, start)
    end = main.find(_HEADING_END, beginning.end)
    if end < 0 or not is_closed(b"<div>" + main[beginning.end : end]):
        raise Unusual("the short view does not end with the heading")
    title, journal, date, day = beginning.value
    return Found(ShortHeading(text_in(title), text_in(journal), text_in(date) or text_in(day)), end)
