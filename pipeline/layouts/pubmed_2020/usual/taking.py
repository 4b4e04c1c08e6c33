"""Which sections are read from the bytes, and what is left of the page: an empty element in the place of each."""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from pipeline.layouts.pubmed_2020.usual.authors import read_affiliations, read_authors
from pipeline.layouts.pubmed_2020.usual.figures import read_figures
from pipeline.layouts.pubmed_2020.usual.keyword_lists import read_mesh_terms, read_substances, read_terms
from pipeline.layouts.pubmed_2020.usual.references import read_references
from pipeline.layouts.pubmed_2020.usual.related import read_cited_by, read_similar
from pipeline.layouts.pubmed_2020.usual.short_view import read_short_view
from pipeline.markup.template import Found, Unusual

Reader = Callable[[bytes, int], Found[object]]
"""Reads a section whose start tag ends at this place. Raises Unusual."""

READERS: Final[Mapping[bytes, Reader]] = {
    b"inline-authors": read_authors,
    b"affiliations": read_affiliations,
    b"short-view-heading": read_short_view,
    b"figures": read_figures,
    b"similar": read_similar,
    b"citedby": read_cited_by,
    b"references": read_references,
    b"publication-types": read_terms,
    b"mesh-terms": read_mesh_terms,
    b"supplementary-concepts": read_terms,
    b"substances": read_substances,
}
_START = re.compile(
    rb'<div (?:class="(inline-authors|affiliations)"'
    rb'|class="[^"<>]++" id="(short-view-heading|figures|similar|citedby|references)"'
    rb'|id="(publication-types|mesh-terms|supplementary-concepts|substances)" class="[^"<>]++")>'
)
_END: Final = b"</div>"


class Usual(NamedTuple):
    """A page's `<main>`, and what has been read of it."""

    rest: bytes
    known: Mapping[str, object]
    """The value of each section that was read, by its id; of the heading's lists, by their class."""


def take_usual(main: bytes) -> Usual:
    """Read the sections that are printed in the usual way. Raises Unusual where one stands twice."""
    left: list[bytes] = []
    known: dict[str, object] = {}
    tried: set[bytes] = set()
    place = 0
    for start in _START.finditer(main):
        name = start[start.lastindex or 0]
        if start.start() < place or (start[1] and name in tried):
            continue  # it went with the section around it, or is the short view's copy of a list
        if name in tried:  # each is tried once, so that no page costs more than its length
            raise Unusual(f"#{name.decode()} stands twice")
        tried.add(name)
        try:
            found = READERS[name](main, start.end())
        except Unusual:
            continue
        known[name.decode()] = found.value
        left += (main[place : start.end()], _END)
        place = found.end
    return Usual(b"".join((*left, main[place:])), known)
