"""`explain`: a summary, a line a value, and all that is known of one; honest where the page is gone or another."""

from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from tests.flows.nights import page, pmid, said, told
from tests.flows.pages import write_articles


@pytest.fixture
def where(two_nights: Path) -> list[str]:
    return ["--output", str(two_nights / "output"), "--raw", str(two_nights / "raw")]


def _lines(text: str) -> dict[str, str]:
    """What stands behind each name."""
    return {line.split()[0]: line for line in text.splitlines() if line.strip()}


def test_the_summary_tells_the_page_its_digest_and_that_it_still_shows_the_same(
    where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "explain", pmid(1), *where)

    assert f"From {pmid(1)}.html, captured" in text
    assert "SHA-256" in text
    assert "read again, it shows all that is told here" in text


def test_every_column_and_every_table_has_a_line(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    lines = _lines(said(capsys, "explain", pmid(1), *where))

    assert lines["title"].endswith("#heading")
    assert lines["publication_year"].endswith("derived from `citation`; #heading")
    assert lines["references"].endswith("#references")
    assert "#" in lines["plain_language_summary"]


def test_a_column_is_told_with_its_bytes_its_rule_and_its_echoes(
    where: list[str], two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (value,) = told(capsys, "explain", pmid(1), "--column", "doi", *where)["values"]
    text = said(capsys, "explain", pmid(1), "--column", "doi", *where)

    at = value["value_at"]
    assert page(two_nights / "raw", 1).read_bytes()[at["start"] : at["end"]].decode().lower() == value["value"]
    assert value["section_at"]["start"] <= at["start"] < at["end"] <= value["section_at"]["end"]
    assert f"printed again: doi: {value['value']}" in text.lower()
    assert "read by: extract_heading in pipeline/layouts/pubmed_2020/heading.py" in text
    assert "markup: " in text


def test_a_value_is_found_across_marks_and_only_where_it_is_text(
    where: list[str], two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (value,) = told(capsys, "explain", pmid(1), "--column", "pmid", *where)["values"]
    utf8 = page(two_nights / "raw", 1).read_bytes()
    at = value["value_at"]["start"]

    assert utf8.rfind(b">", 0, at) > utf8.rfind(b"<", 0, at)


def test_what_is_gone_is_said_to_be_gone_and_explained_from_the_dataset(
    two_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = str(two_nights / "output")

    text = said(capsys, "explain", pmid(2), "--output", output, "--raw", str(two_nights / "raw"))

    assert "cannot be read again" in text
    assert "is not there" in text
    assert _lines(text)["title"].endswith("#heading")
    assert "its bytes are gone" in text


def test_a_page_that_is_another_now_is_not_taken_for_the_one_that_was_read(
    own_nights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = page(own_nights / "raw", 1)
    saved.write_text(saved.read_text(encoding="utf-8").replace("<p>", "<p>Other: "), encoding="utf-8")

    text = said(capsys, "explain", pmid(1), "--output", str(own_nights / "output"), "--raw", str(own_nights / "raw"))

    assert "holds other bytes now" in text


def test_what_a_cut_page_or_a_text_cannot_say_is_told_as_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = page(write_articles(tmp_path / "raw", 1), 1)
    saved.write_text(saved.read_text(encoding="utf-8").partition('id="references"')[0], encoding="utf-8")

    lines = _lines(said(capsys, "explain", str(saved)))

    assert "the page as it was saved lacks that part (truncated" in lines["reference_count"]
    assert "lacks that part" not in lines["plain_language_summary"]


def test_other_captures_are_told_with_why_they_lost(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (rival,) = told(capsys, "explain", pmid(3), *where)["rivals"]

    assert rival["status"] in {"superseded", "duplicate"}
    assert "it was captured earlier" in rival["why"]


def test_a_page_is_explained_straight_from_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = page(write_articles(tmp_path / "raw", 1), 1)

    found = told(capsys, "explain", str(saved))

    assert (found["article_id"], found["snapshot"], found["rivals"]) == (f"pmid:{pmid(1)}", None, [])
    assert found["origin"]["status"] == "not-published"


def test_a_terminal_obeys_nothing_of_a_file_name(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "explain", pmid(4), *where)

    assert not {"\x1b", "\u202e"} & set(text)


def test_a_column_that_no_table_has_is_wrong_usage(where: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["explain", pmid(1), "--column", "nobody", *where]) is Exit.USAGE

    assert "nobody is neither" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["1", "no-such-file.html"])
def test_what_is_not_there_ends_with_3(what: str, where: list[str]) -> None:
    assert answer(["explain", what, *where]) is Exit.NOTHING
