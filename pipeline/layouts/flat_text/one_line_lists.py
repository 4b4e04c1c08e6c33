"""Lists in a text whose line ends are lost: those whose every item ends in words of PubMed's own.

    Publication types Review Actions Search in PubMed Search in MeSH Add to Search … MeSH terms …
    Similar articles On salt. Brisk U. Brisk U. J Kelp. 2001 … PMID: 90000001 Free PMC article. On moths. …

Only what stands between two such ends is taken; a text without these words keeps its lists to itself.
"""

import re
from collections.abc import Iterator

from pipeline.layouts.flat_text.flags import FLAG_WITHIN

MENU = " Actions Search in PubMed Search in MeSH Add to Search"
LISTS_OF_TERMS = ("Publication types", "MeSH terms", "Substances", "Supplementary concepts")
LONGEST_TERM = 200
LISTS_OF_ARTICLES = ("Comment in", "Comment on", "Similar articles", "Cited by")
ARTICLE_ENDS = re.compile(r" PMID: \d{1,10}(?= |$)")
LONGEST_ARTICLE = 20_000
NEXT = re.compile(
    r"(?:Similar articles|Cited by|See all|References|Publication types|MeSH terms|Substances"
    r"|Supplementary concepts|Personal name as subject|Associated data"
    r"|Related information|Grants and funding|LinkOut - more resources|Full text links|\[x\]"
    r"|NCBI Literature Resources)(?: |$)"
)
NEXT_OF_COMMENTS = re.compile(rf"Comment |{NEXT.pattern}")
"""Among comments those words are a heading; among other articles they begin a title."""


def lists_of(below: str) -> Iterator[str]:
    """A line for each heading and each item below it, of the text behind the abstract."""
    for heading in LISTS_OF_ARTICLES:
        yield from _list(heading, list(_articles(below, heading)))
    for heading in LISTS_OF_TERMS:
        yield from _list(heading, list(_terms(below, heading)))


def _list(heading: str, items: list[str]) -> Iterator[str]:
    if items:
        yield heading
        yield from items


def _terms(below: str, heading: str) -> Iterator[str]:
    """The terms of a list; its heading stands behind another list's last words, or is the first."""
    first = below.find(MENU)
    behind = below.find(f"{MENU} {heading} ")
    at = below.rfind(f" {heading} ", 0, first + 1) if behind < 0 else behind + len(MENU)
    start = None if at < 0 else at + len(heading) + 2
    while start is not None:
        end = below.find(MENU, start)
        term = below[start:end]
        if end < 0 or len(term) > LONGEST_TERM or NEXT.match(term):
            return
        yield term
        start = end + len(MENU) + 1


def _articles(below: str, heading: str) -> Iterator[str]:
    """The articles of a list, each up to its PMID and what is said of it."""
    at = below.find(f" {heading} ", 0, _end_of_comments(below) if heading.startswith("Comment") else len(below))
    start = None if at < 0 else at + len(heading) + 2
    ends = NEXT_OF_COMMENTS if heading.startswith("Comment") else NEXT
    while start is not None and not ends.match(below, start):
        found = ARTICLE_ENDS.search(below, start, start + LONGEST_ARTICLE)
        if found is None:
            return
        end = _behind_flags(below, found.end())
        yield below[start:end]
        start = end + 1


def _behind_flags(below: str, at: int) -> int:
    while (flag := FLAG_WITHIN.match(below, at)) is not None:
        at = flag.end()
    return at


def _end_of_comments(below: str) -> int:
    """Where the lists begin in which a title may be `Comment on …`."""
    return min(
        (at for one in ("Similar articles", "Cited by") if (at := below.find(f" {one} ")) >= 0), default=len(below)
    )
