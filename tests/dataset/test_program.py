"""A change to the program is a change to the name of what it publishes."""

from pathlib import Path

import pytest

from pipeline.dataset import Basis, Unchanged, program_digest
from pipeline.dataset.program import sources_digest
from tests.dataset.pages import Page, given, published


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    (tmp_path / "room/code.py").write_text("YES = 1\n")
    (tmp_path / "room/words.tsv").write_text("a\tb\n")
    return tmp_path


def test_a_run_of_another_program_has_another_name(tmp_path: Path) -> None:
    one = published(tmp_path / "one" / "output", [Page(uri="a", pmid=1)], program=b"one program")
    other = published(tmp_path / "other" / "output", [Page(uri="a", pmid=1)], program=b"another program")

    assert one.run_id != other.run_id


def test_who_names_no_program_publishes_with_this_one(tmp_path: Path) -> None:
    one = published(tmp_path / "one" / "output", [Page(uri="a", pmid=1)])
    other = published(tmp_path / "other" / "output", [Page(uri="a", pmid=1)], program=program_digest())

    assert one.run_id == other.run_id


def test_another_program_that_makes_the_same_rows_publishes_nothing_new(tmp_path: Path) -> None:
    given(tmp_path / "output", [Page(uri="a", pmid=1)], program=b"one program")

    again = published(tmp_path / "output", [Page(uri="a", pmid=1)], program=b"another program", basis=Basis.REFRESHED)

    assert isinstance(again, Unchanged)


@pytest.mark.parametrize("name", ["room/code.py", "room/words.tsv", "room/new.py"])
def test_code_and_word_lists_are_the_program(sources: Path, name: str) -> None:
    before = sources_digest(sources)

    (sources / name).write_text("changed")

    assert sources_digest(sources) != before


def test_what_a_file_is_called_is_part_of_the_program(sources: Path) -> None:
    before = sources_digest(sources)

    (sources / "room/code.py").rename(sources / "room/other.py")

    assert sources_digest(sources) != before


def test_what_is_no_source_is_not_part_of_the_program(sources: Path) -> None:
    before = sources_digest(sources)

    (sources / "room/code.pyc").write_bytes(b"compiled")

    assert sources_digest(sources) == before
