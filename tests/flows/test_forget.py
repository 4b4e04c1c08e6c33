"""Forgetting pages on the command line: what goes, what is said, and that it holds."""

import os
from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.steps import only_run
from tests.flows.nights import HOSTILE, pmid, said, told
from tests.flows.pages import CHALLENGE

_QUOTED = "evil%1B[2J%E2%80%AEgnp.html"


def _run(place: Path, capsys: pytest.CaptureFixture[str], command: str = "run", *more: str) -> str:
    words = ("--runner", "plain", "--raw", str(place / "raw"), "--output", str(place / "output"))
    return said(capsys, command, *words, *more)


def _holds(place: Path, name: str) -> bool:
    return answer(["show", name, "--output", str(place / "output")]) is Exit.FINE


def test_a_forgotten_page_is_named_with_what_it_meant(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "forget", f"{pmid(1)}.html", "--output", str(own_nights / "output"))

    assert "1 page forgotten; the dataset is published (00000003)." in text
    assert f"{pmid(1)}.html (pmid:{pmid(1)})" in text
    assert "1  removed" in text
    assert "vacuum --keep-count 1 --keep-age 0" in text


def test_programs_are_told_the_same(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forgotten = told(capsys, "forget", pmid(1), _QUOTED, "--output", str(own_nights / "output"))

    assert [page["source_uri"] for page in forgotten.pop("pages")] == [f"{pmid(1)}.html", _QUOTED]
    assert forgotten == {"snapshot": 3, "articles_removed": 2, "articles_changed": 0, "pages_to_read_again": 0}


def test_a_forgotten_page_stays_out_though_its_file_was_touched(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "forget", pmid(1), "--output", str(own_nights / "output"))
    os.utime(own_nights / "raw" / f"{pmid(1)}.html", (0, 0))

    _run(own_nights, capsys)
    _run(own_nights, capsys, "rebuild")

    assert not _holds(own_nights, pmid(1))
    assert _holds(own_nights, pmid(3))


def test_a_rebuild_from_nothing_brings_it_back(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "forget", pmid(1), "--output", str(own_nights / "output"))

    _run(own_nights, capsys, "rebuild", "--basis", "nothing")

    assert _holds(own_nights, pmid(1))


def test_pages_that_are_owed_are_told_planned_and_read(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The older page lost, so its rows were not kept; with the newer one forgotten, it has to be read again."""
    output = str(own_nights / "output")
    older = (own_nights / "raw" / f"{pmid(1)}.html").read_text(encoding="utf-8")
    (own_nights / "raw" / "newer.html").write_text(older.replace("<p>", "<p>Newer: "), encoding="utf-8")
    _run(own_nights, capsys)
    assert _source(capsys, output) == "newer.html"

    text = said(capsys, "forget", "newer.html", "--output", output)

    assert "1 page of these articles will be read again by the next run" in text
    plan = told(capsys, "plan", "--raw", str(own_nights / "raw"), "--output", output)
    assert [(one["address"], one["why"]) for one in plan["inputs"]] == [(f"{pmid(1)}.html", "owed")]
    _run(own_nights, capsys)
    assert _source(capsys, output) == f"{pmid(1)}.html"


def _source(capsys: pytest.CaptureFixture[str], output: str) -> object:
    return told(capsys, "show", pmid(1), "--output", output)["articles"][0]["source_uri"]


def test_what_names_no_page_ends_with_3_and_changes_nothing(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["forget", pmid(1), HOSTILE, "--output", str(own_nights / "output")]) is Exit.NOTHING

    told_why = capsys.readouterr().err
    assert "othing was forgotten" in told_why
    assert "\x1b" not in told_why
    assert _holds(own_nights, pmid(1))


def test_nothing_is_forgotten_while_a_run_reads(own_nights: Path) -> None:
    with only_run(own_nights / "output"):
        assert answer(["forget", pmid(1), "--output", str(own_nights / "output")]) is Exit.BUSY


def test_forgetting_nothing_is_wrong_usage(own_nights: Path) -> None:
    assert answer(["forget", "--output", str(own_nights / "output")]) is Exit.USAGE


def test_names_of_pages_cannot_command_the_terminal(own_nights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_nights / "raw" / "\x1b[2J.html").write_text(CHALLENGE)
    _run(own_nights, capsys)

    text = said(capsys, "forget", "%1B[2J.html", "--output", str(own_nights / "output"))

    assert "\x1b" not in text
