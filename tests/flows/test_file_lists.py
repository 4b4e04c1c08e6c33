"""Runs over a list of files: what a run over their folder knows, a run over the list knows, and the other way round."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.command import answer
from flows.command.exits import Exit
from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import Unchanged
from pipeline.raw import FileList
from tests.flows.pages import CHALLENGE, here, write_articles


@pytest.fixture
def by_folder(tmp_path: Path) -> Run:
    """Three articles, and a page that is none."""
    folder = write_articles(tmp_path / "raw", 3)
    (folder / "challenge.html").write_text(CHALLENGE)
    return Run(raw=folder, output=tmp_path / "output", workers=2)


@pytest.fixture
def by_list(by_folder: Run, tmp_path: Path) -> Run:
    """The same files, each in a line of a list that lies elsewhere."""
    folder = here(by_folder.raw)
    lines = "\n".join(page.name for page in folder.iterdir())
    (tmp_path / "list.txt").write_text(lines)
    return Run(raw=FileList(tmp_path / "list.txt", folder), output=tmp_path / "output", workers=2)


def _rows(run: Run) -> list[tuple[str, str, str | None]]:
    captures = pq.read_table(here(run.output) / "captures")
    return sorted(zip(*(captures[name].to_pylist() for name in ("source_uri", "status", "reason")), strict=True))


def test_a_list_gives_the_captures_of_the_folder(by_folder: Run, by_list: Run, tmp_path: Path) -> None:
    run_plain(by_list)
    other = Run(raw=by_folder.raw, output=tmp_path / "other", workers=2)
    run_plain(other)

    assert _rows(by_list) == _rows(other)


def test_what_was_read_by_its_folder_is_not_read_again_by_a_list(by_folder: Run, by_list: Run) -> None:
    run_plain(by_folder)

    assert isinstance(run_plain(by_list).publication, Unchanged)


def test_what_was_read_by_a_list_is_not_read_again_by_its_folder(by_folder: Run, by_list: Run) -> None:
    run_plain(by_list)

    assert isinstance(run_plain(by_folder).publication, Unchanged)


def test_a_line_that_names_nothing_is_a_row_until_something_is_there(by_folder: Run) -> None:
    folder, output = here(by_folder.raw), here(by_folder.output)
    (folder / "x.uris").write_text("challenge.html\nlater.html\nhttps://pubmed.ncbi.nlm.nih.gov/\n")
    run = Run(raw=folder / "x.uris", output=output, workers=2)

    run_plain(run)
    first = _rows(run)
    (folder / "challenge.html").rename(folder / "later.html")
    run_plain(run)

    assert first == [
        ("challenge.html", "rejected", "challenge"),
        ("https://pubmed.ncbi.nlm.nih.gov/", "rejected", "unreadable"),
        ("later.html", "rejected", "unreadable"),
    ]
    assert ("later.html", "rejected", "challenge") in _rows(run)


def test_the_plan_of_a_list_is_that_of_its_folder(
    by_folder: Run, by_list: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert isinstance(by_list.raw, FileList)
    plans = []
    for words in (
        ["--raw", str(by_folder.raw)],
        ["--raw", str(by_list.raw.place), "--base", str(by_list.raw.base)],
    ):
        assert answer(["plan", *words, "--output", str(by_list.output), "--json"]) is Exit.FINE
        plans.append(json.loads(capsys.readouterr().out))

    assert plans[0] == plans[1]
    assert plans[0]["files_to_read"] == 4


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_a_list_travels_to_a_flow(by_list: Run) -> None:
    assert isinstance(by_list.raw, FileList)

    code = answer(
        ["run", "--raw", str(by_list.raw.place), "--base", str(by_list.raw.base), "--output", str(by_list.output)]
    )

    assert code is Exit.FINE
    assert len(_rows(by_list)) == 4
