"""Pages in a column: JSON lines and Parquet tell the same of the same rows."""

import gzip
import json
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
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
    save,
)
from tests.sources.test_reading import PACKERS, Packer

Row = Mapping[str, object]
URL = "https://pubmed.ncbi.nlm.nih.gov/90000001/"
WHEN = datetime(2022, 3, 4, 5, 6, 7, tzinfo=UTC)


def as_lines(rows: Sequence[Row]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_parquet(rows: Sequence[Row]) -> bytes:
    return written(pa.Table.from_pylist([dict(row) for row in rows]))


def written(table: pa.Table, rows_a_group: int = 10) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, row_group_size=rows_a_group, compression="none", use_dictionary=False)
    return sink.getvalue().to_pybytes()


FORMS: dict[str, Callable[[Sequence[Row]], bytes]] = {"pages.jsonl": as_lines, "pages.parquet": as_parquet}
each_form = pytest.mark.parametrize("name", FORMS)


@each_form
def test_each_row_is_a_page_at_its_number(tmp_path: Path, name: str) -> None:
    save(tmp_path / "sub" / name, FORMS[name]([{"html": PAGE.decode()}, {"html": OTHER_PAGE.decode()}]))

    assert captures(tmp_path) == {f"sub/{name}!1": PAGE, f"sub/{name}!2": OTHER_PAGE}


@pytest.mark.parametrize(("ending", "pack"), PACKERS.items(), ids=PACKERS)
@pytest.mark.parametrize("lines", [".jsonl", ".ndjson"])
def test_lines_may_be_packed(tmp_path: Path, lines: str, ending: str, pack: Packer) -> None:
    save(tmp_path / f"pages{lines}{ending}", pack(as_lines([{"html": PAGE.decode()}] * 2)))

    assert list(captures(tmp_path).values()) == [PAGE, PAGE]


@pytest.mark.parametrize("column", ["html", "content", "body", "text"])
@each_form
def test_the_page_s_column_has_one_of_these_names(tmp_path: Path, name: str, column: str) -> None:
    save(tmp_path / name, FORMS[name]([{"id": 7, column: PAGE.decode()}]))

    assert only_capture(tmp_path).body == PAGE


@each_form
def test_of_several_columns_the_first_that_is_not_null_counts(tmp_path: Path, name: str) -> None:
    rows: list[Row] = [{"text": "flattened", "html": PAGE.decode()}, {"text": OTHER_PAGE.decode(), "html": None}]
    save(tmp_path / name, FORMS[name](rows))

    assert list(captures(tmp_path).values()) == [PAGE, OTHER_PAGE]


@pytest.mark.parametrize("column", ["captured_at", "timestamp", "fetched_at"])
@each_form
def test_time_and_address_are_the_row_s(tmp_path: Path, name: str, column: str) -> None:
    save(tmp_path / name, FORMS[name]([{"html": "x", "url": URL, column: "2022-03-04T06:06:07+01:00"}]))

    capture = only_capture(tmp_path)

    assert (capture.url, capture.captured_at, capture.captured_at_source) == (URL, WHEN, CapturedAtSource.RECORD)


@pytest.mark.parametrize("told", ["yesterday", "2022-03-04T05:06:07", "", None, 1646370367, True])
@each_form
def test_a_time_that_is_none_leaves_the_file_s(tmp_path: Path, name: str, told: object) -> None:
    save(tmp_path / name, FORMS[name]([{"html": "x", "timestamp": told}]))

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source) == (SAVED_AT, CapturedAtSource.FILE_TIME)


@pytest.mark.parametrize("zone", [None, "UTC", "+01:00"])
def test_a_timestamp_of_parquet_is_a_time(tmp_path: Path, zone: str | None) -> None:
    moment = WHEN.replace(tzinfo=None) if zone is None else WHEN.astimezone(timezone(timedelta(hours=1)))
    times = pa.array([moment], pa.timestamp("ms", zone))
    save(tmp_path / "pages.parquet", written(pa.table({"html": ["x"], "fetched_at": times})))

    assert only_capture(tmp_path).captured_at == WHEN


def test_a_timestamp_may_be_finer_than_a_time(tmp_path: Path) -> None:
    times = pa.array([10**18 + 1], pa.timestamp("ns"))
    save(tmp_path / "pages.parquet", written(pa.table({"html": ["x"], "fetched_at": times})))

    assert only_capture(tmp_path).captured_at == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)


def test_a_timestamp_beyond_all_years_leaves_the_file_s(tmp_path: Path) -> None:
    times = pa.array([2**62], pa.timestamp("us"))
    save(tmp_path / "pages.parquet", written(pa.table({"html": ["x"], "fetched_at": times})))

    assert only_capture(tmp_path).captured_at == SAVED_AT


@each_form
def test_what_is_noted_of_the_file_is_noted_of_its_rows_that_tell_nothing(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, FORMS[name]([{"html": "x"}]))
    save(tmp_path / "captures.jsonl", json.dumps({"file": name, "captured_at": WHEN.isoformat(), "url": URL}).encode())

    capture = only_capture(tmp_path)

    assert (capture.captured_at, capture.captured_at_source, capture.url) == (WHEN, CapturedAtSource.SIDECAR, URL)


@each_form
def test_a_row_without_a_page_is_named_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, FORMS[name]([{"html": None, "url": URL}, {"html": PAGE.decode(), "url": None}]))

    rejected, fine = outcomes(tmp_path)

    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == (f"{name}!1", Reason.UNREADABLE)
    assert rejected.detail == "no text is named html, content, body or text"
    assert isinstance(fine, Capture)


