"""A few at a time, which Python has by itself from 3.12 on."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Anything = TypeVar("Anything")


def batched(stream: Iterable[Anything], size: int) -> Iterator[list[Anything]]:
    """The same in lists of so many, and a last one with what is left."""
    rest = iter(stream)
    while some := list(islice(rest, size)):
        yield some
