"""Which fragment of an article's page a saved file is: known by the markup that it shares with the page."""

import re
from collections.abc import Iterator

from pipeline.layouts.pubmed_2020.related import RELATIONS
from pipeline.layouts.pubmed_2020.sections import LINKED_ID, RECORDS, WITHOUT_RECORDS
from pipeline.outcome import Layout


def _marked(*words: str, tag: str = "[a-z]") -> re.Pattern[bytes]:
    """A tag with any of these words, each one whole, in its attributes."""
    return re.compile(rf"""<{tag}[^<>]*?[\s"'=](?:{"|".join(words)})[\s"'>]""".encode(), re.IGNORECASE)


MARKS = {
    Layout.REFERENCES_FRAGMENT: (
        _marked("references-and-notes-list", "refs-list", r"(?:(?:top|full)-)?references-list(?:-\d+)?"),
    ),
    Layout.AUTHORS_FRAGMENT: (_marked("authors-list-item", "expanded-authors", r"(?:[a-z]+-view-)?affiliation-\d+"),),
    Layout.RELATED_FRAGMENT: (
        _marked("full-docsum", tag=r"li\b"),
        _marked(r"(?:similar|citedby)-articles(?:-list)?"),
    ),
}
"""What each list of a page is marked with, also where it is empty."""
OWN_SECTIONS = frozenset({"references", *RELATIONS})
"""Sections that hold nothing but such a list."""
OTHER_PARTS = re.compile(
    rf"""</?main\b|(?<![\w-])id\s*=\s*["']?(?:{"|".join(sorted((RECORDS | WITHOUT_RECORDS) - OWN_SECTIONS))}"""
    rf"""|{LINKED_ID}[a-z-]+)(?=["'\s>])""".encode(),
    re.IGNORECASE,
)
"""What an article's page has and no answer does."""


def recognise_fragment(utf8: bytes) -> Layout | None:
    """The kind of fragment, `PUBMED_2020` for a larger piece of an article's page, None for anything else."""
    kinds = list(_kinds(utf8))
    if not kinds:
        return None
    if len(kinds) > 1 or OTHER_PARTS.search(utf8):
        return Layout.PUBMED_2020
    return kinds[0]


def _kinds(utf8: bytes) -> Iterator[Layout]:
    return (layout for layout, marks in MARKS.items() if any(mark.search(utf8) for mark in marks))
