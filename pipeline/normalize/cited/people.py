"""The authors that open a reference, where they are printed as lists of names and initials."""

from typing import NamedTuple

from pipeline.normalize.cited.alphabet import LETTER, UPPER, YEAR
from pipeline.normalize.cited.late import Late

_PARTICLE = r"(?:v[ao]n|d(?:e(?:[ilmnr]|lla)?|[ao]s?|[iu])|l[ae]|te[nr]?|[ae]l|bin|zur?|a[fv]|y)"
"""van, von, de, den, der, dem, del, della, dei, di, da, das, do, dos, du, la, le, te, ten, ter, el, al, bin, zu …"""
_WORD = rf"(?:[dDlL]['’])?{UPPER}{LETTER}*+(?:['’ʼ‐‑-]{LETTER}++){{0,3}}+"
_SURNAME = rf"(?:{_PARTICLE}[ -]){{0,3}}{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,3}}?"
_DOTTED = rf"{UPPER}\.(?:[ ‐‑-]?{UPPER}\.){{0,4}}"
_BARE = rf"{UPPER}{{1,4}}(?:[ ‐‑-]{UPPER}{{1,2}}){{0,2}}(?!\w)"
_SUFFIX = r"(?:,? (?:[JS]r|I(?:II?|V)|2nd|3rd|4th)\b\.?)?"
_BEFORE_NAME = rf"{UPPER}\.(?:[ ‐‑-]{{0,2}}{UPPER}\.){{0,3}} ?"
_LAST_NAME = rf"(?:{_PARTICLE}[ -]){{0,3}}{_WORD}(?: (?:{_PARTICLE} )?{_WORD}){{0,2}}{_SUFFIX}"
_BETWEEN = r"(?: ?[,;] ?(?:(?:and|&) |… )?| (?:and|&|y) )"
_ET_AL = r"(?:\.? ?[,;]? ?(?:and |& )?[Ee]t ?al\b\.?(?: ?\.)?)?"
_FEW_INITIALS = (
    r"[A-Z](?:[A-Z]{1,2}(?=[.,;:]| [a-z&(])|(?=[,;:]| [a-z&(])|\.(?: ?[A-Z]\.){0,2}(?=,| [A-Z]?[a-z]| [&(]))"
)
_ONE_WORD = rf"[A-Z][a-z]*+(?:{LETTER}++)?+(?:[’-]{LETTER}++)?+"
_USUAL = rf"{_ONE_WORD} {_FEW_INITIALS}(?:, (?![JS]r){_ONE_WORD} {_FEW_INITIALS})*+"
"""Most lists hold nothing but such names; what follows them tells that their initials end there."""
_AUTHOR = rf"{_SURNAME},? (?:{_DOTTED}|{_BARE})"
_AUTHOR_TURNED = rf"{_BEFORE_NAME}{_LAST_NAME}(?=[,;:“\"]| and | & | et al| ?\()"
_GROUP = (
    r"(?:[,;] (?:(?:and|for|on behalf of) )?(?:the )?[^.;,()\d]{2,80} "
    r"(?:Group|Committee|Consortium|Investigators|Collaborators|Collaboration|Network|Team|Initiative|Association|Society)"
    r"(?= ?\.))?"
)
_NAMES = rf"(?:(?:\A|(?!\A){_BETWEEN})(?:{_USUAL}|{_AUTHOR}){_SUFFIX})++{_GROUP}{_ET_AL}"
_NAMES_TURNED = rf"(?:(?:\A|(?!\A){_BETWEEN}){_AUTHOR_TURNED})++{_ET_AL}"
_BEHIND = (
    r" ?([.,:;]?)[ .:,]{0,3}"
    rf"(?:\(({YEAR})[a-z]?(?:, [^()]{{1,20}})?\)[.,:]?|({YEAR})[a-z]?(?=[.,:;] )[.,:;])? ?"
)
_NO_NAME = r"[A-Z][\w-]++ (?:[cf-km-suwx\d]|and |the |to |[a-z]{4}(?<!dell))"
"""How titles begin: a word, and a small one that is no particle."""
_ANOTHER = rf"(?!{_NO_NAME})(?:{_AUTHOR}{_SUFFIX}(?:[,;.]|$| and | & )|{_AUTHOR_TURNED})"
_PEOPLE = Late(rf"({_NAMES}|{_NAMES_TURNED}){_BEHIND}({_ANOTHER})?")
"""The names, the sign behind them, the year in brackets or bare, and one more name that the list did not reach."""
_BARE_YEAR = 4


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
    found = _PEOPLE.pattern.match(text)
    if found is None:
        return None
    names, mark, year, bare, another = found.groups()
    end = found.end()
    if another is not None or not (mark or year or bare or _is_ended(names, text[end : end + 1])):
        return None
    printed = year or bare
    return People(
        names.rstrip(" .,;:"),
        mark or ("." if names.endswith(".") else ""),
        int(printed) if printed else None,
        bare is not None,
        end,
        end if bare is None else found.start(_BARE_YEAR),
    )


def _is_ended(names: str, following: str) -> bool:
    """Whether a list ends there that has no sign behind it; else its last initial may be the title's first word."""
    return not following.islower() if names.endswith(".") else names.endswith("al")
