"""A server's answer as a crawler kept it: its fields, and its body as it was before it was packed for the way.

Many a crawler unpacks a body and leaves the fields that say that it is packed. So a body that does not begin as they
say is taken as it is.
"""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import brotli

from pipeline.limits import Limits
from pipeline.sources.faults import DamagedRecordError, TooLargeError
from pipeline.sources.header_fields import fields_of
from pipeline.sources.names import Compression
from pipeline.sources.packing import bound, bounded, unpacking

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP_BEGINS: Final = b"\x1f\x8b"
_ZSTD_BEGINS: Final = b"\x28\xb5\x2f\xfd"
_ZLIB_BEGINS = re.compile(rb"[\x08\x18\x28\x38\x48\x58\x68\x78]")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer, its body still as it came."""

    fields: Mapping[str, str]
    """By lower-case name."""
    body: bytes


def answer_of(block: bytes) -> Answer:
    """The answer that a record holds. Raises DamagedRecordError."""
    if not block.startswith(b"HTTP/"):
        raise DamagedRecordError("it holds no answer of a server")
    end = _HEAD_END.search(block)
    if end is None:
        raise DamagedRecordError("the head of the server's answer does not end")
    return Answer(fields_of(block[: end.start()].splitlines()[1:]), block[end.end() :])


def unpacked_body(answer: Answer, limits: Limits) -> bytes:
    """What the server sent. Raises TooLargeError and UNREADABLE."""
    body = answer.body
    if "chunked" in answer.fields.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body):
        body = b"".join(_chunks(body))
    for coding in reversed(answer.fields.get("content-encoding", "").lower().split(",")):
        with bound(len(body), limits) as most:
            body = _UNPACKING.get(coding.strip(), _as_it_is)(body, most)
    return body


def _chunks(body: bytes) -> Iterator[bytes]:
    """The parts of a body that came in chunks; an empty one is the last."""
    at = 0
    while True:
        size = _CHUNK_SIZE.match(body, at)
        end = size.end() + int(size[1], 16) if size else 0
        if size is None or end > len(body):
            raise DamagedRecordError("the server's answer ends within a chunk, or has a wrong one")
        if end == size.end():
            return
        yield body[size.end() : end]
        at = end + (2 if body[end : end + 1] == b"\r" else 1)


def _as_it_is(body: bytes, _limit: int) -> bytes:
    return body


def _out_of_gzip(body: bytes, limit: int) -> bytes:
    return _unpacked(body, Compression.GZIP, limit) if body.startswith(_GZIP_BEGINS) else body


def _out_of_zstd(body: bytes, limit: int) -> bytes:
    return _unpacked(body, Compression.ZSTD, limit) if body.startswith(_ZSTD_BEGINS) else body


def _unpacked(body: bytes, compression: Compression, limit: int) -> bytes:
    with unpacking(BytesIO(body), compression) as stream:
        return bounded(stream, limit)


def _out_of_deflate(body: bytes, limit: int) -> bytes:
    """With the head that the standard asks for, or without it, as some servers send it."""
    if not body or _MARKUP.match(body):
        return body
    has_head = _ZLIB_BEGINS.match(body) and not int.from_bytes(body[:2], "big") % 31
    stream = zlib.decompressobj(zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS)
    return _whole(stream.decompress(body, limit + 1), stream.eof, limit)


def _out_of_brotli(body: bytes, limit: int) -> bytes:
    if not body or _MARKUP.match(body):
        return body
    stream = brotli.Decompressor()
    try:
        parts = [stream.process(body, output_buffer_limit=limit + 1)]
        while parts[-1] and sum(map(len, parts)) <= limit and not stream.is_finished():
            parts.append(stream.process(b"", output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise DamagedRecordError(f"the server's answer is not in brotli ({error})") from error
    return _whole(b"".join(parts), stream.is_finished(), limit)


def _whole(body: bytes, is_whole: bool, limit: int) -> bytes:  # noqa: FBT001
    if len(body) > limit:
        raise TooLargeError(f"more than {limit:,} bytes")
    if not is_whole:
        raise DamagedRecordError("the packed bytes of the server's answer are cut short")
    return body


_UNPACKING: Final[Mapping[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _out_of_gzip,
    "x-gzip": _out_of_gzip,
    "deflate": _out_of_deflate,
    "br": _out_of_brotli,
    "zstd": _out_of_zstd,
}
