"""What a run would read: told without reading, making or changing anything."""

import os
from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import Basis, Unchanged
from tests.flows.nights import HOSTILE, page, pmid, said, told
from tests.flows.pages import write_articles
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.sources.crawled import packed_one_by_one, response


def _where(place: Path) -> tuple[str, ...]:
    return ("--raw", str(place / "raw"), "--output", str(place / "output"))


def test_where_nothing_changed_nothing_would_be_read(two_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = told(capsys, "plan", *_where(two_nights))

    assert (plan["has_work"], plan["files"], plan["files_to_read"], plan["inputs"]) == (False, 4, 0, [])
    assert plan["counts"] == {"unchanged": 4, "gone": 1}
    assert "4 files: none would be read." in said(capsys, "plan", *_where(two_nights))


def test_every_file_that_would_be_read_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = write_articles(tmp_path / "raw", 2)
    run_plain(Run(raw=raw, output=tmp_path / "output", workers=1))
    os.utime(page(raw, 1), (0, 0))
    (raw / HOSTILE).write_text("<html>")

    plan = told(capsys, "plan", *_where(tmp_path))

    assert plan["has_work"] is True
    assert plan["counts"] == {"new": 1, "changed": 1, "unchanged": 1}
    assert plan["inputs"] == [
        {"address": f"{pmid(1)}.html", "why": "changed", "bytes": page(raw, 1).stat().st_size},
        {"address": "evil%1B[2J%E2%80%AEgnp.html", "why": "new", "bytes": 6},
    ]
    text = said(capsys, "plan", *_where(tmp_path))
    assert "3 files: 2 would be read" in text
    assert f"{pmid(1)}.html (changed)" in text


def test_a_crawl_that_did_not_change_is_not_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    crawl = raw / "crawl.warc.gz"
    crawl.write_bytes(packed_one_by_one([response(render_html(invent(seed)).encode()) for seed in (1, 2)]))
    run_plain(Run(raw=raw, output=tmp_path / "output", workers=1))

    assert told(capsys, "plan", *_where(tmp_path))["counts"] == {"unchanged": 1}


def test_a_plan_is_what_the_run_then_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_articles(tmp_path / "raw", 2)
    plan = told(capsys, "plan", *_where(tmp_path))

    report = run_plain(Run(raw=tmp_path / "raw", output=tmp_path / "output", workers=1))

    assert report.inputs == plan["counts"] == {"new": 2}


def test_a_plan_makes_nothing_where_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_articles(tmp_path / "raw", 1)

    said(capsys, "plan", *_where(tmp_path))

    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


def test_a_plan_leaves_what_a_stopped_run_has_staged(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staged = own_nights / "output" / "_work" / "of-another-plan" / "000000"
    staged.mkdir(parents=True)
    before = sorted(own_nights.rglob("*"))

    said(capsys, "plan", *_where(own_nights))

    assert sorted(own_nights.rglob("*")) == before


def test_a_plan_needs_no_lock(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from flows.steps import only_run

    with only_run(own_nights / "output"):
        assert told(capsys, "plan", *_where(own_nights))["files"] == 4


def test_a_plan_of_no_pages_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()

    assert answer(["plan", *_where(tmp_path)]) is Exit.NOTHING


def test_only_the_first_of_many_files_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(25):
        (tmp_path / "raw" / f"{number:02d}.html").write_text("<html>")

    text = said(capsys, "plan", *_where(tmp_path))

    assert "19.html (new)" in text
    assert "20.html (new)" not in text
    assert "… and 5 more; --json lists all" in text


def test_nothing_to_read_is_no_publication(own_nights: Path) -> None:
    for place in (own_nights / "raw").iterdir():
        place.touch()
    run = Run(raw=own_nights / "raw", output=own_nights / "output", workers=1)
    run_plain(run)

    report = run_plain(run)

    assert isinstance(report.publication, Unchanged)
    assert (report.files, report.inputs) == (0, {"unchanged": 4, "gone": 1})
    assert Run(raw=run.raw, output=run.output, workers=1).basis is Basis.CURRENT
