"""Identifiers in one form each, out of text or links; what is no identifier becomes None."""

import re
from urllib.parse import unquote

from pipeline.normalize.text import clean

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S*[^\s.])", re.IGNORECASE)
_PMC_DIGITS = re.compile(r"(?:PMC|/pmc/articles/(?:PMC)?|/articles/(?:PMC)?)([0-9]+)", re.IGNORECASE)
_PMID_LINK = re.compile(r"(?:^|pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/([0-9]+)/?(?:[?#]|$)")
_ORCID = re.compile(r"([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])", re.IGNORECASE)
_LOCAL = r"[A-Za-z0-9!#$%&'*+?^_`{}~-]"
"""A character of an address in front of its `@`; `/`, `|` and `=` stand between addresses, not in them."""
_EMAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}++(?:\.{_LOCAL}++){{0,63}}+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++")
"""Possessive and bounded, so that a long word without `@` costs no more than its length."""
MOST_PMID_DIGITS = 10
"""PubMed has reached eight."""


def doi(text: str | None) -> str | None:
    """The DOI in `text` without a resolver's prefix and a trailing full stop; lower case, since case has no meaning.

    Source: ISO 26324.
    """
    found = _DOI.match(clean(text) or "")
    return clean(found[1].lower()) if found else None


def doi_of_link(href: str | None) -> str | None:
    """The DOI of a link to a resolver; its percent signs are resolved."""
    return doi(unquote(href)) if href else None


def pmcid(text: str | None) -> str | None:
    """`PMC` and digits, out of an identifier or a link, with or without the letters."""
    found = _PMC_DIGITS.search(text) if text else None
    return f"PMC{found[1]}" if found else None


def pmid(text: str | None) -> int | None:
    """A PMID printed as digits; 0 is none."""
    digits = text.strip() if text else ""
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) or None if len(digits) <= MOST_PMID_DIGITS else None


def pmid_of_link(href: str | None) -> int | None:
    """The PMID of a link to an article of PubMed, `/24269084/` or absolute; `/0/` is none."""
    found = _PMID_LINK.search(href) if href else None
    return pmid(found[1]) if found else None


def orcid(text: str | None) -> str | None:
    """The ORCID iD in a link or text (ISO 27729: four groups of four)."""
    found = _ORCID.search(text) if text else None
    return found[1].upper() if found else None


def emails(text: str) -> list[str]:
    """The e-mail addresses in a text, in order, without the full stop that ends a sentence."""
    return _EMAIL.findall(text) if "@" in text else []
