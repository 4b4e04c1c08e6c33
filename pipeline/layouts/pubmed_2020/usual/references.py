"""`#references`, as PubMed prints it: lists in groups, each reference one note, with links behind its text."""

from collections.abc import Sequence

from pipeline.layouts.pubmed_2020.references import PrintedLink, References, numbered, reference, stated_count
from pipeline.markup.template import Found, Template, Unusual, all_of, attribute, one_of, text_in
from pipeline.tables import Reference

_HEAD = Template("""<h2 class="title">{}</h2> <div id='top-references-list' class="references-lists-container">""")
_STEP = Template("""[[
  [[=group <div class="refs-list">]]
| <h3 class="refs-list-title">{title}</h3> | <h4 class="refs-list-title">{part}</h4>
| <h5 class="refs-list-title">{study}</h5>
| <ol id="{list}" class="references-list">
| </div>
]]""")
_ITEM = Template("""
<li> <ol class="references-and-notes-list"> <li class="skip-numbering" value="{}">
  [[=text {} [[
    [[ <a class="external-link-urlize" href="{}" rel="{}" target="{}">{}</a>
     | <a href="{}" rel="{}" target="{}" title="{}">{}</a> ]] {} ]]* ]]
  [[=links [[ <a class="reference-link" href="{}" ~>{}</a> {} ]]* ]]
</li> </ol> </li>
""")
_LINK = Template(
    '<a class="reference-link" href="{href}"[[ ref="{}"]]?[[ data-ga-category="{}"]]?[[ data-ga-action="{action}"]]? ~>'
    "{text}</a> {}"
)
_ACTION = b"data-ga-action"
_LIST_END = Template("""
</ol> [[ <div class="actions-bar"> <button class="show-all" ~>{button}</button> </div> ]]?
""")
_OUTER = 2
"""The section, and what holds its groups."""


def read_references(main: bytes, start: int) -> Found[References]:
    """The references, and how many there are; those of a review are in groups of groups. Raises Unusual."""
    rows: list[Reference | None] = []
    title = total = None
    place, depth = one_of(_HEAD, main, start).end, _OUTER
    while depth:
        (group, *titles, is_list), place = one_of(_STEP, main, place)
        printed_title = next((printed for printed in titles if printed is not None), None)
        if is_list is not None:
            (listed, stated), place = _read_list(main, place, title)
            rows += listed
            total = stated if total is None else total
        elif printed_title is not None:
            title = text_in(printed_title)
        else:
            depth += -1 if group is None else 1
    return Found(References(numbered(rows), total), place)


def _read_list(main: bytes, start: int, title: str | None) -> Found[tuple[list[Reference | None], int | None]]:
    items = all_of(_ITEM, main, start)
    end = one_of(_LIST_END, main, items.end)
    rows = [_row(title, text, links) for text, links in items.value]
    return Found((rows, stated_count(text_in(end.value[0]))), end.end)


def _row(title: str | None, text: bytes | None, links: bytes | None) -> Reference | None:
    return reference(title, (text_in(text),), _links(links or b""))


def _links(printed: bytes) -> Sequence[PrintedLink]:
    found = all_of(_LINK, printed, 0)
    if found.end < len(printed):
        raise Unusual("a link of a reference")
    if printed.count(_ACTION) != sum(action is not None for _, action, _ in found.value):
        raise Unusual("a link of a reference that tells its DOI in another place")
    return [PrintedLink(text_in(text), attribute(href), attribute(action)) for href, action, text in found.value]
