"""Packed bytes give no more than pages can have been packed to: a bomb costs itself, and its neighbours are read."""

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.limits import Limits
from pipeline.outcome import Capture, Rejected
from tests.sources.crawled import record
from tests.sources.saved import PAGE, outcomes, save, tarred, zipped
from tests.sources.test_reading import zstd

Packer = Callable[[bytes], bytes]
LIMITS = Limits(expansion=20, harmless_bytes=100_000)
LARGE = b"<p>" + bytes(range(256)) * 390  # 100 kB: harmless, however well it is packed
BOMB = PAGE + b" " * 3_000_000
PACKERS = pytest.mark.parametrize(
    ("ending", "pack"), [(".gz", gzip.compress), (".zst", zstd), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
WORDS = "too-large: unpacks to more than 20 times its packed bytes"


def shown(raw: Path) -> list[bytes | str]:
    """The bodies of captures, and the reasons of rejections, with their words."""
    found = [one for one in outcomes(raw, LIMITS) if isinstance(one, Capture | Rejected)]
    return [one.body if isinstance(one, Capture) else f"{one.reason.value}: {one.detail}" for one in found]


@PACKERS
def test_a_page_that_is_packed_too_well_is_rejected(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"a.html{ending}", pack(LARGE))
    save(tmp_path / f"b.html{ending}", pack(BOMB))

    assert shown(tmp_path) == [LARGE, WORDS]


def test_a_member_of_a_zip_that_is_packed_too_well_costs_no_other(tmp_path: Path) -> None:
    save(tmp_path / "a.zip", zipped([("a.html", BOMB), ("b.html", LARGE)]))

    assert shown(tmp_path) == [WORDS, LARGE]


@PACKERS
def test_an_archive_that_is_packed_too_well_is_read_up_to_there(tmp_path: Path, ending: str, pack: Packer) -> None:
    save(tmp_path / f"a.tar{ending}", pack(tarred([("a.html", PAGE), ("b.html", BOMB), ("c.html", PAGE)])))

    assert shown(tmp_path) == [PAGE, WORDS]


@PACKERS
def test_lines_that_are_packed_too_well_are_read_up_to_there(tmp_path: Path, ending: str, pack: Packer) -> None:
    lines = [json.dumps({"html": page.decode()}) for page in (PAGE, BOMB)]
    save(tmp_path / f"a.jsonl{ending}", pack("\n".join(lines).encode()))

    assert shown(tmp_path) == [PAGE, f"{WORDS}; neither this line nor a later one was read"]


def test_a_record_that_is_packed_too_well_costs_no_other(tmp_path: Path) -> None:
    records = [gzip.compress(record(page, "resource", "text/html")) for page in (PAGE, BOMB, PAGE)]
    save(tmp_path / "a.warc.gz", b"".join(records))

    first, rejected, last = shown(tmp_path)

    assert (first, last) == (PAGE, PAGE)
    assert str(rejected).startswith("too-large: the record is too well packed (unpacks to more than 20 times")


def test_an_answer_that_is_packed_too_well_costs_no_other(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    answers = [head + gzip.compress(page) for page in (PAGE, BOMB, PAGE)]
    save(tmp_path / "a.warc", b"".join(record(one, "response", "application/http") for one in answers))

    assert shown(tmp_path) == [PAGE, WORDS, PAGE]


def test_rows_that_are_packed_too_well_are_not_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    pages = pa.table({"html": [PAGE, BOMB]})
    pq.write_table(pages, packed, compression="zstd", row_group_size=1, use_dictionary=False)
    save(tmp_path / "a.parquet", packed.getvalue())

    assert shown(tmp_path) == [PAGE, f"{WORDS}; neither this row nor a later one up to 2 was read"]
