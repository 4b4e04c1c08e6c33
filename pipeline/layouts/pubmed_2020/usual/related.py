"""`#similar` and `#citedby`, as PubMed prints them."""

from pipeline.layouts.pubmed_2020.related import RELATIONS, related_article
from pipeline.markup.template import Found, Template, all_of, attribute, one_of, text_in
from pipeline.tables import RelatedArticle

Related = tuple[RelatedArticle, ...]

_HEAD = Template('<h2 class="title">{}</h2> <ul class="articles-list" id="{}">')
_ITEM = Template("""
<li class="full-docsum"> <div class="docsum-content" ~>
  <a class="docsum-title" href="{href}" ~> {title} </a>
  <div class="docsum-citation full-citation">
    [[ <span class="docsum-authors full-authors">{authors}</span> ]]?
    [[ <span class="docsum-authors short-authors">{}</span> ]]?
    [[ <span class="docsum-journal-citation full-journal-citation">{citation}</span> ]]?
    [[ <span class="docsum-journal-citation short-journal-citation">{}</span> ]]?
    [[ <span class="citation-part">{}<span class="docsum-pmid">{}</span></span> ]]?
    [[ <span class="[[free-resources|correction-label|publication-type|language|no-abstract]]
         spaced-citation-item citation-part">{}</span> ]]*
  </div> </div> </li>
""")
_TAIL = Template(
    '</ul> [[ <div class="actions-bar"> <a class="usa-button show-all-linked-articles" ~>{}</a> </div> ]]? </div>'
)


def read_similar(main: bytes, start: int) -> Found[Related]:
    """The similar articles. Raises Unusual."""
    return _read(main, start, RELATIONS["similar"])


def read_cited_by(main: bytes, start: int) -> Found[Related]:
    """The citing articles. Raises Unusual."""
    return _read(main, start, RELATIONS["citedby"])


def _read(main: bytes, start: int, relation: str) -> Found[Related]:
    items = all_of(_ITEM, main, one_of(_HEAD, main, start).end)
    rows = tuple(_row(relation, *item) for item in items.value)
    return Found(tuple(row for row in rows if row is not None), one_of(_TAIL, main, items.end).end)


def _row(
    relation: str, href: bytes | None, title: bytes | None, authors: bytes | None, citation: bytes | None
) -> RelatedArticle | None:
    return related_article(relation, (text_in(title), text_in(authors), text_in(citation)), attribute(href))
