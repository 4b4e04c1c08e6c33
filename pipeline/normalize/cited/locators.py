"""Where in its journal a cited work stands: volume, issue and pages, and the year where it is printed beside them."""

import re
from typing import NamedTuple

from pipeline.normalize.cited.alphabet import DASH, MONTHS, YEAR
from pipeline.normalize.cited.late import Late


class Locator(NamedTuple):
    """What is printed behind the name of a journal."""

    start: int
    year: int | None
    volume: str | None
    issue: str | None
    pages: str | None


_BEGIN = r"[ ,.(]"
"""A sign that patterns find at once; what follows it is the locator."""
_PAGE = r"(?:[A-Za-z]{0,6}\d{1,20}(?:[A-Za-z]{1,3}\d{0,12})?(?:\.[a-z]?\d{1,4}(?!\w))?|[ivxlc]{1,7}(?!\w))"
_RANGE = rf"{_PAGE}(?: ?{DASH}{{1,2}} ?{_PAGE})?"
_MORE_PAGES = rf"(?:[,;] (?:discussion |quiz |author reply )?{_PAGE}(?: ?{DASH} ?{_PAGE})){{0,3}}"
_PAGES = rf"{_RANGE}{_MORE_PAGES}(?:; (?:discussion|quiz|author reply) {_RANGE})?"
_SUPPLEMENT = r"(?:[ ,]{0,2}(?:Suppl|Supplement|suppl|Pt|Part|Spec)\.?(?: ?(?:Issue|No|Iss)\b)?(?: ?[A-Z]?\d{0,3}\b)?)?"
_VOLUME = rf"(?P<volume>[A-Za-z]{{0,4}}\d{{1,5}}[A-Za-z]?(?:[-–/](?:\d{{1,4}}|[A-Z]))?{_SUPPLEMENT})"
_ISSUE = r"(?: ?\((?P<issue>[\w ./–‐&-]{1,30})\))?"
_NAMED_ISSUE = r"(?:,? (?:issue|Issue|[Nn]os?\.?|[Ii]ss\.?) ?(?P<named>[\w–/-]{1,12}))?"
_VOLUME_WORD = r"(?:[Vv]ol(?:ume)?\.? ?)?"
_PAGE_WORD = r"(?:[Pp]{1,2}\.? ?|[Aa]rt(?:icle)?\.? ?(?:ID |no\. ?)?)?"
_LANGUAGE = r"(?:(?:Chin|Japan|Portugu)ese|French|German|Spanish|Russian|Korean|Polish|Italian|Persian|Turkish)"
_TAIL = (
    r"(?=[\])]?[.,;]*\s?(?:$|\(?doi|DOI|https?:|www\.|10\.\d|\[|\(?Epub|PMID|PMC|Available|Reference Source|Accessed"
    rf"|Erratum|Retract|\(?[Ii]n {_LANGUAGE}|\(?{_LANGUAGE}\b))"
)
_YEARS = re.compile(YEAR)
_USUAL = re.compile(
    r"(?<!\d)((?:1[6-9]|20)\d\d);(\d{1,4})(?:\((\d{1,4}(?:[–-]\d{1,4})?)\))?"
    r":([A-Za-z]?\d++(?:[–-][A-Za-z]?\d++)?)\.?+(?: doi: ?10|$)"
)
"""Most references print no more than that, and it is found at its semicolon."""
_DATE = rf"(?: {MONTHS}\.?(?:[-/–]{MONTHS})?(?: \d{{1,2}}(?:[-–]\d{{1,2}})?)?)?"
_WITH_SEMICOLON = rf"(?P<semicolon>[a-z]?\.?{_DATE}\.? ?; ?)"
"""NLM, Vancouver: `2019 Mar;12(3):1-9`, `2020;(423):1-9`, `2021;13`."""
_PLAIN = r"(?<!\.\d{4})(?:, ?|\. )"
"""Chemists, and programs that manage references: `2012, 41, 5969–5985`, `2019. 28(8): p. 1143–1151`."""
_IN_BRACKETS = r"(?<=\(\d{4})(?P<bracket>\))[,:;]? ?"
"""Frontiers: `(2022) 24:1203–15`."""
_OR_SEMICOLON = r"(?(semicolon)|(?!))"
"""What only may be left out behind a semicolon."""
_AFTER_YEAR = Late(
    rf"(?P<year>{YEAR})(?<![\w–—:;/-]\d{{4}})(?:{_WITH_SEMICOLON}|{_PLAIN}|{_IN_BRACKETS})"
    rf"{_VOLUME_WORD}{_VOLUME}?(?(volume)|{_OR_SEMICOLON}){_ISSUE}(?(bracket)|{_NAMED_ISSUE})"
    rf"(?:(?(semicolon) ?|)[:,] ?{_PAGE_WORD}(?P<pages>{_PAGES}))?(?(pages)|{_OR_SEMICOLON}){_TAIL}"
)
_AROUND_BRACKETS = Late(
    rf"{_BEGIN}{_VOLUME_WORD}{_VOLUME}{_ISSUE},? \((?P<year>{YEAR})\),? {_PAGE_WORD}(?P<pages>{_PAGES}){_TAIL}"
)
"""Elsevier: `12 (3) (2019) 1–9`."""
_BEFORE_YEAR = Late(
    rf"{_BEGIN}{_VOLUME_WORD}{_VOLUME}{_ISSUE}[,:] ?{_PAGE_WORD}(?P<pages>{_RANGE})"
    rf"(?:,? \((?:{MONTHS} )?(?P<year>{YEAR})\)|, (?P<bare>{YEAR})){_TAIL}"
)
"""Nature, Science, APS: `76, 957–967 (2007)`, `36: 109380, 2021`."""
_IN_WORDS = Late(
    rf"{_BEGIN}[Vv]ol\. ?(?P<volume>[A-Z]{{0,3}}-?\d{{1,4}}), (?:[Nn]os?\. ?(?P<issue>[\w–/-]{{1,12}}), )?"
    rf"(?:(?:[Pp]{{1,2}}\. ?|[Aa]rt\. ?(?:[Nn]o\. ?|ID )?)(?P<pages>{_RANGE}), )?(?:{MONTHS}\.?(?:[-/–]{MONTHS}\.?)? )?"
    rf"(?P<year>{YEAR}){_TAIL}"
)
"""IEEE: `vol. 7, no. 2, pp. 3–14, Mar. 2019`."""
_WITHOUT_YEAR = Late(
    rf"{_BEGIN}{_VOLUME_WORD}{_VOLUME}{_ISSUE}{_NAMED_ISSUE}(?:, ?|: ?|\.(?= ?\d)| (?=\d{{1,5}}{DASH})) ?"
    rf"{_PAGE_WORD}(?P<pages>{_PAGES}){_TAIL}"
)
"""Springer, Harvard, APA, ASM, whose year stands in front: `37(1), 39–45`, `117:26915–26925`."""
_PAGES_ALONE = Late(
    rf"(?P<year>{YEAR})(?<![\w–—:;/.-]\d{{4}}) ?: ?{_PAGE_WORD}(?P<pages>{_PAGE} ?{DASH} ?{_PAGE}){_TAIL}"
)
"""`2020:1–12`."""
_YEAR_ALONE = re.compile(rf"(?P<year>{YEAR})(?<=\. \d{{4}})(?= doi: ?10\.)")
"""Ahead of print: `2021 doi: 10.1000/…`."""
_BODY_END = re.compile(r"doi|DOI|https?:|(?<![\w.])10\.\d{4}")
_BODY_SIGNS = ("doi", "DOI", "http", "10.")
_WINDOW = 80
"""Characters that a locator takes at most."""


