"""Pages in an object store are found, named, read and rejected as those of a folder are."""

import pickle
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.errors import SourceError
from pipeline.limits import Limits
from pipeline.outcome import Capture, CapturedAtSource, Reason, Rejected
from pipeline.raw import ObjectPath, Raw
from pipeline.sources import Input, InputKind, Sidecars, confirm_there, list_inputs, read, read_all, stores
from pipeline.sources.ahead import AT_A_TIME, BYTES_AHEAD, fetched_ahead
from tests.sources.saved import OTHER_PAGE, PAGE, SAVED_AT, save, tarred, zipped
from tests.stores import Bucket, Fault, cuts, drops, fails, only, shrinks, waits

WINDOW = 2**23
"""The most that is asked for at a time."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two more tries, at once."""
    backoff = {"init_backoff": timedelta(milliseconds=1), "max_backoff": timedelta(milliseconds=2), "base": 2}
    retries = {"max_retries": 2, "backoff": backoff, "retry_timeout": timedelta(seconds=20)}
    monkeypatch.setattr(stores, "RETRIES", retries)


def uris(raw: Raw) -> list[str]:
    return [source.uri for source in list_inputs(raw).inputs]


def outcomes(raw: Raw, limits: Limits | None = None) -> dict[str, bytes | str]:
    """By URI, a page's bytes, or what is said of it."""
    listing = list_inputs(raw)
    found: dict[str, bytes | str] = {}
    for outcome in read_all(listing.inputs, listing.sidecars, limits or Limits()):
        if isinstance(outcome, Capture):
            found[outcome.source_uri] = outcome.body
        elif isinstance(outcome, Rejected):
            found[outcome.provenance.source_uri] = f"{outcome.reason.value}: {outcome.detail}"
    return found


def read_later(bucket: Bucket, change: Callable[[], object]) -> Rejected:
    """What becomes of the only object of a bucket if something happens between listing and reading."""
    (source,) = list_inputs(bucket.raw).inputs
    change()
    (outcome,) = read(source, Sidecars())
    assert isinstance(outcome, Rejected)
    return outcome


# Listing


def test_objects_have_the_uris_and_the_order_of_files(bucket: Bucket, tmp_path: Path) -> None:
    names = (
        "b.html",
        "a/c.txt.gz",
        "a/d/e/pages.zip",
        "a-b.html",
        "a.html",
        "notes.pdf",
        "a/.hidden.html",
        ".git/a.html",
    )
    odd = (
        "a b.html",
        "50%.html",
        "a#b!c.html",
        "caf\u00e9.html",
        "q?x=1&y.html",
        "+~*'\"<>|{}^`[].html",
        "\\.html",
        "%2F.html",
    )
    for name in (*names, *odd):
        save(tmp_path / name)
        bucket.put(name, PAGE)

    assert uris(bucket.raw) == uris(tmp_path)
    assert outcomes(bucket.raw) == outcomes(tmp_path)


def test_what_is_no_page_is_counted_by_ending(bucket: Bucket) -> None:
    for name in ("a.html", "a.PDF", "b/c.pdf", "README", "b/.hidden.html", ".git/config"):
        bucket.put(name, b"x")

    assert list_inputs(bucket.raw).ignored == {"(hidden)": 2, "(no ending)": 1, ".pdf": 2}


def test_only_what_lies_below_the_prefix_is_listed(bucket: Bucket) -> None:
    for name in ("pages/a.html", "pages-2/b.html", "pages.html", "other/pages/c.html"):
        bucket.put(name, PAGE)

    assert uris(bucket.raw / "pages") == ["a.html"]


def test_a_prefix_with_odd_characters_is_found(bucket: Bucket) -> None:
    bucket.put("my pages/50%+#?/a.html", PAGE)

    assert outcomes(bucket.raw / "my pages/50%+#?") == {"a.html": PAGE}


def test_an_input_says_what_tells_a_change(bucket: Bucket) -> None:
    bucket.put("a/b.html", PAGE)

    (before,) = list_inputs(bucket.raw / "a").inputs
    bucket.put("a/b.html", PAGE.swapcase())
    (after,) = list_inputs(bucket.raw / "a").inputs

    assert (before.path, before.uri, before.size) == (bucket.raw / "a/b.html", "b.html", len(PAGE))
    assert (before.kind, before.inode, before.changed_at_ns) == (InputKind.PAGE, None, None)
    assert before.etag
    assert after.size == before.size
    assert after.etag != before.etag


