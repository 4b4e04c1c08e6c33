"""JSON lines become captures, one at a time: an object a line, with its page as text (`rows`)."""

import json
from collections.abc import Iterator
from io import BufferedIOBase
from typing import Final

import orjson

from pipeline.limits import Limits
from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources.faults import UNREADABLE, TooLargeError, in_words, reason_of
from pipeline.sources.inputs import Input
from pipeline.sources.names import compression_of
from pipeline.sources.opening import opened
from pipeline.sources.packing import rationed
from pipeline.sources.places import Place, file_place
from pipeline.sources.rows import row_page, row_place
from pipeline.sources.sidecars import Sidecars

_REST: Final = 2**16


def read_lines(source: Input, sidecars: Sidecars, limits: Limits) -> Iterator[Capture | Rejected]:
    """The pages in the order of their lines; where the packed bytes break, the line says so and is the last."""
    own = file_place(source, sidecars)
    number = 0
    try:
        with opened(source) as packed, rationed(packed, compression_of(source.path.name), limits) as stream:
            for number, line in enumerate(_lines(stream, limits.page_bytes), start=1):
                if number > limits.archive_members:
                    yield own.rejected(Reason.TOO_LARGE, f"more than {limits.archive_members:,} lines")
                    return
                if not line.isspace():
                    yield _page(own, number, line, limits.page_bytes)
    except (*UNREADABLE, TooLargeError) as error:
        place = row_place(own, number + 1) if number else own
        yield place.rejected(reason_of(error), f"{in_words(error)}; neither this line nor a later one was read")


def _lines(stream: BufferedIOBase, limit: int) -> Iterator[bytes]:
    """The lines; of one that is too long, a byte more than the limit."""
    while line := stream.readline(limit + 1):
        end = line
        while not end.endswith(b"\n") and (more := stream.readline(_REST)):
            end = more
        yield line


def _parsed(line: bytes) -> object:
    """The quick parser takes no byte order mark and no half of an escaped character; what it refuses gets a second."""
    try:
        return orjson.loads(line)
    except ValueError:
        return json.loads(line.decode("utf-8-sig"))


def _page(own: Place, number: int, line: bytes, limit: int) -> Capture | Rejected:
    if len(line) > limit:
        return row_place(own, number).rejected(Reason.TOO_LARGE, f"more than {limit:,} bytes")
    try:
        row = _parsed(line)
    except (ValueError, RecursionError) as error:
        return row_place(own, number).rejected(Reason.UNREADABLE, f"no JSON ({error})")
    if not isinstance(row, dict):
        return row_place(own, number).rejected(Reason.UNREADABLE, "no JSON object")
    return row_page(own, number, row, limit)
