"""What stays of earlier snapshots: the newest, the ones of late, the ones with a name; and what the others free."""

import dataclasses
from datetime import timedelta
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]  # its stubs are another package
import polars as pl
import pyarrow.dataset as ds
import pytest

from pipeline.dataset import Spared, current_snapshot, is_name, keep, kept_snapshots, status_of, unkeep
from pipeline.dataset.folders.vacuum import vacuum
from pipeline.errors import DatasetMissing, NameTaken, SnapshotMissing
from tests.dataset.pages import NOON, SETTINGS, Page, copied, published

_LATER = NOON + timedelta(days=9)
_ONLY_CURRENT = dataclasses.replace(SETTINGS, keep_count=1, keep_age=timedelta(0))


def _page(day: int) -> Page:
    return Page(uri="a", pmid=1, shows=f"day {day}", body=f"day {day}", captured_at=NOON + timedelta(days=day))


@pytest.fixture(scope="module")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three snapshots, one a day."""
    output = tmp_path_factory.mktemp("three-days") / "output"
    for day in range(3):
        published(output, [_page(day), Page(uri="b", pmid=2)], at=NOON + timedelta(days=day))
    return output


def _numbers(output: Path) -> list[int]:
    return sorted(int(path.name) for path in (output / "_snapshots").iterdir())


@pytest.fixture
def output(three_days: Path, tmp_path: Path) -> Path:
    """The same for one test alone, its hard links included."""
    return copied(three_days, tmp_path / "output")


def test_a_snapshot_counts_as_old_from_when_the_next_one_came(output: Path) -> None:
    settings = dataclasses.replace(_ONLY_CURRENT, keep_age=timedelta(hours=36))

    vacuum(output, settings, NOON + timedelta(days=2, hours=35))
    assert _numbers(output) == [2, 3]

    vacuum(output, settings, NOON + timedelta(days=3, hours=12))
    assert _numbers(output) == [3]


def test_the_current_snapshot_stays_though_it_is_the_oldest(output: Path) -> None:
    (output / "current").unlink()
    (output / "current").symlink_to("_snapshots/00000001")
    keep(output, "b", "2")
    keep(output, "c", "3")

    vacuum(output, _ONLY_CURRENT, _LATER)

    assert current_snapshot(output).number == 1


def test_a_kept_snapshot_outlives_vacuums_and_runs(output: Path) -> None:
    keep(output, "first", "1")

    assert vacuum(output, _ONLY_CURRENT, _LATER).spared == {1: Spared.NAMED}
    published(output, [Page(uri="c", pmid=3)], settings=_ONLY_CURRENT, at=_LATER)

    assert _numbers(output) == [1, 4]


def test_a_kept_snapshot_outlives_a_return_to_an_older_one(output: Path) -> None:
    keep(output, "last", "3")
    (output / "current").unlink()
    (output / "current").symlink_to("_snapshots/00000002")

    published(output, [Page(uri="c", pmid=3)])

    assert current_snapshot(output).number == 4
    assert 3 in _numbers(output)


def test_a_snapshot_without_its_name_goes_as_the_others_do(output: Path) -> None:
    keep(output, "first", "1")
    unkeep(output, "first")

    vacuum(output, _ONLY_CURRENT, _LATER)

    assert _numbers(output) == [3]
    assert kept_snapshots(output) == ()


def test_every_reader_reads_a_kept_snapshot_by_its_name(output: Path) -> None:
    articles = keep(output, "first", "1").path / "articles"
    vacuum(output, _ONLY_CURRENT, _LATER)

    assert articles == output / "_keep" / "first" / "articles"
    titles = ["day 0", "A title"]
    assert pd.read_parquet(articles)["title"].tolist() == titles
    assert pl.read_parquet(articles / "*.parquet")["title"].to_list() == titles
    assert duckdb.read_parquet(f"{articles}/*.parquet").project("title").fetchall() == [(title,) for title in titles]
    assert ds.dataset(articles).to_table(columns=["title"])["title"].to_pylist() == titles


def test_a_name_stands_for_one_snapshot(output: Path) -> None:
    keep(output, "mine", "1")
    keep(output, "mine", "1")

    with pytest.raises(NameTaken, match="unkeep mine"):
        keep(output, "mine", "2")

    assert [(kept.name, kept.number) for kept in kept_snapshots(output)] == [("mine", 1)]


def test_a_name_that_is_not_there_cannot_be_taken_away(output: Path) -> None:
    with pytest.raises(SnapshotMissing, match="nobody"):
        unkeep(output, "nobody")


@pytest.mark.parametrize("name", ["2024-05-01", "v1", "release_3.2", "A", "x" * 64])
def test_plain_file_names_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name", ["", "7", "00000042", "current", "previous", "a/b", "..", ".x", "-x", "a b", "a\n", "é", "٣", "x" * 65]
)
def test_numbers_paths_and_words_of_the_command_are_no_names(name: str) -> None:
    assert not is_name(name)


def test_a_vacuum_counts_only_bytes_that_no_other_snapshot_holds(output: Path) -> None:
    own = {snapshot.number: snapshot.own_bytes for snapshot in status_of(output).snapshots}
    whole = {snapshot.number: snapshot.bytes for snapshot in status_of(output).snapshots}
    before = _disk(output)

    freed = vacuum(output, dataclasses.replace(_ONLY_CURRENT, keep_count=2), _LATER).freed

    assert freed == {1: own[1]}
    assert (own[1] or 0) < (whole[1] or 0)
    assert before - _disk(output) == own[1]


def _disk(output: Path) -> int:
    """Bytes of all files, each counted once."""
    files = {path.lstat().st_ino: path.lstat().st_size for path in output.rglob("*.*") if path.is_file()}
    return sum(files.values())


def test_a_vacuum_removes_what_a_dead_run_left(output: Path) -> None:
    (output / "_tmp" / "snapshot").mkdir()
    (output / "_tmp" / "snapshot" / "half.parquet").write_bytes(b"PAR1")
    assert status_of(output).unpublished_bytes == 4

    vacuum(output, SETTINGS, NOON)

    assert status_of(output).unpublished_bytes == 0


def test_a_vacuum_of_no_dataset_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing):
        vacuum(tmp_path / "output", SETTINGS, NOON)

    assert not (tmp_path / "output").exists()


def test_the_status_tells_what_each_run_changed(output: Path) -> None:
    keep(output, "first", "1")

    status = status_of(output)

    assert [(one.number, one.is_current, one.names) for one in status.snapshots] == [
        (1, False, ("first",)),
        (2, False, ()),
        (3, True, ()),
    ]
    changes = [one.manifest.changes for one in status.snapshots if one.manifest]
    assert [(one.articles_added, one.articles_changed) for one in changes] == [(2, 0), (0, 1), (0, 1)]
    assert status.current.number == 3


def test_a_snapshot_that_cannot_be_read_is_no_reason_to_say_nothing(output: Path) -> None:
    (output / "_snapshots" / "00000001" / "_manifest.json").write_text("{}")

    assert [one.manifest is None for one in status_of(output).snapshots] == [True, False, False]
