"""Sections `#linkout` and `#supplemental-data`: ways out of PubMed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.markup.select import has_class, many, outermost, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.urls import absolute_url
from pipeline.tables import AssociatedDatum, FullTextLink

CATEGORY = "linkout-category"
CATEGORY_LINKS = "linkout-category-links"
SEARCH_IN_PUBMED = "Search in PubMed"


class PrintedProvider(NamedTuple):
    """A link of the LinkOut block, as the page prints it."""

    category: str | None
    provider: str | None
    href: str | None


def extract_full_text_links(block: Element) -> tuple[FullTextLink, ...]:
    """The links of the LinkOut block, each with the heading above it."""
    return read_full_text_links(_providers(block))


def read_full_text_links(printed: Iterable[PrintedProvider]) -> tuple[FullTextLink, ...]:
    """The links that lead somewhere and say to whom."""
    shown = ((one.category, one.provider, absolute_url(one.href)) for one in printed)
    named = [(category, provider, url) for category, provider, url in shown if provider and url]
    return tuple(FullTextLink(n, *link) for n, link in enumerate(named, 1))


def _providers(block: Element) -> Iterator[PrintedProvider]:
    category: str | None = None
    for element in block.iterdescendants("h3", "a"):
        if has_class(element, CATEGORY):
            category = text_of(element)
        elif element.tag == "a":
            yield PrintedProvider(category, text_of(element), element.get("href"))


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
