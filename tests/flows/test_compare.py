"""`compare`: a dataset beside XML, in front of a person and of a program."""

import copy
import gzip
from pathlib import Path
from typing import Any

import pytest

from flows.command import answer
from flows.command.exits import Exit
from tests.comparing.sides import records
from tests.comparing.written import xml_of
from tests.flows.nights import pmid, said, told
from tests.stores import Bucket

HELD = (1, 2, 3, 4)


@pytest.fixture
def output(two_nights: Path) -> str:
    return str(two_nights / "output")


def _files(folder: Path, *nights: list[Any]) -> str:
    """A folder with a file for each night."""
    for number, articles in enumerate(nights, 1):
        (folder / f"n{number:04d}.xml.gz").write_bytes(gzip.compress(xml_of(articles)))
    return str(folder)


def _other(seed: int, **values: object) -> Any:  # noqa: ANN401  # records
    other: Any = copy.deepcopy(dict(records(seed)))
    other["articles"][0].update(values)
    return other


def _column(found: Any, name: str) -> Any:  # noqa: ANN401  # JSON
    return next(one for one in found["columns"] if f"{one['table']}.{one['column']}" == name)


def test_what_agrees_is_counted_and_what_does_not_shown(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xml = _files(tmp_path, [_other(1, title="On \u202elamps"), records(2), records(9)])

    text = said(capsys, "compare", xml, "--only", "title", "--output", output)

    assert "beside 1 file of XML: 2 articles in both" in text
    assert f"1 PMID only in the XML: {pmid(9)}" in text
    assert f"2 PMIDs only in the dataset: {pmid(3)}, {pmid(4)}" in text
    assert next(line.split() for line in text.splitlines() if line.startswith("articles.title "))[1:3] == ["1", "1"]
    assert f"PMID {pmid(1)}: different" in text
    assert "XML:     On lamps." in text


def test_a_program_gets_every_column_and_why_others_are_left_out(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xml = _files(tmp_path, [_other(1, journal_title="Lamps"), records(2)])

    found = told(capsys, "compare", xml, "--output", output)

    assert (found["articles"], found["only_in_xml"]["number"], found["without_pmid"]) == (2, 0, 0)
    name = _column(found, "articles.journal_title")
    assert (name["element"], name["share_equal"], name["articles"]["different"]) == ("Title", 0.5, 1)
    assert name["examples"][0] == {
        "pmid": int(pmid(1)), "verdict": "different", "dataset": records(1)["articles"][0]["journal_title"], "xml": "Lamps",
    }  # fmt: skip
    assert found["not_compared"]["figures"] == "not in NLM's XML"


def test_of_a_pmid_the_last_file_counts(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xml = _files(tmp_path, [_other(1, issue="x"), records(2)], [records(1)])

    found = told(capsys, "compare", xml, "--output", output)

    assert (found["files"], found["articles"], found["repeated_in_xml"]) == (2, 2, 1)
    assert _column(found, "articles.issue")["articles"]["different"] == 0


def test_examples_are_as_many_as_asked_for(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xml = _files(tmp_path, [_other(seed, journal_title="Lamps") for seed in HELD])

    found = told(capsys, "compare", xml, "--examples", "2", "--only", "journal_title", "--output", output)
    none = said(capsys, "compare", xml, "--examples", "0", "--output", output)

    assert [one["pmid"] for one in _column(found, "articles.journal_title")["examples"]] == [int(pmid(1)), int(pmid(2))]
    assert "Lamps" not in none


def test_a_whole_table_may_be_asked_for(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "compare", _files(tmp_path, [records(1)]), "--only", "grants", "--output", output)

    assert {one["table"] for one in found["columns"]} == {"grants"}


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("--only", "figures"), (Exit.USAGE, "figures is not compared: not in NLM's XML")),
        (("--only", "lamps"), (Exit.USAGE, "lamps is not compared: no such column")),
        (("--snapshot", "77"), (Exit.NOTHING, "77")),
    ],
)
def test_what_cannot_be_compared_ends_with_a_line(
    words: tuple[str, ...], ending: tuple[Exit, str], output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, why = ending

    assert answer(["compare", _files(tmp_path, [records(1)]), *words, "--output", output]) is code
    said_wrong = capsys.readouterr().err
    assert why in said_wrong
    assert said_wrong.count("\n") == 1


def test_a_folder_without_xml_ends_with_3_and_a_broken_file_with_4(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(["compare", str(tmp_path), "--output", output]) is Exit.NOTHING
    (tmp_path / "bad.xml").write_text("<html/>")

    assert answer(["compare", str(tmp_path), "--output", output]) is Exit.UNUSABLE
    assert "bad.xml: its first element is html" in capsys.readouterr().err


def test_a_dataset_in_a_store_is_compared_alike(
    two_nights: Path, bucket: Bucket, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "run", "--runner", "plain", "--raw", str(two_nights / "raw"), "--output", f"{bucket.url}/data")

    found = told(capsys, "compare", _files(tmp_path, [records(1)]), "--output", f"{bucket.url}/data")

    assert found["articles"] == 1