@pytest.mark.parametrize("line", [b"{", b"[]", b'"html"', b'{"html": 7}', b"\xff\xfe", b"[" * 100_000])
def test_a_line_that_is_no_such_object_is_named_and_the_next_is_read(tmp_path: Path, line: bytes) -> None:
    save(tmp_path / "pages.jsonl", line + b"\n" + as_lines([{"html": PAGE.decode()}]))

    rejected, fine = outcomes(tmp_path)

    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == ("pages.jsonl!1", Reason.UNREADABLE)
    assert isinstance(fine, Capture)


def test_an_empty_line_is_no_row_and_counts(tmp_path: Path) -> None:
    save(tmp_path / "pages.jsonl", b"\n \r\n" + as_lines([{"html": PAGE.decode()}]))

    assert captures(tmp_path) == {"pages.jsonl!3": PAGE}


def test_a_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    save(tmp_path / "pages.jsonl", b"\xef\xbb\xbf" + as_lines([{"html": PAGE.decode()}]).rstrip())

    assert only_capture(tmp_path).body == PAGE


def test_half_of_an_escaped_character_is_lost_alone(tmp_path: Path) -> None:
    save(tmp_path / "pages.jsonl", rb'{"html": "\ud83d \ud83d\ude00"}')

    assert only_capture(tmp_path).body == "\ufffd \U0001f600".encode()


@each_form
def test_a_row_that_is_too_large_is_rejected_and_the_next_is_read(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, FORMS[name]([{"html": "x" * 200_000}, {"html": PAGE.decode()}]))

    large, fine = outcomes(tmp_path, Limits(page_bytes=1000))

    assert isinstance(large, Rejected)
    assert (large.provenance.source_uri, large.reason) == (f"{name}!1", Reason.TOO_LARGE)
    assert isinstance(fine, Capture)
    assert fine.source_uri == f"{name}!2"


@each_form
def test_a_file_with_too_many_rows_is_rejected_after_the_last_that_counts(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, FORMS[name]([{"html": "x"}] * 4))

    *pages, rejected = outcomes(tmp_path, Limits(archive_members=3))

    assert len(pages) == 3
    assert isinstance(rejected, Rejected)
    assert (rejected.provenance.source_uri, rejected.reason) == (name, Reason.TOO_LARGE)


def test_packed_lines_that_are_cut_are_named_where_they_end(tmp_path: Path) -> None:
    rows = [{"html": f"{number} {PAGE.decode()}"} for number in range(3)]
    save(tmp_path / "pages.jsonl.gz", gzip.compress(as_lines(rows))[:-9])

    *pages, cut = outcomes(tmp_path)

    assert isinstance(cut, Rejected)
    assert cut.provenance.source_uri == f"pages.jsonl.gz!{len(pages) + 1}"
    assert cut.reason is Reason.UNREADABLE


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.dictionary(pa.int32(), pa.string())]
)
def test_text_of_any_arrow_type_is_a_page(tmp_path: Path, kind: pa.DataType) -> None:
    column = pa.array([PAGE.decode(), OTHER_PAGE.decode()]).cast(kind)
    save(tmp_path / "pages.parquet", written(pa.table({"html": column})))

    assert list(captures(tmp_path).values()) == [PAGE, OTHER_PAGE]


def test_a_page_in_parquet_that_is_no_utf_8_is_passed_on_as_it_is(tmp_path: Path) -> None:
    latin = pa.array([b"caf\xe9"])
    save(tmp_path / "pages.parquet", written(pa.table({"html": latin})))

    assert only_capture(tmp_path).body == b"caf\xe9"


def test_a_parquet_file_without_such_a_column_is_named(tmp_path: Path) -> None:
    save(tmp_path / "pages.parquet", as_parquet([{"page": PAGE.decode()}]))

    assert only_rejection(tmp_path).detail == "no text is named html, content, body or text"


def test_a_table_of_a_dataset_is_no_input(tmp_path: Path) -> None:
    save(tmp_path / "documents.parquet", as_parquet([{"article_id": "pmid:1", "text": "A text"}]))

    assert outcomes(tmp_path) == [Skipped("documents.parquet", ".parquet")]


def test_a_group_of_rows_that_is_broken_costs_itself_only(tmp_path: Path) -> None:
    pages = [f"page {number} {'x' * 1000}" for number in range(6)]
    body = written(pa.table({"html": pages}), rows_a_group=2)
    start = body.index(b"page 2") - 60
    save(tmp_path / "pages.parquet", body[:start] + bytes(60) + body[start + 60 :])

    first, second, broken, *rest = outcomes(tmp_path)

    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert isinstance(broken, Rejected)
    assert broken.provenance.source_uri == "pages.parquet!3"
    assert broken.detail.endswith("; neither this row nor a later one up to 4 was read")
    assert [one.source_uri for one in rest if isinstance(one, Capture)] == ["pages.parquet!5", "pages.parquet!6"]


@pytest.mark.parametrize("body", [b"", b"PAR1", as_parquet([{"html": "x"}])[:-5]])
def test_a_file_that_is_no_parquet_is_named(tmp_path: Path, body: bytes) -> None:
    save(tmp_path / "pages.parquet", body)

    rejected = only_rejection(tmp_path)

    assert (rejected.provenance.source_uri, rejected.reason) == ("pages.parquet", Reason.UNREADABLE)


@each_form
def test_memory_is_bounded_by_some_pages_not_by_the_file(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, FORMS[name]([{"html": "x" * 300_000}] * 300))
    listing = list_inputs(tmp_path)
    before = pa.total_allocated_bytes()

    tracemalloc.start()
    most_in_arrow = max(
        pa.total_allocated_bytes() - before
        for _ in read(listing.inputs[0], listing.sidecars, Limits(expansion=100_000))
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 20_000_000
    assert most_in_arrow < 40_000_000
