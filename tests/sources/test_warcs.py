"""A WARC file becomes captures, record by record; what is wrong with one is named, and the next whole one is read."""

import bz2
import gzip
import io
import lzma
import random
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from pipeline.limits import Limits
from pipeline.outcome import Capture, CapturedAtSource, Reason, Rejected
from pipeline.sources import Skipped, list_inputs, read
from tests.sources.crawled import URL, Packer, answer, in_chunks, packed_one_by_one, record, response
from tests.sources.saved import (
    OTHER_PAGE,
    PAGE,
    SAVED_AT,
    captures,
    only_capture,
    only_rejection,
    outcomes,
    save,
    tarred,
    zipped,
)
from tests.sources.test_reading import zstd

if sys.version_info >= (3, 14):
    from compression.zstd import CompressionParameter, ZstdFile
else:
    from backports.zstd import CompressionParameter, ZstdFile

PACKERS: dict[str, Packer] = {".gz": gzip.compress, ".zst": zstd, ".bz2": bz2.compress, ".xz": lzma.compress}
each_packing = pytest.mark.parametrize(("ending", "pack"), PACKERS.items(), ids=PACKERS)
LARGE = b"<html>" + random.Random(1).randbytes(600_000).hex().encode() + b"</html>"
"""More than is unpacked at a time."""
LONG = LARGE[:60_000]


def checked_zstd(body: bytes) -> bytes:
    """With the checksum that tells of every broken byte, as gzip, bzip2 and xz have one anyway."""
    packed = io.BytesIO()
    with ZstdFile(packed, "w", options={CompressionParameter.checksum_flag: 1}) as stream:
        stream.write(body)
    return packed.getvalue()


def test_each_answer_is_a_page_at_its_record_s_offset(tmp_path: Path) -> None:
    first = response()
    save(tmp_path / "sub" / "crawl.warc", first + response(OTHER_PAGE))

    assert captures(tmp_path) == {"sub/crawl.warc!0": PAGE, f"sub/crawl.warc!{len(first)}": OTHER_PAGE}


@each_packing
def test_a_packed_record_is_found_where_its_frame_begins(tmp_path: Path, ending: str, pack: Packer) -> None:
    first = pack(response())
    save(tmp_path / f"crawl.warc{ending}", first + pack(response(OTHER_PAGE)))

    assert captures(tmp_path) == {f"crawl.warc{ending}!0": PAGE, f"crawl.warc{ending}!{len(first)}": OTHER_PAGE}


@each_packing
def test_records_that_are_packed_together_differ_in_their_place_within(
    tmp_path: Path, ending: str, pack: Packer
) -> None:
    first = response()
    save(tmp_path / f"crawl.warc{ending}", pack(first + response(OTHER_PAGE)))

    assert captures(tmp_path) == {f"crawl.warc{ending}!0": PAGE, f"crawl.warc{ending}!0+{len(first)}": OTHER_PAGE}


@each_packing
def test_a_record_may_be_packed_in_several_frames(tmp_path: Path, ending: str, pack: Packer) -> None:
    whole = response(LARGE)
    save(tmp_path / f"crawl.warc{ending}", pack(whole[:1000]) + pack(whole[1000:]) + pack(response()))

    assert list(captures(tmp_path).values()) == [LARGE, PAGE]


