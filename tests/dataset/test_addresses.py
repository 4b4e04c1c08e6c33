"""Captures and inputs lie in files by address: only those whose rows change are written, and large ones are cut."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset import current_snapshot
from pipeline.dataset.snapshot.files import Bound
from pipeline.dataset.snapshot.stored import INPUTS, Stored
from pipeline.dataset.snapshot.stored import published as stored_table
from pipeline.outcome import Reason
from pipeline.tables import CAPTURES
from tests.dataset.pages import NOON, SETTINGS, Page, given, published

_CAPTURES = stored_table(CAPTURES)
_TWO = dataclasses.replace(SETTINGS, addresses_per_file=2)
_FOUR = [Page(uri=f"{name}.html", pmid=pmid) for pmid, name in enumerate("bdfh", 1)]


def _files(output: Path, stored: Stored = _CAPTURES) -> Sequence[tuple[str, Bound, int]]:
    return [(file.path, file.low, file.rows) for file in current_snapshot(output).manifest.files_in(stored)]


def _cuts(output: Path, stored: Stored = _CAPTURES) -> Sequence[tuple[Bound, int]]:
    return [(low, rows) for _, low, rows in _files(output, stored)]


def _addresses(output: Path) -> list[str]:
    """In the order of the files and their rows."""
    folder = output / "current"
    files = current_snapshot(output).manifest.files_of(CAPTURES)
    return [str(uri) for file in files for uri in pq.read_table(folder / file.path)["source_uri"].to_pylist()]


@pytest.mark.parametrize(
    ("count", "cuts"),
    [(0, [("", 0)]), (3, [("", 3)]), (4, [("", 2), ("f.html", 2)])],
)
def test_a_file_is_cut_when_it_has_twice_its_addresses(
    tmp_path: Path, count: int, cuts: Sequence[tuple[Bound, int]]
) -> None:
    published(tmp_path / "output", _FOUR[:count], settings=_TWO)

    assert _cuts(tmp_path / "output") == cuts
    assert _cuts(tmp_path / "output", INPUTS) == cuts


def test_only_the_file_that_an_address_belongs_to_is_written(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_TWO)
    before = _files(output)

    published(output, [Page(uri="c.html", pmid=9)], settings=_TWO)

    assert _cuts(output) == [("", 3), ("f.html", 2)]
    assert _files(output)[1] == before[1]
    assert _addresses(output) == ["b.html", "c.html", "d.html", "f.html", "h.html"]


def test_a_file_that_became_large_is_cut_and_its_neighbours_stay(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_TWO)
    before = _files(output)

    published(output, [Page(uri="a.html", pmid=8), Page(uri="c.html", pmid=9)], settings=_TWO)

    assert _cuts(output) == [("", 2), ("c.html", 2), ("f.html", 2)]
    assert _files(output)[2] == before[1]
    assert _addresses(output) == sorted(_addresses(output))


def test_an_address_behind_all_others_belongs_to_the_last_file(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_TWO)

    published(output, [Page(uri="\U0010fffe.html", pmid=9)], settings=_TWO)

    assert _cuts(output) == [("", 2), ("f.html", 3)]


def test_captures_of_one_address_are_in_one_file_however_many(tmp_path: Path) -> None:
    output = tmp_path / "output"
    states = [Page(uri="b.html", pmid=1, body=str(day), captured_at=NOON + timedelta(days=day)) for day in range(5)]

    published(output, states, settings=_TWO)

    assert _cuts(output) == [("", 5)]


def test_states_of_an_address_lie_in_the_order_of_their_digests(tmp_path: Path) -> None:
    output = tmp_path / "output"
    states = [Page(uri="b.html", pmid=1, body=str(day), captured_at=NOON + timedelta(days=day)) for day in range(3)]
    for state in states:
        published(output, [state], settings=_TWO)

    captures = pq.read_table(output / "captures")

    assert captures["capture_id"].to_pylist() == sorted(state.capture_id for state in states)
    assert captures["status"].to_pylist().count("parsed") == 1


def test_forgotten_addresses_go_and_their_empty_file_holds_the_place(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _FOUR, settings=_TWO)

    published(output, settings=_TWO, forgotten=("f.html", "h.html", "never-read.html"))

    assert _cuts(output) == [("", 2), ("f.html", 0)]
    assert current_snapshot(output).manifest.counts.tables["articles"] == 2


def test_a_rejected_page_goes_when_its_input_is_read_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [Page(uri="a.zip!/1", pmid=1), Page(uri="a.zip!/2", reason=Reason.CHALLENGE)])

    published(output, [Page(uri="a.zip!/1", pmid=1)])

    assert _addresses(output) == ["a.zip!/1"]


def test_a_rejected_page_of_an_input_that_is_not_read_stays(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [Page(uri="a.html", reason=Reason.CHALLENGE)])

    published(output, [Page(uri="b.html", pmid=1)])

    assert _addresses(output) == ["a.html", "b.html"]


def test_a_page_whose_input_is_read_without_it_stays(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [Page(uri="a.zip!/1", pmid=1), Page(uri="a.zip!/2", pmid=2)])

    published(output, [Page(uri="a.zip!/1", pmid=1)])

    assert _addresses(output) == ["a.zip!/1", "a.zip!/2"]
    assert current_snapshot(output).manifest.counts.tables["articles"] == 2


def test_an_input_that_two_shards_tell_of_is_one_in_a_first_night_and_in_the_next(tmp_path: Path) -> None:
    output = tmp_path / "output"
    first, second = (Page(uri=f"z.zip!/{number}.html", pmid=number) for number in (1, 2))

    given(output, [first], [second])
    assert _cuts(output, INPUTS) == [("", 1)]

    published(output, [dataclasses.replace(first, body="new")], [dataclasses.replace(second, body="new")])
    assert _cuts(output, INPUTS) == [("", 1)]
