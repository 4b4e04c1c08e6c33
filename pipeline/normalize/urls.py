"""Addresses of links: absolute, as the page's own browser would follow them."""

from urllib.parse import urljoin

from pipeline.normalize.text import clean

SITE = "https://pubmed.ncbi.nlm.nih.gov/"
SCHEMES = ("http://", "https://", "ftp://")


def absolute_url(href: str | None) -> str | None:
    """The address of a link on a page of PubMed; None for one that leads nowhere, as `#` and `javascript:` do."""
    address = clean(href)
    if address is None or address.startswith("#"):
        return None
    if not address.lower().startswith(SCHEMES):
        address = _joined(address)
    return _with_host(address) if address.lower().startswith(SCHEMES) else None


def _with_host(address: str) -> str:
    """`https:///host/a` names no host; a browser goes to `https://host/a`."""
    scheme, sign, rest = address.partition("://")
    return f"{scheme}{sign}{rest.lstrip('/')}"


def _joined(address: str) -> str:
    try:
        return urljoin(SITE, address)
    except ValueError:  # `//[` begins an IPv6 address that does not end
        return ""
