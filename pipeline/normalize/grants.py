"""The parts of a printed grant: number, acronym, agency, country, between slashes (NLM, GrantList)."""

import re
from typing import NamedTuple

from pipeline.normalize.text import clean


class GrantParts(NamedTuple):
    """What a printed grant says; None for what it does not say."""

    grant_id: str | None = None
    acronym: str | None = None
    agency: str | None = None
    country: str | None = None


ACRONYM = re.compile(r"(?:Im)?[A-Z][A-Z0-9_&-]{0,5}")
"""An institute's letters, `KE`, `DH_`; `Im` stands before those of NIH's own laboratories: `ImNIH`."""


def split_grant(text: str, number: str | None) -> GrantParts:
    """The parts of `text`, whose first part is `number` where that is known.

    Behind the number stand `agency`, `agency/country` or `acronym/agency/country`. A longer row is an agency
    with slashes of its own: its last part is the country, a first part like `AI` or `DH_` the acronym.
    """
    grant_id = clean(number)
    rest = f"{text}/".removeprefix(f"{grant_id}/").strip("/ ")
    before, slash, country = rest.rpartition("/")
    if not slash:
        return GrantParts(grant_id, agency=clean(rest))
    acronym, slash, agency = before.partition("/")
    if slash and ACRONYM.fullmatch(acronym.strip()):
        return GrantParts(grant_id, clean(acronym), clean(agency), clean(country))
    return GrantParts(grant_id, None, clean(before), clean(country))
