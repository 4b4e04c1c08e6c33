"""A change to the program is a change to what it publishes."""

from pathlib import Path

import pytest

from pipeline.dataset import Published, Unchanged, program_digest, publish
from pipeline.dataset.program import sources_digest
from tests.dataset.pages import NOON, SETTINGS, Page, staged


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    (tmp_path / "room/code.py").write_text("YES = 1\n")
    (tmp_path / "room/words.tsv").write_text("a\tb\n")
    return tmp_path


def test_the_same_rows_of_another_program_are_published_anew(tmp_path: Path) -> None:
    output, work = tmp_path / "output", staged(tmp_path / "work", [Page(uri="a", pmid=1)])
    first = publish(output, work, SETTINGS, NOON, b"one program")

    again = publish(output, work, SETTINGS, NOON, b"another program")

    assert isinstance(again, Published)
    assert again.run_id != first.run_id
    assert isinstance(publish(output, work, SETTINGS, NOON, b"another program"), Unchanged)


def test_who_names_no_program_publishes_with_this_one(tmp_path: Path) -> None:
    output, work = tmp_path / "output", staged(tmp_path / "work", [Page(uri="a", pmid=1)])
    publish(output, work, SETTINGS, NOON)

    assert isinstance(publish(output, work, SETTINGS, NOON, program_digest()), Unchanged)


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
