"""Of a file that holds many pages only what is wanted is extracted, and the file is read once."""

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest

from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import pinned
from pipeline.explaining import rereading
from pipeline.explaining.rereading import Gone, Reread, pages_of, reread, reread_each
from pipeline.explaining.sampling import sampled
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")

_SEEDS = range(1, 9)
_PAGES = [render_html(invent(seed), Era.DECEMBER_2023).encode() for seed in _SEEDS]
_DIGESTS = [sha256(page).hexdigest() for page in _PAGES]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a page was extracted, a capture was cut, and a file was listed to be read."""
    counted: Counter[str] = Counter()
    for name in ("extract", "documents", "list_inputs"):
        monkeypatch.setattr(rereading, name, _counting(getattr(rereading, name), name, counted))
    return counted


def _counting(
    called: Callable[[_Argument], _Result], name: str, counted: Counter[str]
) -> Callable[[_Argument], _Result]:
    def call(argument: _Argument) -> _Result:
        counted[name] += 1
        return called(argument)

    return call


def _lines(place: Path) -> Path:
    place.write_text("".join(f"{json.dumps({'html': page.decode()})}\n" for page in _PAGES), encoding="utf-8")
    return place


def test_only_the_page_that_is_wanted_is_extracted(tmp_path: Path, calls: Counter[str]) -> None:
    _lines(tmp_path / "pages.jsonl")

    found = reread(tmp_path, "pages.jsonl#8", _DIGESTS[-1])

    assert isinstance(found, Reread)
    assert found.document.utf8 == _PAGES[-1]
    assert calls == {"extract": 1, "documents": len(_PAGES), "list_inputs": 1}


def test_nothing_behind_the_page_is_read(tmp_path: Path, calls: Counter[str]) -> None:
    _lines(tmp_path / "pages.jsonl")

    reread(tmp_path, "pages.jsonl#1", _DIGESTS[0])

    assert calls["documents"] == 1


def test_pages_of_one_file_are_found_in_one_reading_and_the_others_are_gone(
    tmp_path: Path, calls: Counter[str]
) -> None:
    _lines(tmp_path / "pages.jsonl")

    found = list(reread_each(tmp_path, "pages.jsonl", ["0" * 64, _DIGESTS[5], _DIGESTS[2]]))

    assert [capture_id for capture_id, _ in found] == [_DIGESTS[2], _DIGESTS[5], "0" * 64]
    assert isinstance(found[-1][1], Gone)
    assert calls == {"extract": 2, "documents": len(_PAGES), "list_inputs": 1}


def test_a_sample_reads_each_file_once(tmp_path: Path, calls: Counter[str]) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    _lines(raw / "pages.jsonl")
    (raw / "one.html").write_bytes(render_html(invent(9), Era.DECEMBER_2023).encode())
    run_plain(Run(raw=raw, output=tmp_path / "output", workers=1))
    done: list[int] = []

    with pinned(tmp_path / "output") as snapshot:
        found = sampled(snapshot, raw, 100, done.append)

    assert (found.same, found.gone, found.other) == (9, 0, ())
    assert done == list(range(9))
    assert calls == {"extract": 9, "documents": 9, "list_inputs": 2}


def test_a_file_of_pages_is_not_read_again_for_where_each_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pages.html").write_bytes(b"".join(_PAGES))
    monkeypatch.setattr(Path, "read_bytes", None)

    found = [page.offset for page in pages_of(tmp_path / "pages.html")]

    assert found == [sum(map(len, _PAGES[:before])) for before in range(len(_PAGES))]


def test_an_equal_page_begins_where_it_stands_itself(tmp_path: Path) -> None:
    (tmp_path / "twice.html").write_bytes(_PAGES[0] * 2)

    assert [page.offset for page in pages_of(tmp_path / "twice.html")] == [0, len(_PAGES[0])]


def test_behind_a_byte_order_mark_a_page_begins_behind_it(tmp_path: Path) -> None:
    (tmp_path / "marked.html").write_bytes(b"\xef\xbb\xbf" + _PAGES[0])

    assert [page.offset for page in pages_of(tmp_path / "marked.html")] == [3]


def test_a_page_in_another_encoding_or_in_a_row_begins_nowhere(tmp_path: Path) -> None:
    (tmp_path / "wide.html").write_bytes(_PAGES[0].decode().encode("utf-16"))

    assert {page.offset for page in pages_of(tmp_path / "wide.html")} == {None}
    assert {page.offset for page in pages_of(_lines(tmp_path / "pages.jsonl"))} == {None}
