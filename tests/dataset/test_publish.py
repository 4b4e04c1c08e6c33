"""What becomes current, what stays, what goes."""

import dataclasses
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import durable
from pipeline.dataset import (
    Basis,
    Publication,
    Published,
    PublishSettings,
    Unchanged,
    current_snapshot,
    local_home,
    publish,
    publishing,
)
from pipeline.dataset.disk.lock import exclusive
from pipeline.dataset.folders import local
from pipeline.errors import DatasetBusy, DatasetError, DatasetMissing
from pipeline.outcome import Reason
from pipeline.tables import ARTICLES, TABLES
from tests.dataset.pages import NOON, SETTINGS, Page, given, of_another_version, published, staged
from tests.flows.pages import here

_A = [Page(uri="a", pmid=1)]
_B = [Page(uri="a", pmid=1), Page(uri="b", pmid=2)]


def _snapshots(output: Path) -> list[str]:
    return sorted(path.name for path in (output / "_snapshots").iterdir())


def test_what_is_published_is_current(tmp_path: Path) -> None:
    first = published(tmp_path / "output", _A)

    assert isinstance(first, Published)
    assert first.snapshot == tmp_path / "output/_snapshots/00000001"
    assert current_snapshot(tmp_path / "output").path == first.snapshot.resolve()


def test_publishing_counts_tables_statuses_reasons_and_warnings(tmp_path: Path) -> None:
    pages = [
        Page(uri="a", pmid=1, warnings=("title-differs: this: that", "no-abstract")),
        Page(uri="b", pmid=1, warnings=("title-differs: more",), shows="Else"),
        Page(uri="c", reason=Reason.EMPTY),
    ]

    told = published(tmp_path / "output", pages).counts

    assert (told.tables["articles"], told.tables["references"], told.tables["captures"]) == (1, 2, 3)
    assert told.statuses == {"parsed": 1, "superseded": 1, "rejected": 1}
    assert told.reasons == {"empty": 1}
    assert told.warnings == {"title-differs": 2, "no-abstract": 1}
    assert current_snapshot(tmp_path / "output").manifest.counts == told


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = given(tmp_path / "output", _B)

    again = published(tmp_path / "output", _B[1:], _B[:1], at=NOON + timedelta(days=9))

    assert again == Unchanged(snapshot=first.snapshot, run_id=first.run_id, counts=first.counts)
    assert _snapshots(tmp_path / "output") == ["00000001"]


def test_a_changed_page_makes_a_new_snapshot(tmp_path: Path) -> None:
    given(tmp_path / "output", [Page(uri="a", pmid=1, body="old")])

    again = published(tmp_path / "output", [Page(uri="a", pmid=1, body="new")])

    assert isinstance(again, Published)
    assert again.snapshot.name == "00000002"


def test_other_records_of_the_same_page_make_a_new_snapshot(tmp_path: Path) -> None:
    given(tmp_path / "output", [Page(uri="a", pmid=1, shows="read badly")])

    assert isinstance(published(tmp_path / "output", [Page(uri="a", pmid=1, shows="read well")]), Published)


def test_other_pages_are_added_to_the_tables(tmp_path: Path) -> None:
    given(tmp_path / "output", _A)

    published(tmp_path / "output", _B[1:])

    assert current_snapshot(tmp_path / "output").open(ARTICLES).to_table()["pmid"].to_pylist() == [1, 2]


def test_a_size_of_files_that_was_changed_counts_from_the_next_time_that_a_file_is_written(tmp_path: Path) -> None:
    smaller = dataclasses.replace(SETTINGS, articles_per_range=1)
    given(tmp_path / "output", _B)

    same = published(tmp_path / "output", _B, settings=smaller)
    anew = published(tmp_path / "output", _B, settings=smaller, basis=Basis.REFRESHED)

    assert isinstance(same, Unchanged)
    assert isinstance(anew, Published)
    assert [one.articles for one in current_snapshot(tmp_path / "output").manifest.ranges] == [1, 1]


def _lost(file: Path) -> None:
    file.unlink()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [_lost, _cut])
