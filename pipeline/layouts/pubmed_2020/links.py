"""Sections `#linkout` and `#supplemental-data`: ways out of PubMed."""

from pipeline.markup.select import has_class, many, outermost, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.urls import absolute_url
from pipeline.tables import AssociatedDatum, FullTextLink

CATEGORY = "linkout-category"
CATEGORY_LINKS = "linkout-category-links"
SEARCH_IN_PUBMED = "Search in PubMed"


def extract_full_text_links(block: Element) -> tuple[FullTextLink, ...]:
    """The links of the LinkOut block, each with the heading above it."""
    found: list[FullTextLink] = []
    category: str | None = None
    for element in block.iterdescendants("h3", "a"):
        if has_class(element, CATEGORY):
            category = text_of(element)
        elif element.tag == "a":
            provider, url = text_of(element), absolute_url(element.get("href"))
            if provider and url:
                found.append(FullTextLink(len(found) + 1, category, provider, url))
    return tuple(found)


def extract_associated_data(block: Element) -> tuple[AssociatedDatum, ...]:
    """The accessions, `GENBANK/JN795930`; a bank without a drop-down has a plain link.

    The record's address is the link that leaves PubMed.
    """
    found: list[AssociatedDatum] = []
    for item in outermost(block, "li"):
        button = next(many(item, "button", "supplemental-data-actions-trigger"), None)
        printed = text_of(next(item.iter("a"), None) if button is None else button)
        databank, _, accession = (printed or "").partition("/")
        if databank:
            found.append(AssociatedDatum(len(found) + 1, databank, accession or None, _record_url(item)))
    return tuple(found)


def _record_url(item: Element) -> str | None:
    links = (link for link in many(item, "a") if text_of(link) != SEARCH_IN_PUBMED)
    return next((absolute_url(link.get("href")) for link in links), None)
