"""Whose list a fragment is: it shows that itself, or the address that it was fetched from says it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.errors import BrokenPromise, NoIdentity
from pipeline.normalize.identifiers import pmid
from pipeline.outcome import Provenance

ADDRESS = r"pubmed\.ncbi\.nlm\.nih\.gov/([0-9]+)/[a-z][a-z_-]*(?=[/?#.]|%23|\Z)"
URL = re.compile(rf"https?://{ADDRESS}", re.IGNORECASE)
PLACE = re.compile(rf"(?:\A|/){ADDRESS}", re.IGNORECASE)
"""An address as crawlers that mirror a site spell it: a folder for each of its parts."""
FROM_ADDRESS = "pmid-from-address"
DIFFERS = "pmid-differs-from-address"


class Owner(NamedTuple):
    """The article that a list belongs to."""

    pmid: int
    warnings: tuple[str, ...]


def find_owner(shown: Iterable[str], provenance: Provenance, asked_for: str) -> Owner:
    """The PMID that the markup shows, else that of the address, else that of the place where it was saved.

    Args:
        shown: The PMIDs in the markup's own links.
        provenance: Where the fragment comes from.
        asked_for: The last part of its address on PubMed, for the words of NoIdentity.
    """
    named = list(_named(shown, provenance))
    if not named:
        raise NoIdentity(
            "the answer does not say which article it belongs to; tell its address in a captures.jsonl beside it: "
            f'{{"file": "…", "url": "https://pubmed.ncbi.nlm.nih.gov/<PMID>/{asked_for}/"}}'
        )
    source, owner = named[0]
    other = next((number for _, number in named if number != owner), None)
    doubts = (FROM_ADDRESS if source is PLACE else None, other and f"{DIFFERS}: {owner} and {other}")
    return Owner(owner, tuple(doubt for doubt in doubts if doubt))


def _named(shown: Iterable[str], provenance: Provenance) -> Iterator[tuple[re.Pattern[str] | None, int]]:
    """Every PMID that something names, the most trustworthy first, with the address that it stands in, if any."""
    own = {number for text in shown if (number := pmid(text))}
    if len(own) > 1:
        raise BrokenPromise(f"its links name several articles: {', '.join(map(str, sorted(own)))}")
    yield from ((None, number) for number in own)
    for address, text in ((URL, provenance.url), (PLACE, provenance.source_uri)):
        found = address.search(text) if text else None
        if found and (number := pmid(found[1])):
            yield address, number
