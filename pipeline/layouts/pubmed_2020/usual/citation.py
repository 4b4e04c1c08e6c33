"""The lines above the title and the list of identifiers, in the full view of the heading, as PubMed prints them."""

from collections.abc import Mapping

from pipeline.layouts.pubmed_2020.heading import Source, by_kind
from pipeline.markup.template import Found, Template, all_of, attribute, one_of, text_in
from pipeline.normalize.text import clean

_CITATION = Template("""
[[ <div class="publication-type" ~>{type}</div> ]]?
<div class="article-source">
  <div class="journal-actions dropdown-block">
    <button id="{}" class="journal-actions-trigger trigger" ref="{}" title="{title}" ~>{abbreviation}</button>
    <div id="{}" class="journal-actions-dropdown dropdown dropdown-container" ~>
      <div class="title">{}</div>
      <div class="content"> <ul class="journal-actions-links"> [[ <li> <a ~>{}</a> </li> ]]* </ul> </div>
    </div> </div>
  <span class="period">{}</span> [[ <span class="cit">{citation}</span> ]]?
</div>
[[ <span class="citation-doi">{}</span> ]]?
[[ <span class="[[ahead-of-print|preprint]]">{}</span> ]]?
[[ <span class="secondary-date">{secondary}</span> ]]?
</div>
""")

_IDENTIFIER = Template("""
<li> <span class="identifier {kind}"> <span class="id-label">{}</span>
  [[<strong class="current-id" title="{}">{current}</strong>|<a class="id-link" ~>{linked}</a>]]
  [[ <span class="embargo">{} <time class="embargo-date" datetime="{}">{}</time> {}</span> ]]?
</span> </li>
""")
_IDENTIFIERS_TAIL = Template("</ul>")


def read_citation(main: bytes, start: int) -> Found[Source]:
    """Where the article appeared. Raises Unusual."""
    found = one_of(_CITATION, main, start)
    publication_type, title, abbreviation, citation, secondary = found.value
    source = Source(
        journal_title=clean(attribute(title)),
        journal_abbreviation=text_in(abbreviation),
        citation=text_in(citation),
        secondary_date=text_in(secondary),
        publication_type=text_in(publication_type),
    )
    return Found(source, found.end)


def read_identifiers(main: bytes, start: int) -> Found[Mapping[str, str]]:
    """The identifiers by kind. Raises Unusual."""
    items = all_of(_IDENTIFIER, main, start)
    printed = [
        (attribute(kind), text_in(linked if current is None else current)) for kind, current, linked in items.value
    ]
    return Found(by_kind(printed), one_of(_IDENTIFIERS_TAIL, main, items.end).end)