def test_a_snapshot_whose_file_is_lost_or_cut_is_told_with_what_to_do(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    first = given(tmp_path / "output", _A)
    damage(next((here(first.snapshot) / "articles").iterdir()))

    with pytest.raises(DatasetError, match=r"articles-.* is missing or cut\. .* rebuild --basis nothing"):
        published(tmp_path / "output", _B)

    assert _snapshots(tmp_path / "output") == ["00000001"]


def test_a_damaged_snapshot_is_replaced_by_one_that_starts_from_nothing(tmp_path: Path) -> None:
    first = given(tmp_path / "output", _A)
    next((here(first.snapshot) / "articles").iterdir()).unlink()

    again = published(tmp_path / "output", _A, basis=Basis.NOTHING)

    assert isinstance(again, Published)
    assert current_snapshot(tmp_path / "output").open(ARTICLES).count_rows() == 1


def test_a_pinned_snapshot_stays_as_it_was(tmp_path: Path) -> None:
    pinned = here(given(tmp_path / "output", _A).snapshot)
    before = {path: path.read_bytes() for path in pinned.rglob("*") if path.is_file()}

    given(tmp_path / "output", _B)

    assert {path: path.read_bytes() for path in pinned.rglob("*") if path.is_file()} == before


def test_every_table_has_a_link_that_follows_the_current_snapshot(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _A)
    given(output, _B)

    assert {output.joinpath(table.name).readlink() for table in TABLES} == {Path("current", t.name) for t in TABLES}
    assert output.joinpath("current").readlink() == Path("_snapshots/00000002")


def test_an_output_folder_can_be_moved(tmp_path: Path) -> None:
    given(tmp_path / "output", _A)

    moved = (tmp_path / "output").rename(tmp_path / "elsewhere")

    assert current_snapshot(moved).open(ARTICLES).count_rows() == 1


def test_a_folder_with_the_name_of_a_table_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "output/references").mkdir(parents=True)

    with pytest.raises(DatasetError, match="references is in the way"):
        published(tmp_path / "output", _A)

    with pytest.raises(DatasetMissing):
        current_snapshot(tmp_path / "output")


def _everything(output: Path) -> dict[str, bytes | None]:
    paths = [path for path in output.rglob("*") if path != output / "_lock"]
    return {str(path): path.read_bytes() if path.is_file() else None for path in paths}


def _removed(current: Path) -> None:
    current.unlink()


def _made_a_folder(current: Path) -> None:
    whole = shutil.copytree(current, current.with_name("copy"))
    current.unlink()
    whole.rename(current)


def _pointing_nowhere(current: Path) -> None:
    current.unlink()
    current.symlink_to("_snapshots/00000009")


def _pointing_elsewhere(current: Path) -> None:
    current.unlink()
    current.symlink_to("elsewhere")