def test_an_input_of_a_store_travels_to_other_processes_and_is_small(bucket: Bucket) -> None:
    bucket.put_all((f"folder/{number}.html", PAGE) for number in range(20))
    inputs = list_inputs(bucket.raw / "folder").inputs

    packed = pickle.dumps(inputs)

    assert pickle.loads(packed) == inputs  # noqa: S301  our own bytes
    assert len(packed) < 20 * 400


def test_a_listing_of_many_answers_is_whole(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "7")
    names = [f"{number:02d}.html" for number in range(30)]
    bucket.put_all((name, PAGE) for name in names)

    assert uris(bucket.raw) == names
    assert len([seen for seen in bucket.server.seen if seen.path == f"/{bucket.name}"]) == 5


def test_marks_of_folders_are_neither_pages_nor_counted(bucket: Bucket) -> None:
    for key in ("pages/", "pages/a.html/", "pages/a.html/b.html", "pages/c/", "pages/c/d.html"):
        bucket.put(key, b"" if key.endswith("/") else PAGE)

    listing = list_inputs(bucket.raw / "pages")

    assert [source.uri for source in listing.inputs] == ["a.html/b.html", "c/d.html"]
    assert listing.ignored == {}


def test_an_empty_object_is_a_page_as_an_empty_file_is(bucket: Bucket) -> None:
    bucket.put("a.html", b"")

    assert outcomes(bucket.raw) == {"a.html": b""}


def test_one_object_may_be_named_and_is_read_with_the_notes_beside_it(bucket: Bucket) -> None:
    bucket.put("pages/50%.html", PAGE)
    bucket.put("pages/b.html", PAGE)
    bucket.put("pages/captures.jsonl", b'{"file": "50%.html", "captured_at": "2023-12-01T10:00:00Z"}\n')

    (source,) = (listing := list_inputs(bucket.raw / "pages/50%.html")).inputs
    (outcome,) = read(source, listing.sidecars)

    assert isinstance(outcome, Capture)
    assert (outcome.source_uri, outcome.captured_at) == ("50%25.html", SAVED_AT)


def test_a_folder_may_be_named_like_a_page(bucket: Bucket) -> None:
    bucket.put("crawl.html/a.html", PAGE)

    assert uris(bucket.raw / "crawl.html") == ["a.html"]


def test_notes_of_a_crawler_hold_for_the_objects_beside_them(bucket: Bucket) -> None:
    bucket.put("a/b.html", PAGE)
    bucket.put(
        "a/captures.jsonl", b'{"file": "b.html", "captured_at": "2023-12-01T10:00:00Z", "url": "https://x.example/"}'
    )

    (source,) = (listing := list_inputs(bucket.raw)).inputs
    (outcome,) = read(source, listing.sidecars)

    assert isinstance(outcome, Capture)
    assert (outcome.captured_at, outcome.captured_at_source) == (SAVED_AT, CapturedAtSource.SIDECAR)
    assert outcome.url == "https://x.example/"


def test_notes_that_are_wrong_are_named_with_their_address(bucket: Bucket) -> None:
    bucket.put("a/captures.jsonl", b"{}\n{}")

    with pytest.raises(SourceError, match=rf'{bucket.url}/a/captures\.jsonl, line 1: "file" is missing'):
        list_inputs(bucket.raw)


def test_notes_that_cannot_be_read_are_an_error(bucket: Bucket) -> None:
    bucket.put("captures.jsonl", b"{}")
    bucket.server.fault = only("captures.jsonl", fails(403, "AccessDenied"))

    with pytest.raises(
        SourceError, match=r"captures\.jsonl: no permission to read it \(AccessDenied: Said the store\)"
    ):
        list_inputs(bucket.raw)


@pytest.mark.parametrize("key", ["a//b.html", "a/./b.html", "a/../b.html"])
def test_a_key_that_cannot_be_asked_for_is_an_error_not_a_gap(bucket: Bucket, key: str) -> None:
    bucket.put("a.html", PAGE)
    bucket.request("PUT", key, PAGE)

    with pytest.raises(SourceError, match=f'"{key}".*rename the object, or name a folder that does not hold it'):
        list_inputs(bucket.raw)


@pytest.mark.parametrize("key", ["a.html/", "/a.html"])
def test_a_page_whose_key_begins_or_ends_with_a_slash_has_a_row_that_says_so(bucket: Bucket, key: str) -> None:
    bucket.put(key, PAGE)

    (said,) = outcomes(bucket.raw).values()

    assert str(said).startswith("unreadable: vanished after it was listed, or its key begins or ends with a slash")


