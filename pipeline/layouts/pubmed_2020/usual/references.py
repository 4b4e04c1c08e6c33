"""`#references`, as PubMed prints it: one list, each reference one note, with links behind its text."""

from collections.abc import Sequence

from pipeline.layouts.pubmed_2020.references import PrintedLink, References, numbered, reference, stated_count
from pipeline.markup.template import Found, Unusual, all_of, attribute, one_of, template, text_in
from pipeline.tables import Reference

_HEAD = template("""
<h2 class="title">{}</h2> <div id='top-references-list' class="references-lists-container"> <div class="refs-list">
[[ <h3 class="refs-list-title">{title}</h3> ]]? <ol id="{}" class="references-list">
""")
_ITEM = template("""
<li> <ol class="references-and-notes-list"> <li class="skip-numbering" value="{}">
  [[=text {} [[ <a [[class="external-link-urlize" href="{}" rel="{}" target="{}"
                   |href="{}" rel="{}" target="{}" title="{}"]]>{}</a> {} ]]* ]]
  [[=links [[ <a class="reference-link" href="{}" ~>{}</a> {} ]]* ]]
</li> </ol> </li>
""")
_LINK = template(
    '<a class="reference-link" href="{href}"[[ ref="{}"]]?[[ data-ga-category="{}"]]?[[ data-ga-action="{action}"]]? ~>'
    "{text}</a> {}"
)
_ACTION = b"data-ga-action"
_TAIL = template("""
</ol> [[ <div class="actions-bar"> <button class="show-all" ~>{button}</button> </div> ]]? </div> </div> </div>
""")


def read_references(main: bytes, start: int) -> Found[References]:
    """The references, and how many there are. Raises Unusual."""
    head = one_of(_HEAD, main, start)
    items = all_of(_ITEM, main, head.end)
    tail = one_of(_TAIL, main, items.end)
    title = text_in(head.value[0])
    rows = [_row(title, text, links) for text, links in items.value]
    return Found(References(numbered(rows), stated_count(text_in(tail.value[0]))), tail.end)


def _row(title: str | None, text: bytes | None, links: bytes | None) -> Reference | None:
    return reference(title, (text_in(text),), _links(links or b""))


def _links(printed: bytes) -> Sequence[PrintedLink]:
    found = all_of(_LINK, printed, 0)
    if found.end < len(printed):
        raise Unusual("a link of a reference")
    if printed.count(_ACTION) != sum(action is not None for _, action, _ in found.value):
        raise Unusual("a link of a reference that tells its DOI in another place")
    return [PrintedLink(text_in(text), attribute(href), attribute(action)) for href, action, text in found.value]
