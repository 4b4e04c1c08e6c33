"""What a list of files names is found as in its folder, once; a line that names nothing costs itself."""

import bz2
import gzip
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.outcome import Capture, Reason, Rejected
from pipeline.raw import FileList, ObjectPath, Raw
from pipeline.sources import InputKind, confirm_there, list_inputs, many_objects, read_all, stores
from pipeline.sources.list_lines import LONGEST
from tests.sources.crawled import packed_one_by_one, response
from tests.sources.saved import OTHER_PAGE, PAGE, save, tarred, zipped
from tests.stores import Bucket, Fault, fails, only

NOTES = b'{"file": "a.html", "captured_at": "2023-12-01T10:00:00Z", "url": "https://x.example/"}\n'


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    backoff = {"init_backoff": timedelta(milliseconds=1), "max_backoff": timedelta(milliseconds=2), "base": 2}
    monkeypatch.setattr(
        stores, "RETRIES", {"max_retries": 1, "backoff": backoff, "retry_timeout": timedelta(seconds=20)}
    )


def write_list(place: Path, *lines: str | Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="surrogateescape")
    return place


def uris(raw: Raw) -> list[str]:
    return [source.uri for source in list_inputs(raw).inputs]


def rejections(raw: Raw) -> dict[str, str]:
    listing = list_inputs(raw)
    return {
        found.provenance.source_uri: found.detail
        for found in read_all(listing.inputs, listing.sidecars)
        if isinstance(found, Rejected)
    }


# What a list is