# Access


@pytest.mark.usefixtures("bucket")
def test_a_bucket_that_is_missing_is_named_with_what_to_check() -> None:
    with pytest.raises(SourceError, match=r"s3://no-such-bucket: cannot be listed \(NoSuchBucket: .*AWS_ENDPOINT_URL"):
        confirm_there(ObjectPath("s3://no-such-bucket", ""))


@pytest.mark.parametrize(
    ("status", "code"), [(403, "AccessDenied"), (401, "Unauthorized"), (403, "InvalidAccessKeyId")]
)
def test_a_store_that_lets_nobody_in_is_told_with_the_variables_that_open_it(
    bucket: Bucket, status: int, code: str
) -> None:
    bucket.server.fault = fails(status, code)

    with pytest.raises(SourceError, match=rf"{bucket.url}: cannot be listed \({code}: .*AWS_ACCESS_KEY_ID"):
        confirm_there(bucket.raw)


def test_credentials_that_are_missing_are_asked_for(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")

    with pytest.raises(
        SourceError, match=rf"{bucket.url}: cannot be listed \(.*Set .*AWS_ACCESS_KEY_ID and AWS_SECRET"
    ):
        confirm_there(bucket.raw)


def test_a_plain_http_endpoint_is_told_the_variable_that_allows_it(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")

    with pytest.raises(SourceError, match="AWS_ALLOW_HTTP=true"):
        confirm_there(bucket.raw)


@pytest.mark.parametrize("address", ["localhost:9000", "127.0.0.1:9000", "", "http:/x", "http://"])
def test_an_endpoint_that_is_no_address_is_told(bucket: Bucket, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)

    with pytest.raises(SourceError, match=f"AWS_ENDPOINT_URL is '{address}'; write it like https://"):
        confirm_there(bucket.raw)


def test_an_endpoint_that_does_not_answer_is_told(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")

    with pytest.raises(SourceError, match=r"cannot be listed \(HTTP error.*Check the network.*AWS_ENDPOINT_URL"):
        confirm_there(bucket.raw)


@pytest.mark.parametrize(
    ("address", "variables", "asked"),
    [
        ("az://container", {}, "AZURE_STORAGE_ACCOUNT_NAME"),
        ("gs://bucket", {"GOOGLE_SERVICE_ACCOUNT_KEY": "{}"}, "GOOGLE_APPLICATION_CREDENTIALS"),
    ],
)
def test_other_stores_ask_for_their_own_variables(
    monkeypatch: pytest.MonkeyPatch, address: str, variables: dict[str, str], asked: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SourceError, match=f"{address}: cannot be listed .*{asked}"):
        confirm_there(ObjectPath(address, ""))


def test_a_prefix_that_holds_nothing_gives_an_empty_listing(bucket: Bucket) -> None:
    confirm_there(bucket.raw / "nowhere")

    assert not list_inputs(bucket.raw / "nowhere").inputs


# Reading


def test_an_object_that_vanished_is_rejected(bucket: Bucket) -> None:
    bucket.put("a.html", PAGE)

    rejected = read_later(bucket, lambda: bucket.delete("a.html"))

    assert rejected.reason is Reason.UNREADABLE
    assert rejected.detail.startswith("vanished after it was listed")
    assert (rejected.provenance.source_uri, rejected.provenance.size) == ("a.html", len(PAGE))


def test_an_object_that_changed_is_rejected_though_its_size_did_not(bucket: Bucket) -> None:
    bucket.put("a.html", PAGE)

    rejected = read_later(bucket, lambda: bucket.put("a.html", PAGE.swapcase()))

    assert rejected.reason is Reason.UNREADABLE
    assert rejected.detail.startswith("changed after it was listed")


@pytest.mark.parametrize(("name", "pack"), [("a.zip", zipped), ("a.tar", tarred)])
def test_an_archive_that_changed_is_rejected(bucket: Bucket, name: str, pack: Callable[..., bytes]) -> None:
    bucket.put(name, pack([("a.html", PAGE)]))

    rejected = read_later(bucket, lambda: bucket.put(name, pack([("b.html", OTHER_PAGE)])))

    assert rejected.provenance.source_uri == name
    assert rejected.detail.startswith("changed after it was listed")


def _set_fault(bucket: Bucket, fault: Fault) -> None:
    bucket.server.fault = fault


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (fails(500, "InternalError"), "cannot be read (InternalError: Said the store)"),
        (fails(503, "SlowDown"), "cannot be read (SlowDown: Said the store)"),
        (fails(403, "AccessDenied"), "no permission to read it (AccessDenied: Said the store)"),
        (drops(), "cannot be read (HTTP error: error sending request)"),
        (shrinks(10), f"cut short or changed: 10 bytes came where {len(PAGE)} were listed"),
        (cuts(10, times=1_000), "cannot be read ("),
    ],
    ids=["500", "503", "403", "drops", "shrinks", "cuts"],
)
def test_a_page_that_is_withheld_is_rejected_and_the_others_are_read(bucket: Bucket, fault: Fault, said: str) -> None:
    bucket.put_all((name, PAGE) for name in ("a.html", "b.html", "c.html"))
    listing = list_inputs(bucket.raw)
    bucket.server.fault = only("b.html", fault)

    first, second, third = read_all(listing.inputs, listing.sidecars)

    assert isinstance(second, Rejected)
    assert second.reason is Reason.UNREADABLE
    assert second.detail.startswith(said)
    assert all(isinstance(outcome, Capture) and outcome.body == PAGE for outcome in (first, third))


@pytest.mark.parametrize(
    "fault",
    [fails(500, "InternalError", 2), fails(503, "SlowDown", 2), drops(2), cuts(10, 1)],
    ids=["500", "503", "drops", "cuts"],
)
@pytest.mark.parametrize("name", ["a.html", "a.zip", "a.tar"])
def test_what_fails_for_a_while_is_asked_for_again(bucket: Bucket, fault: Fault, name: str) -> None:
    bucket.put(name, {"a.html": PAGE, "a.zip": zipped([("b", PAGE)]), "a.tar": tarred([("b", PAGE)])}[name])
    listing = list_inputs(bucket.raw)
    bucket.server.fault = fault

    assert not [found for found in read_all(listing.inputs, listing.sidecars) if isinstance(found, Rejected)]
    assert len(bucket.server.seen) > 1


def test_an_answer_that_does_not_come_is_asked_for_again(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_TIMEOUT", "0.2s")
    bucket.put("a.html", PAGE)
    listing = list_inputs(bucket.raw)
    bucket.server.fault = waits(0.6, times=1)

    (outcome,) = read_all(listing.inputs, listing.sidecars)

    assert isinstance(outcome, Capture)


def test_a_listing_that_fails_for_a_while_is_asked_for_again(bucket: Bucket) -> None:
    bucket.put("a.html", PAGE)
    bucket.server.fault = fails(503, "SlowDown", 2)

    assert uris(bucket.raw) == ["a.html"]


def test_a_rejection_names_no_time_and_no_address_of_the_request(bucket: Bucket) -> None:
    bucket.put("a.html", PAGE)

    rejected = read_later(bucket, lambda: _set_fault(bucket, fails(500, "InternalError")))

    assert rejected.detail == "cannot be read (InternalError: Said the store)"


def test_a_page_beyond_the_limit_is_rejected_and_never_asked_for(bucket: Bucket) -> None:
    bucket.put("a.html", PAGE)
    listing = list_inputs(bucket.raw)
    bucket.server.seen.clear()

    (rejected,) = read_all(listing.inputs, listing.sidecars, Limits(page_bytes=10))

    assert isinstance(rejected, Rejected)
    assert rejected.reason is Reason.TOO_LARGE
    assert bucket.server.seen == []


# Archives

JUNK = bytes(range(256)) * 2**12
"""A mebibyte that is no page."""


@pytest.mark.parametrize(("name", "pack"), [("crawl.zip", zipped), ("crawl.tar", tarred)])
def test_an_archive_gives_what_it_gives_in_a_folder(
    bucket: Bucket, tmp_path: Path, name: str, pack: Callable[..., bytes]
) -> None:
    body = pack([("a.html", PAGE), ("b/c.pdf", b"%PDF"), ("d.html", OTHER_PAGE), ("e.html.gz", b"no gzip")])
    bucket.put(name, body)
    save(tmp_path / name, body)

    assert outcomes(bucket.raw) == outcomes(tmp_path)


def test_of_a_zip_only_the_directory_and_the_pages_are_fetched(bucket: Bucket) -> None:
    junk = [(f"{number}.bin", JUNK) for number in range(24)]
    bucket.put("crawl.zip", zipped([*junk[:12], ("a.html", PAGE), *junk[12:], ("b.html", OTHER_PAGE)], method=0))
    bucket.server.seen.clear()

    assert outcomes(bucket.raw) == {"crawl.zip!/a.html": PAGE, "crawl.zip!/b.html": OTHER_PAGE}
    assert sum(seen.sent for seen in bucket.server.seen) < 2**20


def test_a_small_zip_takes_one_request(bucket: Bucket) -> None:
    bucket.put("crawl.zip", zipped([("a.html", PAGE), ("b.html", OTHER_PAGE)]))
    listing = list_inputs(bucket.raw)
    bucket.server.seen.clear()

    assert len(list(read_all(listing.inputs, listing.sidecars))) == 2
    assert len(bucket.server.seen) == 1


def test_a_zip_of_many_pages_takes_few_requests(bucket: Bucket) -> None:
    bucket.put("crawl.zip", zipped((f"{number}.html", PAGE * 20) for number in range(1_000)))
    bucket.server.seen.clear()

    assert len(outcomes(bucket.raw)) == 1_000
    assert len(bucket.server.seen) < 8


def test_of_a_tar_never_more_than_a_window_is_asked_for(bucket: Bucket) -> None:
    bucket.put(
        "crawl.tar", tarred([("a.html", PAGE), *((f"{n}.bin", JUNK) for n in range(24)), ("b.html", OTHER_PAGE)])
    )
    bucket.server.seen.clear()

    assert outcomes(bucket.raw) == {"crawl.tar!/a.html": PAGE, "crawl.tar!/b.html": OTHER_PAGE}
    parts = [seen.sent for seen in bucket.server.seen if seen.span]
    assert max(parts) == WINDOW
    assert len(parts) < 10


def test_a_tar_that_breaks_off_gives_the_pages_before(bucket: Bucket) -> None:
    bucket.put("crawl.tar", tarred([("a.html", PAGE), *((f"{n}.bin", JUNK) for n in range(3)), ("b.html", OTHER_PAGE)]))
    listing = list_inputs(bucket.raw)
    reading = read_all(listing.inputs, listing.sidecars)

    first = next(reading)
    bucket.server.fault = fails(500, "InternalError")
    *_, last = reading

    assert isinstance(first, Capture)
    assert isinstance(last, Rejected)
    assert last.provenance.source_uri == "crawl.tar"
    assert last.detail == "cannot be read (InternalError: Said the store)"


# Fetching ahead


def _input(number: int, size: int = 1, kind: InputKind = InputKind.PAGE) -> Input:
    path = ObjectPath("s3://bucket", f"{number}.html")
    return Input(path=path, uri=path.name, size=size, modified_at=SAVED_AT, kind=kind)


class Fetch:
    """Takes note of what is fetched."""

    def __init__(self) -> None:
        self.begun: list[str] = []

    def __call__(self, source: Input) -> bytes:
        self.begun.append(source.uri)
        return b""


def test_pages_come_in_their_order_though_later_ones_are_there_sooner() -> None:
    inputs = [_input(number) for number in range(10)]
    second_is_there = threading.Event()

    def fetch(source: Input) -> bytes:
        if source.uri == "0.html":
            assert second_is_there.wait(10)
        second_is_there.set()
        return source.uri.encode()

    assert [body() for _, body in fetched_ahead(inputs, fetch)] == [source.uri.encode() for source in inputs]


@pytest.mark.parametrize(("size", "most"), [(1, AT_A_TIME), (BYTES_AHEAD // 4, 4), (BYTES_AHEAD + 1, 1)])
def test_no_more_is_fetched_ahead_than_is_allowed(size: int, most: int) -> None:
    fetch = Fetch()
    inputs = [_input(number, size) for number in range(40)]

    for position, (_, body) in enumerate(fetched_ahead(inputs, fetch)):
        body()
        assert len(fetch.begun) <= position + most
    assert len(fetch.begun) == 40


def test_as_many_are_awaited_at_a_time_as_are_allowed() -> None:
    together = threading.Barrier(AT_A_TIME, timeout=10)

    def fetch(_: Input) -> bytes:
        together.wait()
        return b""

    inputs = [_input(number, BYTES_AHEAD // AT_A_TIME) for number in range(3 * AT_A_TIME)]

    assert [body() for _, body in fetched_ahead(inputs, fetch)] == [b""] * (3 * AT_A_TIME)


def test_files_are_read_only_when_it_is_their_turn(tmp_path: Path) -> None:
    fetch = Fetch()
    for number in range(3):
        save(tmp_path / f"{number}.html")

    for position, (_, body) in enumerate(fetched_ahead(list_inputs(tmp_path).inputs, fetch)):
        assert len(fetch.begun) == position
        body()
    assert len(fetch.begun) == 3
