"""The citation line of an article, `2020 May;21(3):e49.`: its date, volume, issue and pages as printed.

The line follows NLM's citation format: date, `;` or `:`, volume, issue in parentheses, `:`, pages, full stop
(Patrias K, Wendling D. Citing Medicine, chapter 1). Newer pages put a colon before a volume without an issue, and
before the pages of an article that has neither; a short number alone, `2021 Oct 15:4.`, is a volume. Older pages
print an article's number behind its volume, `2016 Feb 10;5. pii: e12345.`; it stands for the pages.
"""

import re
from typing import NamedTuple


class CitationParts(NamedTuple):
    """What a citation line says, as printed; None for what it does not say."""

    date: str | None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


_DATE = re.compile(r"[^;:]*")
_LOCATION = ". pii: "
_VOLUME_ISSUE = re.compile(r"(?P<volume>[^():]*+)\((?P<issue>[^()]*+)\)\s*+(?::(?P<pages>.*))?", re.DOTALL)
_PAGES_ALONE = re.compile(
    r"""
      [A-Z]{0,4}\d+[A-Z]?\ ?[-–]\ ?[^\s:][^:]*   # 1-27, S1-S3, 2248-9; author reply 2249-50
    | [A-Z]++\d[^\s:]*                         # e0224325
    | \d{6,}                                   # 8862605211021972: no volume is that high
    | [^\s:.]++\.[^\s:]++                      # rs.3.rs-2883579, 2023.01.05.522901, 10.1000/jcpp.13400
    | arXiv:\S+                                # arXiv:2305.03019v1
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What stands alone behind the date and a colon and is pages, not a volume."""


def citation_parts(citation: str | None) -> CitationParts:
    """Split a citation line; a line that says only a date gives only a date."""
    line = (citation or "").strip().removesuffix(".")
    line, _, location = line.partition(_LOCATION)
    date = _DATE.match(line)
    head = date[0].strip() if date else ""
    rest = line[len(date[0]) :] if date else ""
    volume, issue, pages = _numbers(rest[1:].strip(), after=rest[:1])
    return CitationParts(head or None, volume, issue, pages or _said(location))


def _numbers(text: str, after: str) -> tuple[str | None, str | None, str | None]:
    """Volume, issue and pages of what follows the date and the sign `after` it."""
    if after == ":" and _PAGES_ALONE.fullmatch(text):
        return None, None, text
    with_issue = _VOLUME_ISSUE.fullmatch(text)
    if with_issue:
        return _said(with_issue["volume"]), _said(with_issue["issue"]), _said(with_issue["pages"])
    volume, _, pages = text.partition(":")
    return _said(volume), None, _said(pages)


def _said(text: str | None) -> str | None:
    stripped = text.strip() if text else ""
    return stripped or None
