"""Pages of an object store are asked for before they are needed: each answer takes a while, but many can be awaited."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

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
    with ThreadPoolExecutor(AT_A_TIME) as threads:  # starts no thread before there is something to fetch
        for source in inputs:
            while ahead and (len(ahead) == AT_A_TIME or size + source.size > BYTES_AHEAD):
                size -= ahead[0][0].size
                yield ahead.popleft()
            ahead.append((source, _body(source, fetch, threads)))
            size += source.size
        yield from ahead


def _body(source: Input, fetch: Callable[[Input], bytes], threads: ThreadPoolExecutor) -> Body:
    if isinstance(source.path, Path) or source.kind is InputKind.ARCHIVE:
        return partial(fetch, source)
    return threads.submit(fetch, source).result
