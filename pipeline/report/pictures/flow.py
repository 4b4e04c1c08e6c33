"""Where pages went: counts as a graph in three columns, from what came in by layouts to what became of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.report.sums import is_fragment
from pipeline.report.values import CameIn

MOST_REASONS: Final = 7
"""Reasons that have an end of their own; the others share one."""
_COMPLETES: Final = "complete articles"
_ENDS: Final = {"parsed": "became articles", "superseded": "superseded", "duplicate": "duplicates"}


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
    links = [link for link in (*_first(came_in), *_parsed(came_in), *_others(came_in)) if link.pages]
    whole = Node("all", 0, "came in", came_in.pages, "whole")
    return Flow((whole, *_nodes(links, 1), *_nodes(links, 2)), tuple(links))


def _first(came_in: CameIn) -> Iterator[Link]:
    for layout, pages in sorted(came_in.layouts.items(), key=lambda one: (-one[1], one[0])):
        yield Link("all", f"1 good {layout}", pages)
    yield Link("all", "1 quiet known before", came_in.known)
    yield Link("all", "1 bad rejected", came_in.rejected)


def _parsed(came_in: CameIn) -> Iterator[Link]:
    if not came_in.fates:
        for layout, pages in came_in.layouts.items():
            yield Link(f"1 good {layout}", "2 good parsed", pages)
        return
    for fate in came_in.fates:
        end = _COMPLETES if is_fragment(fate.layout) and fate.status == "parsed" else _ENDS.get(fate.status)
        tone = "good" if fate.status == "parsed" else "quiet"
        yield Link(f"1 good {fate.layout}", f"2 {tone} {end or fate.status}", fate.pages)


def _others(came_in: CameIn) -> Iterator[Link]:
    yield Link("1 quiet known before", "2 quiet published already", came_in.known)
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
