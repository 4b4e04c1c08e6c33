"""Which row of a page is which row of the XML: by position, or whatever the order.

Rows that agree are put together first, so that one that is missing spoils no other.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from pipeline.comparing.values import Row

Pair = tuple[int | None, int | None]
"""The number of a row of the page, and of one of the XML, from 0; None where the other one has none beside it."""

_MOST_TRIED = 250_000
"""Pairs of rows without an equal that are looked at for the likest ones."""


def by_position(page: Sequence[Row], xml: Sequence[Row], key: Sequence[str]) -> list[Pair]:
    """One row beside the next; where one side has more, those with an equal key beside each other, as far as may be."""
    if len(page) == len(xml):
        return [(n, n) for n in range(len(page))]
    left, right = _keys(page, key), _keys(xml, key)
    head = sum(1 for _ in takewhile(_is_pair, zip(left, right, strict=False)))
    behind = zip(reversed(left[head:]), reversed(right[head:]), strict=False)
    tail = sum(1 for _ in takewhile(_is_pair, behind))
    ends = [(n, n) for n in range(head)] + [(len(left) - n, len(right) - n) for n in range(tail, 0, -1)]
    between = _between(left[head : len(left) - tail], right[head : len(right) - tail])
    return [*ends, *((_after(head, n), _after(head, m)) for n, m in between)]


def in_any_order(page: Sequence[Row], xml: Sequence[Row]) -> list[Pair]:
    """Pairs of equal rows; then, of those that are left, of the likest ones, and at last of what is left of these."""
    pairs, left, right = _equal(page, xml)
    if len(left) * len(right) <= _MOST_TRIED:
        pairs += _likest(page, xml, left, right)
    return [*pairs, *zip_longest(left, right)]


def _keys(rows: Sequence[Row], key: Sequence[str]) -> list[str]:
    return [repr([row.get(name) for name in key]) for row in rows]


def _is_pair(keys: tuple[str, str]) -> bool:
    return keys[0] == keys[1]


def _after(head: int, number: int | None) -> int | None:
    return None if number is None else head + number


def _between(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """The rows between what is equal at both ends: very long and very different ones just one beside the next."""
    if len(left) * len(right) > _MOST_TRIED:
        yield from zip_longest(range(len(left)), range(len(right)))
        return
    for _, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield from zip_longest(range(start, end), range(other_start, other_end))


def _equal(page: Sequence[Row], xml: Sequence[Row]) -> tuple[list[Pair], list[int], list[int]]:
    """The pairs, and the rows of either side that are in none."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(xml):
        waiting[_written(row)].append(n)
    pairs: list[Pair] = []
    left: list[int] = []
    for n, row in enumerate(page):
        if equal := waiting[_written(row)]:
            pairs.append((n, equal.pop(0)))
        else:
            left.append(n)
    return pairs, left, sorted(n for rows in waiting.values() for n in rows)


def _likest(page: Sequence[Row], xml: Sequence[Row], left: list[int], right: list[int]) -> list[Pair]:
    """Takes from both lists the rows that have a value in common, the first columns first."""
    pairs: list[Pair] = []
    for n in list(left):
        scores = [(_likeness(page[n], xml[m]), -m) for m in right]
        likeness, m = max(scores, default=([], 0))
        if any(likeness):
            left.remove(n)
            right.remove(-m)
            pairs.append((n, -m))
    return pairs


def _likeness(one: Row, other: Row) -> list[bool]:
    """By column, whether both have the same value; that nothing is said is no likeness."""
    return [one[name] == other.get(name) and one[name] not in (None, False, []) for name in one]


def _written(row: Row) -> str:
    return repr(sorted(row.items()))
