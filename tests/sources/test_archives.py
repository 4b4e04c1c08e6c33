"""An archive becomes captures, one member at a time; what is wrong with it is named, and nothing else is lost."""

import bz2
import gzip
import io
import lzma
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.limits import Limits
from pipeline.outcome import Capture, CapturedAtSource, Reason, Rejected
from pipeline.sources import Skipped, list_inputs, read
from tests.sources.saved import (
    OTHER_PAGE,
    PAGE,
    SAVED_AT,
    captures,
    only_capture,
    only_rejection,
    outcomes,
    rejections,
    save,
    tarred,
    zipped,
)
from tests.sources.test_reading import zstd

Packer = Callable[[bytes], bytes]
PAGES = [("dir/a.html", PAGE), ("b.txt", OTHER_PAGE)]
ENTRY_TIME = SAVED_AT - timedelta(days=400)
ARCHIVES: dict[str, Callable[[list[tuple[str, bytes]]], bytes]] = {
    "pages.zip": zipped,
    "pages.tar": tarred,
    "pages.tar.gz": lambda members: gzip.compress(tarred(members)),
    "pages.tgz": lambda members: gzip.compress(tarred(members)),
    "pages.tar.bz2": lambda members: bz2.compress(tarred(members)),
    "pages.tbz2": lambda members: bz2.compress(tarred(members)),
    "pages.tar.xz": lambda members: lzma.compress(tarred(members)),
    "pages.txz": lambda members: lzma.compress(tarred(members)),
    "pages.tar.zst": lambda members: zstd(tarred(members)),
}
each_archive = pytest.mark.parametrize("name", ARCHIVES)
zip_and_tar = pytest.mark.parametrize("name", ["pages.zip", "pages.tar"])


@each_archive
def test_every_page_of_an_archive_is_read(tmp_path: Path, name: str) -> None:
    save(tmp_path / "sub" / name, ARCHIVES[name](PAGES))

    assert captures(tmp_path) == {f"sub/{name}!/dir/a.html": PAGE, f"sub/{name}!/b.txt": OTHER_PAGE}


@zip_and_tar
@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".zst", zstd)])
def test_a_packed_page_in_an_archive_is_unpacked(tmp_path: Path, name: str, ending: str, pack: Packer) -> None:
    save(tmp_path / name, ARCHIVES[name]([("a.html" + ending, pack(PAGE))]))

    assert only_capture(tmp_path).body == PAGE


@zip_and_tar
def test_a_broken_packed_page_in_an_archive_leaves_the_others(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, ARCHIVES[name]([("a.html.gz", gzip.compress(PAGE)[:-9]), ("b.html", PAGE)]))

    assert [rejected.provenance.source_uri for rejected in rejections(tmp_path)] == [f"{name}!/a.html.gz"]
    assert captures(tmp_path) == {f"{name}!/b.html": PAGE}


@zip_and_tar
def test_what_is_no_page_comes_as_skipped_with_its_ending(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, ARCHIVES[name]([("a.PDF", b""), ("__MACOSX/._a.html", b""), ("README", b"")]))

    assert outcomes(tmp_path) == [
        Skipped(f"{name}!/a.PDF", ".pdf"),
        Skipped(f"{name}!/__MACOSX/._a.html", "(hidden)"),
        Skipped(f"{name}!/README", "(no ending)"),
    ]


@zip_and_tar
def test_an_archive_in_an_archive_is_rejected_by_name(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, ARCHIVES[name]([("inner.zip", zipped(PAGES))]))

    rejected = only_rejection(tmp_path)

    assert (rejected.provenance.source_uri, rejected.reason) == (f"{name}!/inner.zip", Reason.UNREADABLE)
    assert rejected.detail == "an archive inside an archive is not opened; unpack it first"


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_members_time_is_the_entrys(tmp_path: Path, make: Callable[..., bytes]) -> None:
    save(tmp_path / ("pages.zip" if make is zipped else "pages.tar"), make([("a.html", PAGE)], ENTRY_TIME))

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source) == (ENTRY_TIME, CapturedAtSource.ARCHIVE_ENTRY)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("pages.zip", zipped([("a.html", PAGE)], datetime(1980, 1, 1, tzinfo=UTC))),
        ("pages.tar", tarred([("a.html", PAGE)], datetime(1970, 1, 1, tzinfo=UTC))),
    ],
)
def test_an_entry_without_a_time_has_the_archives(tmp_path: Path, name: str, body: bytes) -> None:
    save(tmp_path / name, body)

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source) == (SAVED_AT, CapturedAtSource.FILE_TIME)


@zip_and_tar
def test_two_members_of_one_name_have_two_uris(tmp_path: Path, name: str) -> None:
    with pytest.warns(UserWarning, match="Duplicate name") if name.endswith("zip") else _quietly():
        body = ARCHIVES[name]([("a.html", PAGE), ("a.html", OTHER_PAGE)])
    save(tmp_path / name, body)

    assert captures(tmp_path) == {f"{name}!/a.html": PAGE, f"{name}!/a.html!2": OTHER_PAGE}