@pytest.mark.parametrize("lose", [_removed, _made_a_folder, _pointing_nowhere, _pointing_elsewhere])
def test_snapshots_without_a_pointer_are_kept_until_it_is_restored_as_told(
    tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    output = tmp_path / "the output"
    given(output, _A)
    given(output, _B)
    lose(output / "current")
    before = _everything(output)

    with pytest.raises(DatasetError, match=r"the output holds snapshots, but .*current is no link") as told:
        given(output, _A)

    assert _everything(output) == before
    subprocess.run(["sh", "-c", str(told.value).split("newest snapshot: ")[1]], check=True)
    assert current_snapshot(output).number == 2
    assert isinstance(given(output, _B), Unchanged)


@pytest.mark.parametrize("name", ["current", "references"])
def test_what_is_in_the_way_is_found_before_anything_is_built_or_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    output = tmp_path / "output"
    (output / name).mkdir(parents=True)
    (output / "_tmp/snapshot").mkdir(parents=True)
    monkeypatch.setattr(publishing, "build", pytest.fail)

    with pytest.raises(DatasetError, match=f"{name} is in the way"):
        published(output, _A)

    assert (output / "_tmp/snapshot").is_dir()


def test_tables_that_became_folders_are_in_the_way_of_a_published_dataset(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _A)
    (output / "references").unlink()
    (output / "references").mkdir()

    with pytest.raises(DatasetError, match="references is in the way"):
        given(output, _B)

    assert current_snapshot(output).number == 1


def test_shards_of_another_version_are_not_left_out_in_silence(tmp_path: Path) -> None:
    given(tmp_path / "output", _A)
    work = staged(tmp_path / "work", _A, _B[1:])
    of_another_version(work / "000000")

    with pytest.raises(DatasetError, match="000000 was staged for other columns"):
        publish(local_home(tmp_path / "output"), work, Publication(SETTINGS, NOON))

    assert current_snapshot(tmp_path / "output").manifest.counts.tables["articles"] == 1


def test_nothing_published_is_said_as_such(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing, match="no published dataset"):
        current_snapshot(tmp_path)


def test_everything_is_on_disk_before_anything_points_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, flushed = tmp_path / "output", set[Path]()
    monkeypatch.setattr(durable, "flush", flushed.add)
    monkeypatch.setattr(local, "flush", flushed.add)
    move = Path.rename

    def rename(built: Path, place: Path) -> Path:
        assert {built, *built.rglob("*")} <= flushed
        return move(built, place)

    monkeypatch.setattr(Path, "rename", rename)

    published(output, _A)

    assert {output, output / "_snapshots"} <= flushed


def test_old_snapshots_go_and_the_newest_stay(tmp_path: Path) -> None:
    settings = PublishSettings(keep_count=2, keep_age=timedelta(hours=1))
    for day in range(4):
        pages = [Page(uri="a", pmid=1, shows=f"day {day}")]
        given(tmp_path / "output", pages, settings=settings, at=NOON + timedelta(days=day))

    assert _snapshots(tmp_path / "output") == ["00000003", "00000004"]


def test_young_snapshots_stay_whatever_their_number(tmp_path: Path) -> None:
    settings = PublishSettings(keep_count=1, keep_age=timedelta(hours=48))
    for hour in range(4):
        pages = [Page(uri="a", pmid=1, shows=f"hour {hour}")]
        given(tmp_path / "output", pages, settings=settings, at=NOON + timedelta(hours=hour))

    assert len(_snapshots(tmp_path / "output")) == 4


def test_few_snapshots_stay_whatever_their_age(tmp_path: Path) -> None:
    settings = PublishSettings(keep_count=5, keep_age=timedelta(0))
    for day in range(3):
        pages = [Page(uri="a", pmid=1, shows=f"day {day}")]
        given(tmp_path / "output", pages, settings=settings, at=NOON + timedelta(days=day))

    assert len(_snapshots(tmp_path / "output")) == 3


def test_what_a_dead_run_left_is_removed(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _A)
    (output / "_tmp/snapshot/articles").mkdir(parents=True)
    (output / "_tmp/current").symlink_to("_snapshots/00000002")
    (output / "_snapshots/00000002/articles").mkdir(parents=True)

    again = given(output, _A)

    assert isinstance(again, Unchanged)
    assert _snapshots(output) == ["00000001"]
    assert list((output / "_tmp").iterdir()) == []


def test_a_second_publisher_is_told_whom_it_waited_for(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _A)
    work = staged(tmp_path / "work", _B)
    hasty = dataclasses.replace(SETTINGS, lock_timeout=timedelta(seconds=0.1))

    with (
        exclusive(output / "_lock", timedelta(0)),
        pytest.raises(DatasetBusy, match=r"another run is publishing to .*output: waited 0\.1 s"),
    ):
        publish(local_home(output), work, Publication(hasty, NOON))

    assert isinstance(publish(local_home(output), work, Publication(hasty, NOON)), Published)


def test_a_merge_that_needs_more_memory_than_it_may_have_is_a_named_error(tmp_path: Path) -> None:
    pages = [Page(uri=f"{number}", pmid=number + 1, references=100) for number in range(100)]

    with pytest.raises(DatasetError, match="could not be merged"):
        published(tmp_path / "output", pages, settings=dataclasses.replace(SETTINGS, memory_limit="1MB"))


def test_a_first_run_that_was_killed_before_it_named_its_snapshot_is_finished(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, _A)
    (output / "current").unlink()

    again = given(output, _A)

    assert isinstance(again, Unchanged)
    assert current_snapshot(output).number == 1