def test_time_and_address_are_the_record_s(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", response())

    capture = only_capture(tmp_path)

    assert capture.url == URL
    assert capture.captured_at == datetime(2022, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert capture.captured_at_source is CapturedAtSource.RECORD


def test_an_address_in_angle_brackets_is_taken_out_of_them(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", record(answer(), url=f"<{URL}>"))

    assert only_capture(tmp_path).url == URL


def test_a_record_whose_time_is_none_has_the_file_s(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", record(answer(), when="yesterday"))

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source) == (SAVED_AT, CapturedAtSource.FILE_TIME)


CODINGS: dict[str, Packer] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": zstd,
    "identity": lambda body: body,
}
each_coding = pytest.mark.parametrize(("coding", "pack"), CODINGS.items(), ids=CODINGS)


@each_coding
def test_a_body_is_unpacked(tmp_path: Path, coding: str, pack: Packer) -> None:
    save(tmp_path / "crawl.warc", record(answer(pack(PAGE), f"Content-Encoding: {coding}")))

    assert only_capture(tmp_path).body == PAGE


def test_deflate_without_the_head_that_the_standard_asks_for_is_unpacked(tmp_path: Path) -> None:
    bare = zlib.compressobj(wbits=-15)
    body = bare.compress(PAGE) + bare.flush()
    save(tmp_path / "crawl.warc", record(answer(body, "Content-Encoding: deflate")))

    assert only_capture(tmp_path).body == PAGE


@each_coding
def test_a_packed_body_in_chunks_is_put_together_and_unpacked(tmp_path: Path, coding: str, pack: Packer) -> None:
    fields = (f"Content-Encoding: {coding}", "Transfer-Encoding: chunked")
    save(tmp_path / "crawl.warc", record(answer(in_chunks(pack(PAGE)), *fields)) + response(OTHER_PAGE))

    assert list(captures(tmp_path).values()) == [PAGE, OTHER_PAGE]


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_that_the_crawler_unpacked_is_taken_as_it_is(tmp_path: Path, coding: str) -> None:
    fields = (f"Content-Encoding: {coding}", "Transfer-Encoding: chunked")
    save(tmp_path / "crawl.warc", record(answer(PAGE, *fields)))

    assert only_capture(tmp_path).body == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_is_cut_costs_that_record_only(tmp_path: Path, coding: str) -> None:
    cut = record(answer(CODINGS[coding](LONG)[:-20], f"Content-Encoding: {coding}"))
    save(tmp_path / "crawl.warc", cut + response())

    rejected, fine = outcomes(tmp_path)

    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == ("crawl.warc!0", Reason.UNREADABLE)
    assert rejected.detail
    assert isinstance(fine, Capture)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_not_unpacked_beyond_the_limit(tmp_path: Path, coding: str) -> None:
    save(tmp_path / "crawl.warc", record(answer(CODINGS[coding](bytes(50_000_000)), f"Content-Encoding: {coding}")))

    tracemalloc.start()
    rejected = only_rejection(tmp_path, Limits(page_bytes=1_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rejected.reason is Reason.TOO_LARGE
    assert most < 20_000_000


def test_an_answer_in_chunks_that_breaks_off_is_named(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", record(answer(in_chunks(PAGE)[:-9], "Transfer-Encoding: chunked")))

    assert only_rejection(tmp_path).detail == (
        "the record is damaged (the server's answer ends within a chunk, or has a wrong one)"
    )


@pytest.mark.parametrize("status", ["404 Not Found", "503 Service Unavailable", "301 Moved Permanently"])
def test_an_answer_of_any_status_is_a_page_and_judged_by_what_it_says(tmp_path: Path, status: str) -> None:
    save(tmp_path / "crawl.warc", record(answer(status=status)))

    assert only_capture(tmp_path).body == PAGE


@pytest.mark.parametrize(
    ("kind", "content_type"), [("resource", "text/html"), ("conversion", "text/plain"), ("resource", "text/html;a=b")]
)
def test_a_resource_and_a_conversion_are_pages_without_an_answer_around(
    tmp_path: Path, kind: str, content_type: str
) -> None:
    save(tmp_path / "crawl.warc.wet.gz", gzip.compress(record(PAGE, kind, content_type)))

    assert only_capture(tmp_path).body == PAGE


@pytest.mark.parametrize("kind", ["revisit", "request", "metadata", "warcinfo", "continuation"])
def test_a_record_of_another_kind_is_skipped_by_its_kind(tmp_path: Path, kind: str) -> None:
    save(tmp_path / "crawl.warc", record(answer(), kind))

    assert outcomes(tmp_path) == [Skipped("crawl.warc!0", f"({kind})")]


@pytest.mark.parametrize(
    ("block", "kind", "content_type"),
    [
        (answer(content_type="Image/PNG"), "response", "application/http"),
        (b"\x89PNG", "resource", "image/png"),
    ],
)
def test_what_is_no_text_is_skipped_by_its_type(tmp_path: Path, block: bytes, kind: str, content_type: str) -> None:
    save(tmp_path / "crawl.warc", record(block, kind, content_type))

    assert outcomes(tmp_path) == [Skipped("crawl.warc!0", "(image/png)")]


def test_a_kind_that_is_no_word_is_not_repeated(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", record(answer(), "\x1b[31m"))

    assert outcomes(tmp_path) == [Skipped("crawl.warc!0", "(record of no kind)")]


def test_a_record_that_is_too_large_is_passed_over_and_the_next_is_read(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc.gz", packed_one_by_one([response(LARGE), response()]))

    large, fine = outcomes(tmp_path, Limits(page_bytes=1_000_000))

    assert isinstance(large, Rejected)
    assert (large.reason, large.provenance.url) == (Reason.TOO_LARGE, URL)
    assert isinstance(fine, Capture)


def test_a_file_with_too_many_records_is_rejected_after_the_last_that_counts(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", response() * 4)

    *pages, rejected = outcomes(tmp_path, Limits(archive_members=3))

    assert len(pages) == 3
    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == ("crawl.warc", Reason.TOO_LARGE)


@pytest.mark.parametrize(("ending", "pack"), [("", bytes), *PACKERS.items()])
def test_a_file_that_is_cut_within_a_record_loses_that_one_and_says_so(
    tmp_path: Path, ending: str, pack: Packer
) -> None:
    first = pack(response())
    save(tmp_path / f"crawl.warc{ending}", first + pack(response(LONG))[:-200])

    fine, cut = outcomes(tmp_path)

    assert isinstance(fine, Capture)
    assert isinstance(cut, Rejected)
    assert (cut.provenance.source_uri, cut.reason) == (f"crawl.warc{ending}!{len(first)}", Reason.UNREADABLE)
    assert cut.detail.endswith("; no whole record follows it")


@pytest.mark.parametrize(("ending", "pack"), [("", bytes), *PACKERS.items()])
def test_a_file_that_is_cut_within_a_record_s_head_loses_that_one(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"crawl.warc{ending}", pack(response()) + pack(response()[:60]))

    fine, cut = outcomes(tmp_path)

    assert isinstance(fine, Capture)
    assert isinstance(cut, Rejected)


@pytest.mark.parametrize("at", [0, 2, 12, 500, -3])
@pytest.mark.parametrize(("ending", "pack"), [*(PACKERS | {".zst": checked_zstd}).items()], ids=PACKERS)
def test_a_broken_frame_costs_its_record_and_the_next_is_read(
    tmp_path: Path, ending: str, pack: Packer, at: int
) -> None:
    first, second = pack(response()), bytearray(pack(response(LONG)))
    for place in range(at % len(second), at % len(second) + 3):
        second[place] ^= 0xFF
    save(tmp_path / f"crawl.warc{ending}", first + bytes(second) + pack(response(OTHER_PAGE)))

    fine, broken, other = outcomes(tmp_path)

    assert isinstance(fine, Capture)
    assert isinstance(broken, Rejected)
    assert broken.provenance.source_uri == f"crawl.warc{ending}!{len(first)}"
    assert broken.detail.endswith(f"; the next whole record begins at byte {len(first) + len(second):,}")
    assert isinstance(other, Capture)
    assert other.body == OTHER_PAGE


@pytest.mark.parametrize("change", [-40, 40, 10**9])
@pytest.mark.parametrize(("ending", "pack"), [("", bytes), (".gz", gzip.compress)])
def test_a_record_with_a_wrong_length_costs_itself_only(tmp_path: Path, ending: str, pack: Packer, change: int) -> None:
    length = len(answer())
    wrong = response().replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length + change), 1)
    save(tmp_path / f"crawl.warc{ending}", packed_one_by_one([response(), wrong, response(OTHER_PAGE)], pack))

    fine, broken, other = outcomes(tmp_path)

    assert isinstance(broken, Rejected)
    assert isinstance(fine, Capture)
    assert isinstance(other, Capture)
    assert other.body == OTHER_PAGE


@pytest.mark.parametrize("length", ["", "many", "-1", "9" * 5000, "\u0663"])
def test_a_length_that_is_no_number_is_named(tmp_path: Path, length: str) -> None:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n"
    save(tmp_path / "crawl.warc", head.encode())

    assert "its length is no number" in only_rejection(tmp_path).detail


@pytest.mark.parametrize(
    "body",
    [b"no archive", gzip.compress(b"no archive"), b"WARC/1.0\r\n" + b"a: b\r\n" * 99_999],
    ids=["text", "packed", "endless head"],
)
def test_a_file_that_holds_no_record_is_named(tmp_path: Path, body: bytes) -> None:
    save(tmp_path / ("crawl.warc.gz" if body.startswith(b"\x1f") else "crawl.warc"), body)

    assert only_rejection(tmp_path).reason is Reason.UNREADABLE


def test_a_page_that_shows_the_beginning_of_a_record_is_one_page(tmp_path: Path) -> None:
    page = PAGE + response()
    save(tmp_path / "crawl.warc", response(page) + response())

    assert list(captures(tmp_path).values()) == [page, PAGE]


def test_an_answer_without_a_head_s_end_is_named(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc", record(b"HTTP/1.1 200 OK\r\n"))

    assert "the head of the server's answer does not end" in only_rejection(tmp_path).detail


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    save(tmp_path / "crawl.warc.gz", b"")

    assert outcomes(tmp_path) == []


@pytest.mark.parametrize(("name", "make"), [("pages.zip", zipped), ("pages.tar", tarred)])
def test_a_warc_file_in_an_archive_is_rejected_by_name(
    tmp_path: Path, name: str, make: Callable[[list[tuple[str, bytes]]], bytes]
) -> None:
    save(tmp_path / name, make([("crawl.warc.gz", gzip.compress(response()))]))

    assert only_rejection(tmp_path).provenance.source_uri == f"{name}!/crawl.warc.gz"


@pytest.mark.parametrize(("ending", "pack"), [("", bytes), *PACKERS.items()])
@pytest.mark.parametrize("is_together", [True, False])
def test_memory_is_bounded_by_a_page_not_by_the_file(
    tmp_path: Path, ending: str, pack: Packer, is_together: bool
) -> None:
    records = [response(bytes(300_000))] * 100
    save(tmp_path / f"crawl.warc{ending}", pack(b"".join(records)) if is_together else packed_one_by_one(records, pack))
    listing = list_inputs(tmp_path)

    tracemalloc.start()
    read_pages = sum(1 for _ in read(listing.inputs[0], listing.sidecars, Limits(expansion=100_000)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read_pages == 100
    assert most < 20_000_000
