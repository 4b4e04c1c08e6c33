"""`#linkout` and `#supplemental-data`: ways out of PubMed."""

from bs4 import Tag

from tests.second_opinion.rows import AssociatedDatum, FullTextLink
from tests.second_opinion.words import address, children, first, words


def scrape_full_text_links(block: Tag | None) -> list[FullTextLink]:
    """The links, each with the heading of its group."""
    groups = children(first(block, "ul", "linkout-list"), "li")
    links = [(words(group.h3), link) for group in groups for link in group.find_all("a")]
    return [FullTextLink(n, category, words(link), address(link)) for n, (category, link) in enumerate(links, 1)]


def scrape_associated_data(block: Tag | None) -> list[AssociatedDatum]:
    """The accessions: `GENBANK/JN795930`."""
    items = children(first(block, "ul", "supplemental-data-list"), "li")
    return [_datum(n, item) for n, item in enumerate(items, 1)]


def _datum(position: int, item: Tag) -> AssociatedDatum:
    """Its own link is the one that does not search PubMed; where there is no other, there is no button either."""
    databank, _, accession = (words(item.button or item.a) or "").partition("/")
    links = [link for link in item.find_all("a") if words(link) != "Search in PubMed"]
    return AssociatedDatum(position, databank, accession or None, address(links[0]) if links else None)
