"""`compact` tells what became of the files, and that there was nothing to do."""

from pathlib import Path

import pytest

from flows.command import answer
from flows.command.exits import Exit
from tests.dataset.pages import NOON, Page, given
from tests.dataset.test_compacting import ADDING
from tests.flows.nights import said, told

_FOUR = [Page(uri=f"{pmid}.html", pmid=pmid) for pmid in (10, 20, 30, 40)]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A dataset with an addition."""
    output = tmp_path / "output"
    given(output, _FOUR[:3], settings=ADDING)
    given(output, _FOUR[3:], settings=ADDING, at=NOON)
    return output


def test_a_person_is_told_how_many_files_there_are_now(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "compact", "--output", str(output))

    assert text.startswith("1 range of articles woven: the tables are in 15 files, before in ")
    assert "is published (00000003)" in text


def test_where_there_is_nothing_to_weave_it_says_so(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "compact", "--output", str(output))

    assert said(capsys, "compact", "--output", str(output)).startswith("There is nothing to weave: ")


def test_a_program_is_told_the_same(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = told(capsys, "compact", "--output", str(output))
    second = told(capsys, "compact", "--output", str(output))

    assert (first["ranges"], first["is_published"], first["snapshot"]) == (1, True, 3)
    assert (second["ranges"], second["is_published"], second["snapshot"]) == (0, False, 3)


def test_where_there_is_no_dataset_none_is_made(tmp_path: Path) -> None:
    assert answer(["compact", "--output", str(tmp_path / "nothing")]) is Exit.NOTHING
    assert not (tmp_path / "nothing").exists()


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_the_flow_does_what_the_command_does(output: Path) -> None:
    from flows.compacting import compact

    state = compact(str(output), return_state=True)

    assert state.is_completed()
    assert "published as snapshot 00000003" in str(state.message)
