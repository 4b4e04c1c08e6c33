"""The site's own links, made absolute: these pages print most of them without a host."""

from pipeline.normalize.identifiers import pmid_of_link
from pipeline.normalize.text import clean
from pipeline.normalize.urls import absolute_url

SITE = "https://www.ncbi.nlm.nih.gov"
"""PubMed's host before 2020, which it shared with PubMed Central."""


def absolute(href: str | None) -> str | None:
    """The address of a link; None for one that leads nowhere, like `#` or a script."""
    address = clean(href)
    is_local = address is not None and address.startswith("/") and not address.startswith("//")
    return absolute_url(f"{SITE}{address}" if is_local else address)


def linked_pmid(href: str | None) -> int | None:
    """The PMID of a link to another article, `/pubmed/24496408`."""
    return pmid_of_link(absolute(href))
