"""Whether a page from before 2020 shows one article, and whether the article's block is whole."""

import re
from collections.abc import Iterator

from pipeline.errors import BrokenPromise
from pipeline.markup.head import Head

APPLICATION, DATABASE = "entrez", "pubmed"
ARTICLE_KINDS = frozenset({"abstract", "abstractplus"})
ONE_RECORD = "1"

_BLOCK = re.compile(rb"<(?:div|dl)\b[^<>]*+>", re.IGNORECASE)
_ARTICLE_CLASS = re.compile(rb"(?<![\w-])(?:rprt_all|AbstractPlusReport)(?![\w-])")
_ARTICLE_END = re.compile(
    rb"\bid\s*+=\s*+[\"']?(?:messagearea_bottom|display_bar2)\b|</body\s*+>|</html\s*+>",
    re.IGNORECASE,
)
"""What follows the article's block: the message area below it (2012 to 2019), the second row of menus (2009)."""


def shows_one_article(head: Head) -> bool:
    """Whether the head says that the page is the abstract of one record; a list of abstracts is none."""
    return (
        head.meta("ncbi_app") == APPLICATION
        and head.meta("ncbi_db") == DATABASE
        and head.meta("ncbi_pdid") in ARTICLE_KINDS
        and (head.meta("ncbi_resultcount") or ONE_RECORD) == ONE_RECORD
    )


def article_start(utf8: bytes) -> int:
    """Where the article's block begins in the page's bytes; BrokenPromise where there is none or more than one."""
    starts = list(_article_starts(utf8))
    if len(starts) != 1:
        raise BrokenPromise(f"the page has {len(starts)} blocks div.rprt_all or dl.AbstractPlusReport, not one")
    return starts[0]


def has_article_end(utf8: bytes) -> bool:
    """Whether the article's block is followed by what follows it on a whole page; False for a page that was cut."""
    start = next(_article_starts(utf8), None)
    return start is not None and _ARTICLE_END.search(utf8, start) is not None


def _article_starts(utf8: bytes) -> Iterator[int]:
    return (tag.start() for tag in _BLOCK.finditer(utf8) if _ARTICLE_CLASS.search(tag[0]))
