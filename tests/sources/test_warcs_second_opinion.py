"""warcio, which shares no code with the program, finds the same pages at the same places of the same files."""

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.outcome import Capture
from pipeline.sources import list_inputs, read_all
from tests.sources.crawled import answer, in_chunks, packed_one_by_one, record
from tests.sources.saved import save

CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
}
"""warcio knows brotli, too, but not in the binding that the program uses."""
ADDRESSES = ("https://x.example/", "https://x.example/a?b=1&c=%20", "http://pubmed.ncbi.nlm.nih.gov/99000001/")


class Page(NamedTuple):
    """A record to be written, with what surrounds its page."""

    body: bytes
    kind: str
    coding: str
    chunk: int
    """Bytes of a chunk; 0 where the body comes whole."""
    url: str
    when: str


class Found(NamedTuple):
    """A page as a reader of WARC files gives it."""

    offset: int
    url: str
    when: datetime
    body: bytes


BODIES = st.binary(max_size=300).map(lambda junk: b"<html>" + junk + b"\r\n\r\nWARC/1.0\r\n</html>")
PAGES = st.builds(
    Page,
    BODIES,
    st.sampled_from(("response", "resource", "conversion", "metadata")),
    st.sampled_from(tuple(CODINGS)),
    st.sampled_from((0, 1, 7, 1_000)),
    st.sampled_from(ADDRESSES),
    st.datetimes(datetime(1996, 1, 1), datetime(2030, 1, 1)).map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}"),  # noqa: DTZ001
)


def _fields(page: Page) -> list[tuple[str, str]]:
    coding = [("Content-Encoding", page.coding)] if page.coding else []
    return [*coding, ("Transfer-Encoding", "chunked")] if page.chunk else coding


def _sent(page: Page) -> bytes:
    packed = CODINGS[page.coding](page.body)
    return in_chunks(packed, page.chunk) if page.chunk else packed


def by_hand(pages: list[Page]) -> bytes:
    """A file as the other tests write it, each record packed by itself."""
    return packed_one_by_one(_record(page) for page in pages)


def _record(page: Page) -> bytes:
    if page.kind == "response":
        block = answer(_sent(page), *(f"{name}: {value}" for name, value in _fields(page)))
        return record(block, url=page.url, when=page.when)
    return record(page.body, page.kind, "text/html", url=page.url, when=page.when)


def by_warcio(pages: list[Page]) -> bytes:
    """A file as warcio writes it: with digests, in its own order of fields."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for page in pages:
        is_answer = page.kind == "response"
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *_fields(page)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                page.url,
                page.kind,
                payload=io.BytesIO(_sent(page) if is_answer else page.body),
                warc_content_type="" if is_answer else "text/html",
                warc_headers_dict={"WARC-Date": page.when},
                http_headers=head if is_answer else None,
            )
        )
    return file.getvalue()


def seen_by_warcio(path: Path) -> list[Found]:
    """The pages, as warcio reads them."""
    found: list[Found] = []
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        for one in records:
            if one.rec_type in {"response", "resource", "conversion"}:
                when = datetime.fromisoformat(one.rec_headers.get_header("WARC-Date")).astimezone(UTC)
                url, body = one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read()
                found.append(Found(records.get_record_offset(), url, when, body))
    return found


def seen_here(path: Path) -> list[Found]:
    """The pages, as the program reads them."""
    listing = list_inputs(path)
    found: list[Found] = []
    for one in read_all(listing.inputs, listing.sidecars):
        if isinstance(one, Capture):
            assert one.url
            assert one.captured_at
            found.append(Found(int(one.source_uri.partition("!")[2]), one.url, one.captured_at, one.body))
    return found


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # warcio leaves its temporary files to the collector
@pytest.mark.parametrize("write", [by_hand, by_warcio])
@given(pages=st.lists(PAGES, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_whole_file_holds_the_same_pages(
    tmp_path: Path, write: Callable[[list[Page]], bytes], pages: list[Page]
) -> None:
    path = save(tmp_path / "crawl.warc.gz", write(pages))

    here = seen_here(path)

    assert here == seen_by_warcio(path)
    assert [one.body for one in here] == [
        page.body for page in pages if page.kind in {"response", "resource", "conversion"}
    ]
