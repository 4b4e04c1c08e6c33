"""A page file becomes one capture, or one rejection that says what is wrong with it."""

import bz2
import gzip
import io
import lzma
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.limits import Limits
from pipeline.outcome import CapturedAtSource, Reason
from pipeline.sources import Sidecars, list_inputs, read
from pipeline.sources.faults import TooLargeError
from pipeline.sources.packing import bounded
from pipeline.sources.zstd import ZstdError, ZstdFile
from tests.sources.saved import OTHER_PAGE, PAGE, SAVED_AT, only_capture, only_rejection, save


def zstd(body: bytes) -> bytes:
    packed = io.BytesIO()
    with ZstdFile(packed, "w") as stream:
        stream.write(body)
    return packed.getvalue()


PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstd}
each_packing = pytest.mark.parametrize(("ending", "pack"), PACKERS.items(), ids=PACKERS)
Packer = Callable[[bytes], bytes]


def test_a_plain_page_is_read_as_it_is(tmp_path: Path) -> None:
    save(tmp_path / "a.html")

    capture = only_capture(tmp_path)

    assert (capture.source_uri, capture.body, capture.url) == ("a.html", PAGE, None)
    assert (capture.captured_at, capture.captured_at_source) == (SAVED_AT, CapturedAtSource.FILE_TIME)


def test_an_empty_page_is_read_too(tmp_path: Path) -> None:
    save(tmp_path / "a.html", b"")

    assert only_capture(tmp_path).body == b""


@each_packing
def test_a_packed_page_is_unpacked(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"a.html{ending}", pack(PAGE))

    assert only_capture(tmp_path).body == PAGE


@each_packing
def test_a_packed_page_in_several_parts_is_read_whole(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"a.html{ending}", pack(PAGE) + pack(OTHER_PAGE))

    assert only_capture(tmp_path).body == PAGE + OTHER_PAGE


@each_packing
def test_a_packed_page_that_is_cut_is_rejected(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"a.html{ending}", pack(PAGE * 50)[:-9])

    rejected = only_rejection(tmp_path)

    assert rejected.reason is Reason.UNREADABLE
    assert "its compressed bytes are cut short" in rejected.detail


@each_packing
def test_a_packed_page_that_is_damaged_is_rejected(tmp_path: Path, ending: str, pack: Packer) -> None:
    packed = bytearray(pack(bytes(range(256)) * 50))
    for position in range(len(packed) // 2, len(packed) - 2):
        packed[position] ^= 0x5A
    save(tmp_path / f"a.html{ending}", bytes(packed))

    assert only_rejection(tmp_path).reason is Reason.UNREADABLE


def test_a_page_that_is_not_packed_as_its_name_says_is_rejected(tmp_path: Path) -> None:
    save(tmp_path / "a.html.gz")

    rejected = only_rejection(tmp_path)

    assert rejected.reason is Reason.UNREADABLE
    assert rejected.detail == "cannot be read (Not a gzipped file (b'<!'))"


def test_a_rejection_names_page_size_and_time_but_no_bytes(tmp_path: Path) -> None:
    save(tmp_path / "a.html.gz", b"no gzip")

    provenance = only_rejection(tmp_path).provenance

    assert (provenance.source_uri, provenance.capture_id, provenance.size) == ("a.html.gz", None, 7)
    assert (provenance.captured_at, provenance.captured_at_source) == (SAVED_AT, CapturedAtSource.FILE_TIME)


def test_a_page_of_just_the_limit_is_read(tmp_path: Path) -> None:
    save(tmp_path / "a.html", b"x" * 1000)
    (source,) = list_inputs(tmp_path).inputs

    (outcome,) = read(source, Sidecars(), Limits(page_bytes=1000))

    assert outcome.body == b"x" * 1000  # type: ignore[union-attr]  # a capture, or the test fails here


def test_a_page_beyond_the_first_read_is_read_whole(tmp_path: Path) -> None:
    body = PAGE * 30_000
    save(tmp_path / "a.html", body)

    assert only_capture(tmp_path).body == body


def test_a_page_one_byte_too_large_is_rejected(tmp_path: Path) -> None:
    save(tmp_path / "a.html", b"x" * 1001)

    rejected = only_rejection(tmp_path, Limits(page_bytes=1000))

    assert (rejected.reason, rejected.detail) == (Reason.TOO_LARGE, "more than 1,000 bytes")


@each_packing
def test_a_bomb_is_not_unpacked_beyond_the_limit(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"a.html{ending}", pack(bytes(100_000_000)))

    tracemalloc.start()
    rejected = only_rejection(tmp_path, Limits(page_bytes=1_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rejected.reason is Reason.TOO_LARGE
    assert most < 20_000_000


def test_a_page_that_vanished_after_listing_is_rejected(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html")
    listing = list_inputs(tmp_path)
    page.unlink()

    (rejected,) = read(listing.inputs[0], listing.sidecars)

    assert rejected.detail == "vanished after it was listed (No such file or directory)"  # type: ignore[union-attr]  # as above


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (PermissionError(13, "Permission denied", "/secret/a.html"), "no permission to read it (Permission denied)"),
        (OSError(5, "Input/output error", "/secret/a.html"), "cannot be read (Input/output error)"),
        (ZstdError("bad"), "its compressed bytes are damaged (bad)"),
    ],
)
def test_a_page_that_the_system_withholds_is_rejected_without_the_machines_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, detail: str
) -> None:
    save(tmp_path / "a.html")

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)

    rejected = only_rejection(tmp_path)

    assert (rejected.reason, rejected.detail) == (Reason.UNREADABLE, detail)


def test_a_page_that_became_a_folder_is_rejected(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html")
    listing = list_inputs(tmp_path)
    page.unlink()
    page.mkdir()

    (rejected,) = read(listing.inputs[0], listing.sidecars)

    assert rejected.detail == "cannot be read (Is a directory)"  # type: ignore[union-attr]  # as above


class Trickle(io.BytesIO):
    """Gives less than it is asked for, as a file on a network does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(7, 7 if size is None or size < 0 else size))


def test_a_short_read_is_not_taken_for_the_end() -> None:
    assert bounded(Trickle(PAGE), len(PAGE)) == PAGE


def test_a_stream_of_short_reads_is_bounded_too() -> None:
    stream = Trickle(PAGE)

    with pytest.raises(TooLargeError):
        bounded(stream, 20)
    assert stream.tell() == 21


def test_a_page_that_comes_in_short_reads_is_captured_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "a.html")
    monkeypatch.setattr(Path, "open", lambda *_, **__: Trickle(PAGE))

    assert only_capture(tmp_path).body == PAGE
