"""The identifiers that a reference's own text prints; a text that prints two different ones of a kind has none."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.normalize.identifiers import pmid

_DOI = re.compile(r"(?<!\d)10\.\d{4,9}/[^\s\"<>“”,;]+(?:<[^\s<>]{1,40}>[^\s,]*)?")
_GLUED = re.compile(r"\[|\(accessed|\.?(?:PMID|PMCID|PubMed|https?:|Epub|doi:)", re.IGNORECASE)
"""What follows a DOI without a blank between them."""
_NEXT_SENTENCE = re.compile(r"\.[A-Z][a-z]{2,}$")
"""Nobody knows whether a word behind a full stop belongs to the DOI."""
_PMID = re.compile(r"(?:PMID|PubMed ID|PubMed)\b:? ?(\d{4,8})(?!\d)", re.IGNORECASE)
_PMCID = re.compile(r"(?<![A-Za-z])PMC ?(\d{4,8})(?!\d)")

_PREFIX = "10."
_STOPS = ".,;:'’*"
_SHORTEST_NUMBER = 5
_CLOSING = {")": "(", "]": "[", ">": "<"}


class Identifiers(NamedTuple):
    """What the text prints."""

    doi: str | None
    pmid: int | None
    pmcid: str | None


def printed_identifiers(text: str) -> Identifiers:
    """The DOI, the PMID and the PMCID of a reference's text."""
    start = text.find(_PREFIX)
    doi = _only_doi(text, start) if start >= 0 else None
    if _may_have_numbers(text):
        return Identifiers(doi, pmid(_only(_PMID.findall(text))), _pmcid(_only(_PMCID.findall(text))))
    return Identifiers(doi, None, None)


def _may_have_numbers(text: str) -> bool:
    """Whether a PMID or a PMCID may be printed."""
    return "PM" in text or "PubMed" in text or "pmid" in text


def _only_doi(text: str, start: int) -> str | None:
    """The only DOI from `start` on, without what is glued to it; None where the page cuts it short."""
    first = _DOI.match(text, start)
    if first and text.find(_PREFIX, first.end()) < 0:
        return _doi(first[0])
    names = {_doi(name) for name in _DOI.findall(text)}
    return names.pop() if len(names) == 1 else None


def _doi(printed: str) -> str | None:
    name = printed if printed.islower() and ":" not in printed and "[" not in printed else _unglued(printed)
    if name is None or name.endswith(("...", "…")):
        return None
    name = name.rstrip(_STOPS)
    while name[-1] in _CLOSING and name.count(name[-1]) > name.count(_CLOSING[name[-1]]):
        name = name[:-1].rstrip(_STOPS)
    return None if name[-1] == "/" else _without_number(name).lower()


def _unglued(printed: str) -> str | None:
    """A DOI that is not all in small letters, without what follows it; None where the next sentence does."""
    glued = _GLUED.search(printed) if _may_be_glued(printed) else None
    name = printed[: glued.start()] if glued else printed
    return None if _NEXT_SENTENCE.search(name) else name


def _may_be_glued(printed: str) -> bool:
    small = printed.lower()
    return "pm" in small or "pub" in small or ":" in small or "[" in small or "(acc" in small


def _without_number(name: str) -> str:
    """The DOI without the article's number, which PMC prints again behind a DOI that ends in it."""
    head, _, number = name.rpartition(".")
    is_again = len(number) >= _SHORTEST_NUMBER and head.endswith(number) and head[-len(number) - 1] in "./"
    return head if is_again else name


def _pmcid(digits: str | None) -> str | None:
    return f"PMC{digits}" if digits else None


def _only(found: Sequence[str]) -> str | None:
    """The one name that is found, however often."""
    names = set(found)
    return names.pop() if len(names) == 1 else None
