"""Section `div.aux`: PMID, PMCID and DOI as a list of terms, and the label of a free article.

Pages of 2013 nest the list wrongly, `<dd><dt>PMCID:</dt> …`, so terms and values are taken in page order.
"""

import re
from typing import NamedTuple

from pipeline.errors import BrokenPromise
from pipeline.markup.select import text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import doi, pmcid, pmid
from pipeline.normalize.text import clean

FREE_IN_PMC = "free pmc article"
STATUS = "status_icon"
PMID, PMCID, DOI = "PMID", "PMCID", "DOI"

_DIGITS = re.compile(r"\d+")


class Identifiers(NamedTuple):
    """What the section says."""

    pmid: int
    pmcid: str | None
    doi: str | None
    is_free_pmc: bool


def extract_identifiers(block: Element) -> Identifiers:
    """The identifiers, a PMCID under embargo included; BrokenPromise without a PMID."""
    values = _values(block)
    digits = _DIGITS.match(values.get(PMID, ""))
    number = pmid(digits[0]) if digits else None
    if number is None:
        raise BrokenPromise("div.aux states no PMID")
    return Identifiers(number, pmcid(values.get(PMCID)), doi(values.get(DOI)), _is_free_pmc(block))


def _values(block: Element) -> dict[str, str]:
    """The first value behind each term, which stands in the next `dd` or, on a page nested wrongly, right behind it."""
    values: dict[str, str] = {}
    term = ""
    for element in block.iterdescendants("dt", "dd"):
        text = text_of(element)
        if element.tag == "dt":
            term = (text or "").rstrip(": ").upper()
            text = clean(element.tail)
        if term and text:
            values.setdefault(term, text)
            term = ""
    return values


def _is_free_pmc(block: Element) -> bool:
    labels = (text_of(element) or "" for element in block.iterdescendants() if STATUS in (element.get("class") or ""))
    return any(label.casefold() == FREE_IN_PMC for label in labels)
