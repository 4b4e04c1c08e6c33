"""The authors that open a reference, where they are printed as lists of names and initials."""

import re
from typing import NamedTuple

from pipeline.normalize.cited.alphabet import LETTER, UPPER, YEAR

_PARTICLE = r"(?:van|von|de|den|der|dem|del|della|dei|di|da|das|do|dos|du|la|le|te|ten|ter|el|al|bin|zu|zur|af|av|y)"
_WORD = rf"(?:[dDlL]['’])?{UPPER}{LETTER}*+(?:['’ʼ‐‑-]{LETTER}++){{0,3}}+"
_SURNAME = rf"(?:{_PARTICLE}[ -]){{0,3}}{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,3}}?"
_DOTTED = rf"{UPPER}\.(?:[ ‐‑-]?{UPPER}\.){{0,4}}"
_BARE = rf"{UPPER}{{1,4}}(?:[ ‐‑-]{UPPER}{{1,2}}){{0,2}}(?!\w)"
_SUFFIX = r"(?:,? (?:Jr|Sr|II|III|IV|2nd|3rd|4th)\b\.?)?"
_BEFORE_NAME = rf"{UPPER}\.(?:[ ‐‑-]{{0,2}}{UPPER}\.){{0,3}} ?"
_LAST_NAME = rf"(?:{_PARTICLE}[ -]){{0,3}}{_WORD}(?: (?:{_PARTICLE} )?{_WORD}){{0,2}}{_SUFFIX}"
_BETWEEN = r"(?: ?[,;] ?(?:(?:and|&) |… )?| (?:and|&|y) )"
_ET_AL = r"(?:\.? ?[,;]? ?(?:and |& )?[Ee]t ?al\b\.?(?: ?\.)?)?"
_USUAL = r"[A-Z][a-z]++ (?:[A-Z]{1,3}(?![\w.‐‑ -])|[A-Z]\.(?:[A-Z]\.){0,2}(?=,))"
_AUTHOR = rf"(?:{_USUAL}|{_SURNAME},? (?:{_DOTTED}|{_BARE})){_SUFFIX}"
_AUTHOR_TURNED = rf"{_BEFORE_NAME}{_LAST_NAME}(?=[,;:“\"]| and | & | et al| ?\()"
_GROUP = (
    r"(?:[,;] (?:(?:and|for|on behalf of) )?(?:the )?[^.;,()\d]{2,80} "
    r"(?:Group|Committee|Consortium|Investigators|Collaborators|Collaboration|Network|Team|Initiative|Association|Society)"
    r"(?= ?\.))?"
)
_NAMES = re.compile(rf"{_AUTHOR}(?:{_BETWEEN}{_AUTHOR})*+{_GROUP}{_ET_AL}")
_NAMES_TURNED = re.compile(rf"{_AUTHOR_TURNED}(?:{_BETWEEN}{_AUTHOR_TURNED})*+{_ET_AL}")
_BEHIND = re.compile(
    rf" ?(?P<mark>[.,:;]?)[ .:,]{{0,3}}"
    rf"(?:\((?P<year>{YEAR})[a-z]?(?:, [^()]{{1,20}})?\)[.,:]?|(?P<bare>{YEAR})[a-z]?(?=[.,:;] )[.,:;])? ?"
)
_ANOTHER = re.compile(rf"(?:{_AUTHOR}(?:[,;.]|$| and | & )|{_AUTHOR_TURNED})")


class People(NamedTuple):
    """The authors, the year that stands behind them, and where all that ends."""

    authors: str
    mark: str
    """The sign between the authors and what follows: `.`, `,` …"""
    year: int | None
    is_year_bare: bool
    end: int
    end_without_year: int


def people(text: str) -> People | None:
    """The authors at the start of a reference; None where it begins with anything else, or where they are in doubt."""
    found = _NAMES.match(text) or _NAMES_TURNED.match(text)
    if found is None:
        return None
    behind = _BEHIND.match(text, found.end())
    if behind is None or _goes_on(text, found, behind):
        return None
    printed = behind["year"] or behind["bare"]
    start_of_year = behind.start("bare") if behind["bare"] else behind.end()
    return People(
        found[0].rstrip(" .,;:"),
        behind["mark"] or ("." if found[0].endswith(".") else ""),
        int(printed) if printed else None,
        behind["bare"] is not None,
        behind.end(),
        start_of_year,
    )


def _goes_on(text: str, found: re.Match[str], behind: re.Match[str]) -> bool:
    """Whether more names seem to follow, or the title's first word may be what was taken for an initial."""
    at = behind.end()
    is_dotted = found[0].endswith(".") and not (behind["mark"] or behind["year"] or behind["bare"])
    is_cut = not (behind["mark"] or behind["year"] or behind["bare"] or found[0].endswith(("al", ".")))
    return is_cut or (is_dotted and text[at : at + 1].islower()) or _ANOTHER.match(text, at) is not None
