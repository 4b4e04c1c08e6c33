"""What a tool did to the page when it flattened it: the few ways in which one rendering differs from another.

A style is not the name of a tool but what the text itself says; two tools that write alike are one style.
"""

from dataclasses import dataclass
from enum import Enum


class Extent(Enum):
    """How much of the page the tool kept."""

    WHOLE = "whole"
    """Everything, menus and hidden dialogs included; the head stands there twice."""
    MAIN = "main"
    """What the tool took for the main content; buttons and lists of links are gone."""
    REPORT = "report"
    """Citation, title, abstract and identifiers, as PubMed's downloads and its pages before 2020 order them."""
    FEED = "feed"
    """Title, identifiers and text; the citation line is gone."""


class Paragraphs(Enum):
    """How the end of a paragraph is told."""

    GAPS = "gaps"
    """By a blank line."""
    LINES = "lines"
    """By the end of the line; the text has no blank lines."""
    FRAGMENTS = "fragments"
    """Not at all: every piece of the page between two tags is a line of its own."""


class Breaks(Enum):
    """What a line's end means."""

    KEPT = "kept"
    """As on the page."""
    WRAPPED = "wrapped"
    """Lines are filled to a width; some ends are only the margin."""
    WRAPPED_AT_HYPHENS = "wrapped-at-hyphens"
    """The same, and a compound word may be broken behind its hyphen."""
    REPORT = "report"
    """Lines are filled as PubMed's downloads do it: some keep the blank at a margin, and lose none at a hyphen."""
    LOST = "lost"
    """The whole text is one line."""


class Links(Enum):
    """How a link's address is written."""

    NONE = "none"
    MARKDOWN = "markdown"
    """`[words](address "title")`"""
    PARENTHESES = "parentheses"
    """`words (address)`"""
    BRACKETS = "brackets"
    """`words [address]`"""
    NUMBERS = "numbers"
    """`[12]words`, with a list of addresses at the end."""


class Headings(Enum):
    """How a heading is written."""

    PLAIN = "plain"
    MARKED = "marked"
    """`## Abstract`"""
    CAPITALS = "capitals"
    """`ABSTRACT`; the title is in capitals too, so its own spelling is lost."""


class Scripts(Enum):
    """How raised and lowered letters are written."""

    PLAIN = "plain"
    SIGNED = "signed"
    """`10^3`, `H[2]O`"""


class Stars(Enum):
    """What a star is where emphasis is written in stars."""

    PAIRED = "paired"
    """Emphasis if it has a partner, else the page's own."""
    ESCAPED = "escaped"
    """Emphasis; the page's own is `\\*`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What has to be known of a rendering to read it."""

    extent: Extent
    paragraphs: Paragraphs
    breaks: Breaks
    links: Links
    headings: Headings
    scripts: Scripts
    stars: Stars
    bullets: str
    """The signs that open an item of a list."""
