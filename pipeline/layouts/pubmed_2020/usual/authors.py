"""Authors and affiliations in the full view of the heading, as PubMed prints them."""

import re
from typing import Final

from pipeline.layouts.pubmed_2020.authors import Numbered, PrintedAuthor, numbered_affiliations
from pipeline.markup.template import Found, Template, Values, all_of, attribute, one_of, text_in

_HEAD = Template('<div class="authors"> <div class="authors-list">')
_AUTHOR = Template("""
<span class="authors-list-item [[only-author]]?"> <a class="full-name" href="{href}" ~>{name}</a>
  [[=raised [[ <sup class="[[affiliation-links|equal-contrib-container]]">
    [[ <span class="[[author-sup-separator|comma]]">{}</span>
     | <a class="affiliation-link" title="{}" href="{}" ~>{}</a>
     | <a class="equal-contrib" ~>{}</a> ]]* </sup> ]]* ]]
  [[ <span class="[[comma|semicolon]]">{}</span> ]]? </span>
""")
_TAIL = Template("</div> </div> </div>")
_TARGET = re.compile(rb'<a class="affiliation-link"\s++title="[^"]*+"\s++href="([^"]*+)"')
_EQUAL: Final = b'class="equal-contrib"'

_AFFILIATIONS_HEAD = Template('<h3 class="title">{}</h3> <ul class="item-list">')
_AFFILIATION = Template('<li data-affiliation-id="{}" id="{id}" ~> [[<sup class="key">{-}</sup>]]? {text} </li>')
_AFFILIATIONS_TAIL = Template("</ul> </div>")


def read_authors(main: bytes, start: int) -> Found[tuple[PrintedAuthor, ...]]:
    """The authors. Raises Unusual."""
    items = all_of(_AUTHOR, main, one_of(_HEAD, main, start).end)
    return Found(tuple(map(_author, items.value)), one_of(_TAIL, main, items.end).end)


def read_affiliations(main: bytes, start: int) -> Found[tuple[Numbered, ...]]:
    """The affiliations, each with the id of its element. Raises Unusual."""
    items = all_of(_AFFILIATION, main, one_of(_AFFILIATIONS_HEAD, main, start).end)
    printed = [(text_in(text), attribute(identity)) for identity, text in items.value]
    return Found(numbered_affiliations(printed), one_of(_AFFILIATIONS_TAIL, main, items.end).end)


def _author(item: Values) -> PrintedAuthor:
    href, name, raised = item
    targets = [attribute(target) or "" for target in _TARGET.findall(raised or b"")]
    address = attribute(href)
    return PrintedAuthor(
        name=text_in(name),
        href=address,
        links=[address or "", *targets],
        affiliations=targets,
        is_equal=_EQUAL in (raised or b""),
    )
