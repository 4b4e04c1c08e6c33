"""WARC files as crawlers write them, record by record."""

import gzip
from collections.abc import Callable, Iterable

from tests.sources.saved import PAGE

Packer = Callable[[bytes], bytes]
URL = "https://pubmed.ncbi.nlm.nih.gov/90000001/"
WHEN = "2022-03-04T05:06:07Z"


def record(
    block: bytes,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    *,
    url: str = URL,
    when: str = WHEN,
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {when}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes = PAGE, *fields: str, content_type: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *fields, "", ""]).encode() + body


def in_chunks(body: bytes, size: int = 40) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def response(body: bytes = PAGE, url: str = URL) -> bytes:
    return record(answer(body), url=url)


def packed_one_by_one(records: Iterable[bytes], pack: Packer = gzip.compress) -> bytes:
    return b"".join(map(pack, records))