def _quietly() -> io.BytesIO:
    return io.BytesIO()


@pytest.mark.parametrize("member", ["../../a.html", "/etc/a.html", "a\nb.html", "C:\\a.html"])
@zip_and_tar
def test_a_members_name_is_never_a_path(tmp_path: Path, name: str, member: str) -> None:
    raw = tmp_path / "raw"
    save(raw / name, ARCHIVES[name]([(member, PAGE)]))

    assert only_capture(raw).body == PAGE
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(["raw", name])


@zip_and_tar
def test_a_member_that_is_too_large_is_rejected_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, ARCHIVES[name]([("a.html", bytes(1001)), ("b.html", bytes(1000))]))

    large, fine = outcomes(tmp_path, Limits(page_bytes=1000))

    assert isinstance(large, Rejected)
    assert (large.reason, large.provenance.size) == (Reason.TOO_LARGE, 1001)
    assert isinstance(fine, Capture)


@zip_and_tar
def test_an_archive_with_too_many_members_is_rejected_after_the_last_that_counts(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, ARCHIVES[name]([(f"{number}.html", PAGE) for number in range(4)]))

    *pages, rejected = outcomes(tmp_path, Limits(archive_members=3))

    assert len(pages) == 3
    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == (name, Reason.TOO_LARGE)


