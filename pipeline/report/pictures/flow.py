"""Where pages went: counts as a graph in three columns, from what came in by layouts to what became of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.report.sums import NO_LAYOUT, is_fragment
from pipeline.report.values import CameIn, Fate

MOST_REASONS: Final = 7
"""Reasons that have an end of their own; the others share one."""
_OTHER_ENDS: Final = {"rejected": "rejected before", "superseded": "superseded", "duplicate": "duplicates"}


@dataclass(frozen=True, slots=True)
class Node:
    """A count of pages."""

    key: str
    column: int
    label: str
    pages: int
    tone: str
    """`whole`, `good`, `quiet` or `bad`."""


@dataclass(frozen=True, slots=True)
class Link:
    """Pages that are in both counts."""

    source: str
    target: str
    pages: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The graph; the nodes of a column in their order."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def flow_of(came_in: CameIn) -> Flow:
    """The graph of what came in; every link ends where its pages are counted again."""
    became = _became(came_in) if came_in.fates else _unpublished(came_in)
    links = [link for link in (*became, *_rejected(came_in)) if link.pages]
    whole = Node("all", 0, "came in", came_in.pages, "whole")
    return Flow((whole, *_nodes(links, 1), *_nodes(links, 2)), tuple(links))


def _unpublished(came_in: CameIn) -> Iterator[Link]:
    """Pages by layout, which became nothing yet."""
    for layout, pages in _falling(came_in.layouts):
        yield Link("all", f"1 good {layout}", pages)
        yield Link(f"1 good {layout}", "2 good parsed", pages)
    yield Link("all", "1 quiet known before", came_in.known)
    yield Link("1 quiet known before", "2 quiet published already", came_in.known)


def _became(came_in: CameIn) -> Iterator[Link]:
    """Pages by layout, those among them that were known before, and what they became."""
    layouts = Counter[str]()
    for fate in came_in.fates:
        layouts[fate.layout] += fate.pages
    for layout, pages in _falling(layouts):
        yield Link("all", _layout(layout), pages)
    yield Link("all", "1 quiet kept out", came_in.forgotten)
    yield Link("1 quiet kept out", "2 quiet forgotten before", came_in.forgotten)
    for fate in came_in.fates:
        yield Link(_layout(fate.layout), _end(fate), fate.pages)


def _layout(name: str) -> str:
    """Pages that were known have no layout where they were rejected before, too."""
    return "1 quiet known before" if name == NO_LAYOUT else f"1 good {name}"


def _falling(layouts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(layouts.items(), key=lambda one: (-one[1], one[0]))


def _end(fate: Fate) -> str:
    if fate.status == "parsed":
        return "2 good complete articles" if is_fragment(fate.layout) else "2 good became articles"
    return f"2 quiet {_OTHER_ENDS.get(fate.status, fate.status)}"


def _rejected(came_in: CameIn) -> Iterator[Link]:
    yield Link("all", "1 bad rejected", came_in.rejected)
    for reason in came_in.rejections[:MOST_REASONS]:
        yield Link("1 bad rejected", f"2 bad {reason.name}", reason.pages)
    rest = sum(reason.pages for reason in came_in.rejections[MOST_REASONS:])
    yield Link("1 bad rejected", "2 bad other reasons", rest)


def _nodes(links: list[Link], column: int) -> Iterator[Node]:
    """The ends of links, each by its column, its tone and its label."""
    pages: Counter[str] = Counter()
    for link in links:
        if link.target.startswith(f"{column} "):
            pages[link.target] += link.pages
    for key, number in sorted(pages.items(), key=lambda one: _TONES.index(one[0].split(" ")[1])):
        _, tone, label = key.split(" ", 2)
        yield Node(key, column, label, number, tone)


_TONES: Final = ("good", "quiet", "bad")
"""From top to bottom."""
