"""Pages of an object store are asked for before they are needed: each answer takes a while, but many can be awaited."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from pipeline.raw import ObjectPath
from pipeline.sources.awaiting import begun
from pipeline.sources.inputs import Input
from pipeline.sources.names import InputKind

AT_A_TIME: Final = 16
"""Objects that are asked for at a time."""
BYTES_AHEAD: Final = 32 * 2**20
"""Bytes of them, so that memory does not grow with the pages; a larger one is awaited alone."""

Body = Callable[[], bytes]
"""Call it for an input's stored bytes; it raises what reading them raised."""


def fetched_ahead(inputs: Iterable[Input], fetch: Callable[[Input], bytes]) -> Iterator[tuple[Input, Body]]:
    """The inputs in their order, each with its bytes, which may be on their way."""
    ahead: deque[tuple[Input, Body]] = deque()
    size = 0
    for source in inputs:
        while ahead and (len(ahead) == AT_A_TIME or size + source.size > BYTES_AHEAD):
            size -= ahead[0][0].size
            yield ahead.popleft()
        ahead.append((source, _body(source, fetch)))
        size += source.size
    yield from ahead


def _body(source: Input, fetch: Callable[[Input], bytes]) -> Body:
    ask = partial(fetch, source)
    is_far = isinstance(source.path, ObjectPath) and source.kind is InputKind.PAGE
    return begun(ask) if is_far else ask