@pytest.mark.parametrize("ending", [".uris", ".lst", ".paths", ".LST"])
def test_a_file_is_a_list_by_its_ending(tmp_path: Path, ending: str) -> None:
    save(tmp_path / "a.html")

    assert uris(write_list(tmp_path / f"crawl{ending}", "a.html")) == ["a.html"]


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress)])
def test_a_list_may_be_packed(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    save(tmp_path / "a.html")

    assert uris(save(tmp_path / f"warc.paths{ending}", pack(b"a.html\n"))) == ["a.html"]


def test_with_a_base_any_file_is_a_list(tmp_path: Path) -> None:
    save(tmp_path / "pages" / "a.html")

    assert uris(FileList(write_list(tmp_path / "list.txt", "a.html"), tmp_path / "pages")) == ["a.html"]


def test_a_folder_that_is_called_like_a_list_is_a_folder(tmp_path: Path) -> None:
    save(tmp_path / "crawl.lst" / "a.html")

    assert uris(tmp_path / "crawl.lst") == ["a.html"]


def test_a_list_in_a_folder_is_no_page_and_is_not_followed(tmp_path: Path) -> None:
    save(tmp_path / "elsewhere" / "b.html")
    save(tmp_path / "raw" / "a.html")
    write_list(tmp_path / "raw" / "c.lst", tmp_path / "elsewhere" / "b.html")

    listing = list_inputs(tmp_path / "raw")

    assert ([source.uri for source in listing.inputs], listing.ignored) == (["a.html"], {".lst": 1})


# Lines


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ends_of_lines_blanks_comments_and_a_byte_order_mark_say_nothing(tmp_path: Path, end: str) -> None:
    for name in ("a.html", "b.html"):
        save(tmp_path / name)
    text = end.join(["\ufeffa.html", "", "  ", "# c.html", " \tb.html "])

    assert uris(save(tmp_path / "x.lst", text.encode())) == ["a.html", "b.html"]


def test_what_is_named_twice_in_whatever_way_is_read_once(tmp_path: Path) -> None:
    page = save(tmp_path / "a" / "b.html")
    lines = ("a/b.html", "./a/b.html", "a//b.html", "a/../a/b.html", page)

    assert uris(write_list(tmp_path / "x.lst", *lines)) == ["a/b.html"]


def test_a_name_that_begins_with_a_mark_is_written_with_its_folder(tmp_path: Path) -> None:
    save(tmp_path / "#a.html")

    assert uris(write_list(tmp_path / "x.lst", "./#a.html")) == ["%23a.html"]


def test_nothing_in_a_line_is_decoded(tmp_path: Path) -> None:
    save(tmp_path / "50%25.html")

    assert uris(write_list(tmp_path / "x.lst", "50%25.html")) == ["50%2525.html"]


def test_a_name_that_is_no_utf_8_is_found(tmp_path: Path) -> None:
    save(tmp_path / os.fsdecode(b"caf\xe9.html"))

    assert uris(save(tmp_path / "x.lst", b"caf\xe9.html\n")) == ["caf%E9.html"]


def test_every_kind_of_file_may_be_named(tmp_path: Path) -> None:
    kinds = {
        "a.html": (PAGE, InputKind.PAGE),
        "b.txt.gz": (gzip.compress(PAGE), InputKind.PAGE),
        "c.zip": (zipped([("a.html", PAGE)]), InputKind.ARCHIVE),
        "d.tar": (tarred([("a.html", PAGE)]), InputKind.ARCHIVE),
        "e.warc.gz": (packed_one_by_one([response()]), InputKind.WARC),
        "f.jsonl": (b'{"html": "<p>A</p>"}\n', InputKind.LINES),
    }
    for name, (body, _) in kinds.items():
        save(tmp_path / "raw" / name, body)
    files = write_list(tmp_path / "raw" / "x.lst", *kinds)

    assert {source.uri: source.kind for source in list_inputs(files).inputs} == {
        name: kind for name, (_, kind) in kinds.items()
    }


def test_a_file_that_is_no_page_is_counted_as_in_a_folder(tmp_path: Path) -> None:
    save(tmp_path / "notes.pdf")

    listing = list_inputs(write_list(tmp_path / "x.lst", "notes.pdf"))

    assert (tuple(listing.inputs), listing.ignored) == ((), {".pdf": 1})


# The same as by folder


def test_a_file_is_the_same_input_as_when_its_folder_is_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for name in ("b/c.html", "a.html", "50%!.html", "z.zip"):
        save(raw / name, PAGE)
    save(raw / "captures.jsonl", NOTES)
    save(raw / "b" / "captures.jsonl", b'{"file": "c.html", "url": "https://y.example/"}\n')
    files = FileList(write_list(tmp_path / "x.lst", "z.zip", raw / "a.html", "b/c.html", "50%!.html"), raw)

    assert list_inputs(files) == list_inputs(raw)


def test_a_base_that_is_a_link_names_files_by_either_way(tmp_path: Path) -> None:
    save(tmp_path / "real" / "a.html")
    save(tmp_path / "real" / "b.html")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    lines = (tmp_path / "real" / "a.html", tmp_path / "link" / "b.html")

    assert uris(FileList(write_list(tmp_path / "x.lst", *lines), tmp_path / "link")) == ["a.html", "b.html"]


def test_a_file_elsewhere_is_named_by_its_whole_path_with_the_notes_beside_it(tmp_path: Path) -> None:
    page = save(tmp_path / "elsewhere" / "a.html")
    save(tmp_path / "elsewhere" / "captures.jsonl", NOTES)

    listing = list_inputs(write_list(tmp_path / "raw" / "x.lst", page))

    (found,) = read_all(listing.inputs, listing.sidecars)
    assert isinstance(found, Capture)
    assert (found.source_uri, found.url) == (str(page), "https://x.example/")


# Nothing is lost


def test_what_is_not_there_is_one_rejection_that_says_so(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    save(tmp_path / "b" / "b.html")
    os.mkfifo(tmp_path / "pipe.html")
    lines = ("a.html", "gone.html", "gone.html", "b", "pipe.html", "a.html/c.html")

    assert rejections(write_list(tmp_path / "x.lst", *lines)) == {
        "gone.html": "a list names it, and nothing is there",
        "b": "a list names it, and it is a folder: only files are read",
        "pipe.html": "a list names it, and it is no file",
        "a.html/c.html": "cannot be read (Not a directory)",
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/36000001/", "a place is a folder, or an address with s3://"),
        ("s3:///a.html", "names no bucket"),
        ("s3://bucket/a/../b.html", "a part of the address is empty, '.' or '..'"),
        ("a\0b.html", "a name with a zero byte"),
        ("s3://bucket/caf\udce9.html", "a name that is no UTF-8"),
    ],
)
def test_a_line_that_is_no_name_is_one_rejection_that_says_why(tmp_path: Path, line: str, why: str) -> None:
    (said,) = rejections(write_list(tmp_path / "x.lst", line, line)).values()

    assert said.startswith("not a name of a file: ")
    assert why in said


def test_a_name_of_bytes_that_no_file_system_takes_is_a_rejection(tmp_path: Path) -> None:
    (said,) = rejections(write_list(tmp_path / "x.lst", "x" * 300 + ".html")).values()

    assert said == "cannot be read (File name too long)"


def test_lines_beyond_any_name_are_a_rejection_each_and_the_next_is_read(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    files = write_list(tmp_path / "x.lst", "x" * 10 * LONGEST, "x" * 11 * LONGEST, "a.html")

    assert list(rejections(files)) == [f"{'x' * 1_000}… (line {number})" for number in (1, 2)]
    assert "a.html" in uris(files)


def test_what_is_not_there_is_unreadable_and_has_no_time(tmp_path: Path) -> None:
    listing = list_inputs(write_list(tmp_path / "x.lst", "gone.html"))

    (found,) = read_all(listing.inputs, listing.sidecars)
    assert isinstance(found, Rejected)
    assert (found.reason, found.provenance.captured_at, found.provenance.size) == (Reason.UNREADABLE, None, 0)


# The list itself


def test_a_list_that_breaks_off_is_an_error_not_a_gap(tmp_path: Path) -> None:
    packed = save(tmp_path / "x.paths.gz", gzip.compress(b"a.html\n" * 1_000)[:-9])

    with pytest.raises(SourceError, match=r"x\.paths\.gz: its compressed bytes are cut short.*Make the list readable"):
        list_inputs(packed)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no\.lst: there is no such file"):
        confirm_there(FileList(tmp_path / "no.lst", tmp_path))


def test_a_base_that_is_not_there_is_told(tmp_path: Path) -> None:
    files = write_list(tmp_path / "x.lst", "a.html")

    with pytest.raises(SourceError, match="nowhere: there is no such folder"):
        confirm_there(FileList(files, tmp_path / "nowhere"))


# Stores


def _only_lists(bucket: Bucket, fault: Fault) -> Fault:
    return lambda request, answer: fault(request, answer) if request.path == f"/{bucket.name}" else answer()


def requests(bucket: Bucket) -> list[str]:
    return [f"{seen.method} {seen.path.removeprefix(f'/{bucket.name}')}" for seen in bucket.server.seen]


def test_objects_and_files_may_be_named_in_one_list(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put("pages/a b.html", OTHER_PAGE)
    save(tmp_path / "c.html")
    files = write_list(tmp_path / "x.lst", f"{bucket.url}/pages/a b.html", "c.html")

    listing = list_inputs(files)

    bodies = {
        one.source_uri: one.body for one in read_all(listing.inputs, listing.sidecars) if isinstance(one, Capture)
    }
    assert bodies == {"c.html": PAGE, f"{bucket.url}/pages/a b.html": OTHER_PAGE}


def test_an_object_is_the_same_input_as_when_its_prefix_is_read(bucket: Bucket, tmp_path: Path) -> None:
    for name in ("b/c.html", "a.html", "50%!.html"):
        bucket.put(f"pages/{name}", PAGE)
    bucket.put("pages/captures.jsonl", NOTES)
    base = bucket.raw / "pages"
    lines = ("b/c.html", f"{bucket.url}/pages/a.html", "./50%!.html")

    assert list_inputs(FileList(write_list(tmp_path / "x.lst", *lines), base)) == list_inputs(base)


def test_keys_of_common_crawl_begin_at_a_base(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put("crawl-data/CC-MAIN-2023-50/a.warc.gz", packed_one_by_one([response()]))
    files = save(tmp_path / "warc.paths.gz", gzip.compress(b"crawl-data/CC-MAIN-2023-50/a.warc.gz\n"))

    assert uris(FileList(files, bucket.raw)) == ["crawl-data/CC-MAIN-2023-50/a.warc.gz"]


def test_a_list_may_lie_in_the_store_beside_what_it_names(bucket: Bucket) -> None:
    bucket.put("pages/a.html", PAGE)
    bucket.put("pages/x.lst", b"a.html\n")

    confirm_there(bucket.raw / "pages" / "x.lst")
    assert uris(bucket.raw / "pages" / "x.lst") == ["a.html"]


def test_objects_that_lie_together_take_few_requests(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_objects, "AT_A_TIME", 2)
    names = [f"pages/{number:03d}.html" for number in range(300)]
    bucket.put_all((name, PAGE) for name in names)
    files = write_list(tmp_path / "x.lst", *(f"{bucket.url}/{name}" for name in names))
    bucket.server.seen.clear()

    assert len(uris(files)) == 300
    assert len(requests(bucket)) < 10


def test_objects_that_lie_far_apart_take_no_listing_of_what_is_between(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "7")
    monkeypatch.setattr(stores, "KEYS_AT_A_TIME", 7)
    monkeypatch.setattr(many_objects, "AT_A_TIME", 1)
    bucket.put_all((f"pages/{number:03d}.html", PAGE) for number in range(200))
    files = write_list(tmp_path / "x.lst", *(f"{bucket.url}/pages/{number:03d}.html" for number in (5, 195)))
    bucket.server.seen.clear()

    assert len(uris(files)) == 2
    assert len(requests(bucket)) <= 3 + 1  # with the notes that may lie beside them, which are asked for once more


def test_whoever_may_not_list_asks_for_each(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put("a.html", PAGE)
    files = write_list(tmp_path / "x.lst", f"{bucket.url}/a.html", f"{bucket.url}/b.html")
    bucket.server.fault = _only_lists(bucket, fails(403, "AccessDenied"))

    assert uris(files) == [f"{bucket.url}/{name}.html" for name in "ab"]
    assert rejections(files) == {f"{bucket.url}/b.html": "a list names it, and nothing is there"}


def test_an_object_that_is_refused_is_a_rejection(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put("a.html", PAGE)
    files = write_list(tmp_path / "x.lst", f"{bucket.url}/a.html", f"{bucket.url}/b.html")
    bucket.server.fault = only("b.html", fails(403, "AccessDenied"))

    (said,) = rejections(files).values()
    assert said.startswith("no permission to read it")


def test_a_store_that_lets_nobody_in_is_an_error(bucket: Bucket, tmp_path: Path) -> None:
    files = write_list(tmp_path / "x.lst", f"{bucket.url}/a.html")
    bucket.server.fault = fails(403, "AccessDenied")

    with pytest.raises(SourceError, match="nothing that the list names there can be had: no permission"):
        list_inputs(files)


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_not_there_costs_its_lines(tmp_path: Path) -> None:
    save(tmp_path / "a.html")
    files = write_list(tmp_path / "x.lst", "a.html", "s3://no-such-bucket/a.html", "s3://no-such-bucket")

    assert list(rejections(files)) == ["s3://no-such-bucket", "s3://no-such-bucket/a.html"]


def test_a_store_that_does_not_answer_is_an_error(bucket: Bucket, tmp_path: Path) -> None:
    files = write_list(tmp_path / "x.lst", f"{bucket.url}/a.html")
    bucket.server.fault = fails(500, "InternalError")

    with pytest.raises(SourceError, match="cannot be listed"):
        list_inputs(files)


def test_a_store_in_an_order_of_its_own_loses_nothing(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put_all((f"{number}.html", PAGE) for number in range(9))
    files = write_list(tmp_path / "x.lst", *(f"{bucket.url}/{number}.html" for number in range(9)))
    monkeypatch.setattr(many_objects, "page_after", _backwards)

    assert not rejections(files)


def _backwards(prefix: ObjectPath, key: str) -> list[stores.StoredObject]:
    return stores.page_after(prefix, key)[:0:-1]
