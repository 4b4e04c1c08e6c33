"""Compacting changes files and no row: every table reads as before, out of as few files as it can have."""

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.dataset import Published, Unchanged, compact, current_snapshot, history_of
from pipeline.dataset.snapshot.ranges import Layer
from pipeline.errors import DatasetMissing
from pipeline.outcome import Layout
from pipeline.raw import Place
from pipeline.record import key
from pipeline.tables import TABLES
from tests.dataset.machines import Machine
from tests.dataset.pages import NOON, SETTINGS, Page, copied, given, published
from tests.stores import Bucket

ADDING = dataclasses.replace(SETTINGS, smallest_base=2, additions_share=1.0, articles_per_range=3)
_FIRST = [
    *(Page(uri=f"{pmid}.html", pmid=pmid, similar=1) for pmid in (10, 20, 30, 400, 500, 600)),
    *(Page(uri=f"doi-{number}.html", doi=f"10.1/{number}") for number in range(3)),
]
_SECOND = [
    Page(uri="25.html", pmid=25, warnings=("no-abstract",)),
    Page(uri="450.html", pmid=450, references=0),
    Page(uri="again.html", pmid=20, layout=Layout.FLAT_TEXT, body="older"),
    Page(uri="doi-9.html", doi="10.1/9"),
]
_LATER = NOON + timedelta(days=1)
_TOMORROW = NOON + timedelta(days=2)


def _tables(output: Place) -> Mapping[str, pa.Table]:
    """The rows of every table in the order of their key, whatever files they are in."""
    snapshot = current_snapshot(output)
    return {
        table.name: snapshot.open(table).to_table().sort_by([(column, "ascending") for column in key(table)])
        for table in TABLES
    }


def _additions(output: Place) -> list[int]:
    return [one.additions for one in current_snapshot(output).manifest.ranges]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A dataset whose three ranges, and the one of articles without a PMID, carry additions."""
    output = tmp_path / "output"
    given(output, _FIRST, settings=ADDING)
    given(output, _SECOND, settings=ADDING, at=_LATER)
    assert all(_additions(output))
    return output


def test_every_table_reads_as_before(output: Path) -> None:
    before = _tables(output)

    compacted = compact(output, ADDING, _TOMORROW)

    assert isinstance(compacted.publication, Published)
    assert _tables(output) == before


def test_no_range_has_additions_afterwards_and_a_table_one_file_a_range(output: Path) -> None:
    compacted = compact(output, ADDING, _TOMORROW)

    after = current_snapshot(output).manifest
    assert not any(_additions(output))
    assert {file.layer for file in after.files} == {Layer.BASE}
    assert (compacted.ranges, compacted.files_after < compacted.files_before) == (3, True)


def test_what_is_remembered_of_earlier_runs_stays(output: Path) -> None:
    before = current_snapshot(output).manifest

    compact(output, ADDING, _TOMORROW)

    after = current_snapshot(output).manifest
    assert after.counts == before.counts
    assert {file for file in after.files if file.table.startswith("_")} == {
        file for file in before.files if file.table.startswith("_")
    }


def test_a_range_that_became_large_is_cut_as_a_run_would_cut_it(output: Path) -> None:
    before = _tables(output)

    compact(output, dataclasses.replace(ADDING, articles_per_range=2), _TOMORROW)

    assert len([one for one in current_snapshot(output).manifest.ranges if one.low is not None]) > 2
    assert _tables(output) == before


def test_where_there_is_nothing_to_weave_there_is_no_new_snapshot(output: Path) -> None:
    compact(output, ADDING, _TOMORROW)
    before = current_snapshot(output)

    compacted = compact(output, ADDING, _TOMORROW)

    assert isinstance(compacted.publication, Unchanged)
    assert compacted.publication.snapshot == before.path
    assert (compacted.ranges, compacted.files_after) == (0, compacted.files_before)


def test_a_later_run_finds_what_it_would_have_found(output: Path, tmp_path: Path) -> None:
    other = copied(output, tmp_path / "other")
    compact(output, ADDING, _TOMORROW)
    news = [Page(uri="26.html", pmid=26), Page(uri="again.html", pmid=20, body="newer", captured_at=_LATER)]

    published(output, news, settings=ADDING, at=_TOMORROW)
    published(other, news, settings=ADDING, at=_TOMORROW)

    columns = {name: [one for one in table.column_names if one != "run_id"] for name, table in _tables(output).items()}
    one, two = _tables(output), _tables(other)
    assert all(one[name].select(told) == two[name].select(told) for name, told in columns.items())


def test_a_folder_without_a_dataset_is_refused_and_left_empty(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing):
        compact(tmp_path / "nothing", ADDING, _TOMORROW)

    assert not (tmp_path / "nothing").exists()


def test_a_dataset_in_an_object_store_is_compacted_alike(bucket: Bucket, tmp_path: Path) -> None:
    machine = Machine(bucket.raw / "dataset", tmp_path / "machine")
    machine.given(*_FIRST, settings=ADDING)
    machine.given(*_SECOND, settings=ADDING, at=_LATER)
    before = _tables(machine.address)

    compacted = compact(machine.address, ADDING, _TOMORROW)

    assert isinstance(compacted.publication, Published)
    assert not any(_additions(machine.address))
    assert _tables(machine.address) == before
    assert len(history_of(machine.address).names()) == 0