def locator(text: str) -> Locator | None:
    """The locator that is printed with its year, in whatever style; the first that ends the reference."""
    usual = _USUAL.match(text, max(text.rfind(";") - 4, 0))
    if usual:
        year, volume, issue, pages = usual.groups()
        return Locator(usual.start(), int(year), volume, issue, pages)
    return _unusual(text)


def _unusual(text: str) -> Locator | None:
    for year in _YEARS.finditer(text):
        found = _at(text, year.start(), text[year.end() : year.end() + 1])
        if found:
            return _located(found)
    return None


def locator_without_year(text: str, start: int) -> Locator | None:
    """The locator of a style that prints the year elsewhere; nothing in front of `start` belongs to it."""
    end = _end_of_body(text, start)
    found = _WITHOUT_YEAR.pattern.search(text, max(start, end - _WINDOW), end)
    return _located(found) if found else None


def _end_of_body(text: str, start: int) -> int:
    """Where addresses and identifiers begin, which every reference is searched for: so first for what begins them."""
    signs = [at for sign in _BODY_SIGNS if (at := text.find(sign, start)) >= 0]
    body = _BODY_END.search(text, min(signs)) if signs else None
    return body.start() if body else len(text)


def _at(text: str, year: int, sign: str) -> re.Match[str] | None:
    """The locator whose year stands there, with that sign behind it."""
    if sign == ")":
        return _in_brackets(text, year)
    if sign == ":":
        return _PAGES_ALONE.pattern.match(text, year)
    return _AFTER_YEAR.pattern.match(text, year) or _at_the_end(text, year)


def _in_brackets(text: str, year: int) -> re.Match[str] | None:
    before = max(year - _WINDOW, 0)
    return (
        _AFTER_YEAR.pattern.match(text, year)
        or _AROUND_BRACKETS.pattern.search(text, before)
        or _BEFORE_YEAR.pattern.search(text, before)
    )


def _at_the_end(text: str, year: int) -> re.Match[str] | None:
    before = max(year - _WINDOW, 0)
    if text.find("vol.", before, year) >= 0 or text.find("Vol.", before, year) >= 0:
        return _IN_WORDS.pattern.search(text, before)
    if text.startswith(", ", year - 2):
        return _BEFORE_YEAR.pattern.search(text, before)
    return _YEAR_ALONE.match(text, year)


def _located(found: re.Match[str]) -> Locator:
    printed = found.groupdict()
    year = printed.get("year") or printed.get("bare")
    return Locator(
        found.start() + (not found[0][0].isdigit()),
        int(year) if year else None,
        _said(printed.get("volume")),
        _said(printed.get("issue") or printed.get("named")),
        _said(printed.get("pages")),
    )


def _said(text: str | None) -> str | None:
    return (text.strip() or None) if text else None
