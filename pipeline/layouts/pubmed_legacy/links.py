"""Section `div.linkoutlist`: the ways out of PubMed that LinkOut offers, in groups."""

from pipeline.layouts.pubmed_legacy.addresses import absolute
from pipeline.markup.select import text_of
from pipeline.markup.tree import Element
from pipeline.tables import FullTextLink


def extract_full_text_links(block: Element) -> tuple[FullTextLink, ...]:
    """The links, each with the heading above it."""
    found: list[FullTextLink] = []
    category: str | None = None
    for element in block.iterdescendants("h4", "a"):
        if element.tag == "h4":
            category = text_of(element)
            continue
        provider, url = text_of(element), absolute(element.get("href"))
        if provider and url:
            found.append(FullTextLink(len(found) + 1, category, provider, url))
    return tuple(found)
