"""Where a page was saved from, as a crawler noted it, in the form that is published."""

from pipeline.normalize.text import clean
from pipeline.normalize.urls import SCHEMES, absolute_url

_BEGINS = (*SCHEMES, "/")


def published_address(url: str | None) -> str | None:
    """The address in its published form; None for a bare word, which would be one of PubMed's only by guessing."""
    address = clean(url)
    return absolute_url(address) if address and address.lower().startswith(_BEGINS) else None
