"""`#linkout`, as PubMed prints it: lists of links to providers, each below the name of its category."""

from collections.abc import Iterator

from pipeline.layouts.pubmed_2020.links import PrintedProvider, read_full_text_links
from pipeline.markup.template import Found, Template, Values, all_of, attribute, one_of, text_in
from pipeline.tables import FullTextLink

_HEAD = Template('<h2 class="title">{}</h2> <ul class="linkout-list">')
_CATEGORY = Template("""
<li> <h3 class="linkout-category">{category}</h3>
  <ul class="linkout-category-links">[[=links [[ <li> <a href="{}" ~>{}</a> </li> ]]* ]] </ul> </li>
""")
_LINK = Template('<li> <a href="{href}" ~>{provider}</a> </li>')
_TAIL = Template("</ul> </div>")


def read_linkout(main: bytes, start: int) -> Found[tuple[FullTextLink, ...]]:
    """The links. Raises Unusual."""
    categories = all_of(_CATEGORY, main, one_of(_HEAD, main, start).end)
    end = one_of(_TAIL, main, categories.end).end
    return Found(read_full_text_links(_printed(categories.value)), end)


def _printed(categories: list[Values]) -> Iterator[PrintedProvider]:
    for name, links in categories:
        category = text_in(name)
        for href, provider in all_of(_LINK, links or b"", 0).value:
            yield PrintedProvider(category, text_in(provider), attribute(href))