def test_a_bomb_in_a_zip_is_not_unpacked_beyond_the_limit(tmp_path: Path) -> None:
    save(tmp_path / "pages.zip", zipped([("a.html", bytes(100_000_000))]))

    tracemalloc.start()
    rejected = only_rejection(tmp_path, Limits(page_bytes=1_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rejected.reason is Reason.TOO_LARGE
    assert most < 20_000_000


@each_archive
def test_memory_is_bounded_by_a_page_not_by_the_archive(tmp_path: Path, name: str) -> None:
    page = bytes(300_000)
    save(tmp_path / name, ARCHIVES[name]([(f"{number}.html", page) for number in range(100)]))
    listing = list_inputs(tmp_path)

    tracemalloc.start()
    read_pages = sum(1 for _ in read(listing.inputs[0], listing.sidecars, Limits(expansion=100_000)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert read_pages == 100
    assert most < 20_000_000


def test_a_flipped_bit_in_a_zip_costs_that_member_only(tmp_path: Path) -> None:
    body = zipped([("a.html", PAGE), ("b.html", OTHER_PAGE)], method=zipfile.ZIP_STORED)
    save(tmp_path / "pages.zip", body.replace(b"invented", b"inventeD"))

    damaged, whole = outcomes(tmp_path)

    assert isinstance(damaged, Rejected)
    assert damaged.detail == "the zip archive is damaged here (Bad CRC-32 for file 'a.html')"
    assert isinstance(whole, Capture)


def test_a_directory_that_lost_entries_is_not_taken_for_whole(tmp_path: Path) -> None:
    body = bytearray(zipped([("a.html", PAGE), ("b.html", PAGE), ("c.html", PAGE)]))
    directory = body.find(b"PK\x01\x02")
    body[directory + 32] = 46 + len("b.html")  # the first entry's comment covers the second entry
    save(tmp_path / "pages.zip", bytes(body))

    *pages, rejected = outcomes(tmp_path)

    assert len(pages) == 2
    assert isinstance(rejected, Rejected)
    assert "its directory shows 2 members and should show 3" in rejected.detail


def test_a_folder_that_holds_bytes_is_counted(tmp_path: Path) -> None:
    save(tmp_path / "pages.zip", zipped([("a.htm/", PAGE)]))

    assert outcomes(tmp_path) == [Skipped("pages.zip!/a.htm/", ".htm")]


def test_an_encrypted_member_is_rejected_as_such(tmp_path: Path) -> None:
    body = bytearray(zipped([("a.html", PAGE)]))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.find(signature) + flags] |= 1
    save(tmp_path / "pages.zip", bytes(body))

    rejected = only_rejection(tmp_path)

    assert (rejected.reason, rejected.detail) == (Reason.UNREADABLE, "encrypted")


def test_a_member_packed_in_an_unknown_way_is_rejected_as_such(tmp_path: Path) -> None:
    body = bytearray(zipped([("a.html", PAGE)]))
    for signature, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        body[body.find(signature) + method] = 97
    save(tmp_path / "pages.zip", bytes(body))

    assert only_rejection(tmp_path).detail.startswith("packed in a way that cannot be read")


def test_a_link_in_a_zip_is_no_page(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("a.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    save(tmp_path / "pages.zip", packed.getvalue())

    assert only_rejection(tmp_path).detail == "a link, which holds no page"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_a_link_or_device_in_a_tar_is_no_page(tmp_path: Path, kind: bytes) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("a.html")
        entry.type = kind
        entry.linkname = "/etc/passwd"
        archive.addfile(entry)
    save(tmp_path / "pages.tar", packed.getvalue())

    assert only_rejection(tmp_path).detail == "a link or device, which holds no page"


def test_folders_in_archives_are_nothing_of_their_own(tmp_path: Path) -> None:
    save(tmp_path / "pages.zip", zipped([("dir.html/", b"")]))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("dir.html")
        entry.type = tarfile.DIRTYPE
        archive.addfile(entry)
    save(tmp_path / "pages.tar", packed.getvalue())

    assert outcomes(tmp_path) == []


def test_a_cut_zip_has_no_directory_and_is_rejected_whole(tmp_path: Path) -> None:
    save(tmp_path / "pages.zip", zipped(PAGES)[:-30])

    rejected = only_rejection(tmp_path)

    assert (rejected.provenance.source_uri, rejected.reason) == ("pages.zip", Reason.UNREADABLE)
    assert rejected.detail == "the zip archive is damaged here (File is not a zip file)"


MEMBER = 1024
"""A member of PAGES in a tar archive: a header and a block of bytes."""


@pytest.mark.parametrize("cut", [MEMBER + 1, MEMBER + 300, MEMBER + 512, MEMBER + 513, MEMBER + 560, MEMBER])
def test_a_cut_tar_gives_what_was_before_the_cut_and_one_rejection(tmp_path: Path, cut: int) -> None:
    save(tmp_path / "pages.tar", tarred(PAGES)[:cut])

    first, rejected = outcomes(tmp_path)

    assert isinstance(first, Capture)
    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == ("pages.tar", Reason.UNREADABLE)


def test_a_damaged_header_in_a_tar_is_not_taken_for_its_end(tmp_path: Path) -> None:
    body = bytearray(tarred([*PAGES, ("c.html", PAGE)]))
    body[MEMBER] ^= 0xFF
    save(tmp_path / "pages.tar", bytes(body))

    first, rejected = outcomes(tmp_path)

    assert isinstance(first, Capture)
    assert isinstance(rejected, Rejected)
    assert rejected.detail == "the archive is damaged (has no whole header where one is due: bad checksum)"


def test_a_tar_behind_a_tar_is_not_left_out_in_silence(tmp_path: Path) -> None:
    save(tmp_path / "pages.tar", tarred(PAGES) + tarred([("c.html", PAGE)]))

    *_, rejected = outcomes(tmp_path)

    assert isinstance(rejected, Rejected)
    assert "goes on after its end mark" in rejected.detail


def test_endless_padding_behind_a_tar_is_not_read_to_its_end(tmp_path: Path) -> None:
    save(tmp_path / "pages.tar.gz", gzip.compress(tarred(PAGES) + bytes(50_000_000)))

    *_, rejected = outcomes(tmp_path, Limits(padding_bytes=100_000))

    assert isinstance(rejected, Rejected)
    assert "more than 100,000 bytes follow its end mark" in rejected.detail


@pytest.mark.parametrize("lost", [9, 1, 4])
def test_a_packed_tar_is_checked_to_its_last_byte(tmp_path: Path, lost: int) -> None:
    save(tmp_path / "pages.tar.gz", gzip.compress(tarred(PAGES))[:-lost])

    *pages, rejected = outcomes(tmp_path)

    assert len(pages) == 2
    assert isinstance(rejected, Rejected)
    assert "cut short" in rejected.detail


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_empty_file_is_no_archive(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, b"")

    assert only_rejection(tmp_path).reason is Reason.UNREADABLE


def test_an_archive_that_vanished_after_listing_is_rejected(tmp_path: Path) -> None:
    archives = [save(tmp_path / name) for name in ("pages.zip", "pages.tar.gz")]
    listing = list_inputs(tmp_path)
    for archive in archives:
        archive.unlink()

    details = [outcome.detail for source in listing.inputs for outcome in read(source, listing.sidecars)]  # type: ignore[union-attr]  # rejections, or the test fails here

    assert details == ["vanished after it was listed (No such file or directory)"] * 2


def test_a_consumers_own_error_is_not_taken_for_the_archives(tmp_path: Path) -> None:
    save(tmp_path / "pages.zip", zipped(PAGES))
    listing = list_inputs(tmp_path)

    def consume() -> None:
        for _ in read(listing.inputs[0], listing.sidecars):
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        consume()


def test_a_tar_member_of_undecodable_name_is_read(tmp_path: Path) -> None:
    save(tmp_path / "pages.tar", tarred([("caf\udce9.html", PAGE)]))

    assert only_capture(tmp_path).source_uri == "pages.tar!/caf%E9.html"
