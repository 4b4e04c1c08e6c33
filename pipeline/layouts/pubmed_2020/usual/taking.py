"""Which sections are read from the bytes, and what is left of the page: an empty element in the place of each."""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from pipeline.layouts.pubmed_2020.usual.abstract import read_abstracts
from pipeline.layouts.pubmed_2020.usual.authors import read_affiliations, read_authors
from pipeline.layouts.pubmed_2020.usual.citation import read_citation, read_identifiers
from pipeline.layouts.pubmed_2020.usual.figures import read_figures
from pipeline.layouts.pubmed_2020.usual.keyword_lists import read_mesh_terms, read_substances, read_terms
from pipeline.layouts.pubmed_2020.usual.links import read_linkout
from pipeline.layouts.pubmed_2020.usual.references import read_references
from pipeline.layouts.pubmed_2020.usual.related import read_cited_by, read_similar
from pipeline.layouts.pubmed_2020.usual.short_view import read_short_view
from pipeline.markup.template import Found, Unusual

Reader = Callable[[bytes, int], Found[object]]
"""Reads a section whose start tag ends at this place. Raises Unusual."""

READERS: Final[Mapping[bytes, Reader]] = {
    b"article-citation": read_citation,
    b"inline-authors": read_authors,
    b"affiliations": read_affiliations,
    b"identifiers": read_identifiers,
    b"short-view-heading": read_short_view,
    b"abstract": read_abstracts,
    b"figures": read_figures,
    b"similar": read_similar,
    b"citedby": read_cited_by,
    b"references": read_references,
    b"publication-types": read_terms,
    b"mesh-terms": read_mesh_terms,
    b"supplementary-concepts": read_terms,
    b"substances": read_substances,
    b"linkout": read_linkout,
}
_START = re.compile(
    rb'<div (?:class="(article-citation|inline-authors|affiliations)"'
    rb'|class="[^"<>]++" id="(short-view-heading|abstract|figures|similar|citedby|references)"'
    rb'|id="(publication-types|mesh-terms|supplementary-concepts|substances|linkout)" class="[^"<>]++")>'
    rb'|<ul class="(identifiers)" id="[^"<>]++">'
)
_ENDS: Final = {b"identifiers": b"</ul>"}
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
    taken = place = 0
    while start := _START.search(main, place):
        place = start.end()
        name = start[start.lastindex or 0]
        if name in tried and (start[1] or start[4]):
            continue  # the short view's copy of a block of the heading
        if name in tried:  # each is tried once, so that no page costs more than its length
            raise Unusual(f"#{name.decode()} stands twice")
        tried.add(name)
        try:
            found = READERS[name](main, place)
        except Unusual:
            continue
        known[name.decode()] = found.value
        left += (main[taken:place], _ENDS.get(name, _END))
        taken = place = found.end
    return Usual(b"".join((*left, main[taken:])), known)
