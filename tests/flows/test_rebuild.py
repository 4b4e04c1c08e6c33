"""Reading everything again, with what is published beside it or without."""

from pathlib import Path

import pytest

from tests.flows.nights import pmid, said, told


def _rebuild(place: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    words = ("--runner", "plain", "--raw", str(place / "raw"), "--output", str(place / "output"))
    return said(capsys, "rebuild", *words, *more)


def _articles(place: Path, capsys: pytest.CaptureFixture[str]) -> int:
    snapshots = told(capsys, "status", "--output", str(place / "output"))["snapshots"]
    return int(snapshots[-1]["rows"]["articles"])


def test_a_rebuild_reads_everything_and_keeps_what_is_gone(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _rebuild(own_nights, capsys)

    assert "4  asked for" in text
    assert "1  gone: what they showed stays" in text
    assert _articles(own_nights, capsys) == 4


def test_a_rebuild_from_nothing_holds_only_what_is_there_and_says_so(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = _rebuild(own_nights, capsys, "--basis", "nothing")

    assert "what is not among the pages of" in text
    assert _articles(own_nights, capsys) == 3
    removed = told(capsys, "diff", "--output", str(own_nights / "output"))["articles_removed"]
    assert removed == {"number": 1, "examples": [f"pmid:{pmid(2)}"]}


def test_a_rebuild_from_nothing_is_the_way_out_of_a_damaged_dataset(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (own_nights / "output" / "current" / "articles").iterdir():
        file.unlink()

    _rebuild(own_nights, capsys, "--basis", "nothing")

    assert f"PMID {pmid(1)}" in said(capsys, "show", pmid(1), "--output", str(own_nights / "output"))
