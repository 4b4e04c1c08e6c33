"""Whatever is killed, in whatever step: readers see the old snapshot or the new one, in all tables."""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.synchronize import Event
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset import Publication, Published, PublishSettings, current_snapshot, local_home, publish, publishing
from pipeline.dataset.folders import local
from pipeline.dataset.folders.vacuum import vacuum
from pipeline.errors import DatasetMissing, SnapshotInvalid
from tests.dataset.kills import (
    NARROW,
    READERS,
    kill_often,
    leavings,
    publish_night,
    read_state,
    state_after,
)
from tests.dataset.pages import NOON, SETTINGS, Page, given, published, staged
from tests.dataset.processes import processes

_OLD, _NEW = "old", "new"
_KILLS = 10
_STEPS = {
    "_run_digest": publishing,
    "decide": publishing,
    "build": publishing,
    "check_snapshot": publishing,
    "describe": local,
    "_link_held": local,
    "flush_tree": local,
    "move_into_place": local,
    "link_tables": local,
    "point_to": local,
}
"""In which module each step of a publication is called."""


def _edition(shows: str) -> list[Page]:
    return [Page(uri=f"{pmid}", pmid=pmid, shows=shows, references=5) for pmid in range(1, 40)]


def _editions(snapshot: Path) -> set[str]:
    """Which editions the tables of a snapshot show; one that is whole shows one."""
    titles = _texts(snapshot, "articles", "title")
    authors = _texts(snapshot, "authors", "name")
    references = _texts(snapshot, "references", "text")
    assert (len(titles), len(authors), len(references)) == (39, 39, 39 * 5)
    return {*titles, *(name.rsplit(" ", 1)[-1] for name in authors), *(text.split(" ")[0] for text in references)}


def _texts(snapshot: Path, table: str, column: str) -> list[str]:
    return [str(text) for text in pq.read_table(snapshot / table, columns=[column])[column].to_pylist()]


def _raising(error: Exception) -> Callable[..., None]:
    def step(*_: object) -> None:
        raise error

    return step


def _raising_after(step: Callable[..., object], error: Exception) -> Callable[..., None]:
    def steps(*arguments: object) -> None:
        step(*arguments)
        raise error

    return steps


@pytest.mark.parametrize("step", _STEPS)
def test_an_error_in_any_step_leaves_the_old_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    output = tmp_path / "output"
    given(output, _edition(_OLD))
    with monkeypatch.context() as faults:
        faults.setattr(_STEPS[step], step, _raising(RuntimeError(step)))

        with pytest.raises(RuntimeError, match=step):
            published(output, _edition(_NEW))

    assert _editions(output / "current") == {_OLD}
    assert list((output / "_tmp").iterdir()) == []
    assert isinstance(given(output, _edition(_NEW)), Published)
    assert _editions(output / "current") == {_NEW}
    assert sorted(path.name for path in (output / "_snapshots").iterdir()) == ["00000001", "00000002"]


@pytest.mark.parametrize("step", ["move_into_place", "point_to"])
def test_an_error_behind_a_step_leaves_one_whole_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    output = tmp_path / "output"
    given(output, _edition(_OLD))
    with monkeypatch.context() as faults:
        faults.setattr(local, step, _raising_after(getattr(local, step), RuntimeError(step)))

        with pytest.raises(RuntimeError, match=step):
            given(output, _edition(_NEW))

    assert _editions(output / "current") == {_NEW if step == "point_to" else _OLD}


def test_an_error_in_the_first_run_leaves_no_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "check_snapshot", _raising(SnapshotInvalid("broken")))

    with pytest.raises(SnapshotInvalid):
        published(tmp_path / "output", _edition(_NEW))

    with pytest.raises(DatasetMissing):
        current_snapshot(tmp_path / "output")


@pytest.mark.parametrize("writes", [0, 5, 10])
def test_a_full_disk_leaves_the_old_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    output = tmp_path / "output"
    given(output, _edition(_OLD))
    work = staged(tmp_path / "work", _edition(_NEW))
    count, write = itertools.count(), pq.ParquetWriter.close

    def close(writer: pq.ParquetWriter) -> None:
        write(writer)
        if next(count) == writes:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "close", close)

    with pytest.raises(OSError, match="No space left"):
        publish(local_home(output), work, Publication(SETTINGS, NOON))

    assert _editions(output / "current") == {_OLD}
    assert list((output / "_tmp").iterdir()) == []


@pytest.mark.slow
def test_whatever_is_killed_readers_see_a_whole_night_and_the_next_run_leaves_no_rubbish(tmp_path: Path) -> None:
    output = tmp_path / "output"

    tally = kill_often(output, _KILLS, seed=7)

    assert tally.wrong == []
    assert sum(tally.reads.values()) > len(READERS)
    publish_night(output, tally.nights + 1)
    assert leavings(output) == []
    assert len(list((output / "_snapshots").iterdir())) == NARROW.keep_count
    for read in READERS.values():
        assert read_state(output / "current", read) == state_after(tally.nights + 1)


def _publish_each(output: Path, works: Sequence[Path], settings: PublishSettings) -> None:
    for work in works:
        publish(local_home(output), work, Publication(settings, NOON))


def _together(output: Path, *runs: tuple[Sequence[Path], PublishSettings]) -> None:
    """Let these runs publish at once, to their ends."""
    started = [processes.Process(target=_publish_each, args=(output, *run)) for run in runs]
    for process in started:
        process.start()
    for process in started:
        process.join()
    assert [process.exitcode for process in started] == [0] * len(runs)


def _added(folder: Path, pmids: Iterable[int]) -> list[Path]:
    return [staged(folder / f"{pmid}", [Page(uri=f"{pmid}", pmid=pmid)]) for pmid in pmids]


@pytest.mark.slow
def test_two_runs_at_once_take_turns_and_both_are_published(tmp_path: Path) -> None:
    output = tmp_path / "output"

    _together(
        output, (_added(tmp_path / "odd", range(1, 8, 2)), NARROW), (_added(tmp_path / "even", range(2, 8, 2)), NARROW)
    )

    assert _pmids(output) == [1, 2, 3, 4, 5, 6, 7]
    assert current_snapshot(output).number == 7
    assert leavings(output) == []


def _vacuum_often(output: Path, settings: PublishSettings, enough: Event) -> None:
    while not enough.is_set():
        vacuum(output, settings, NOON)


@pytest.mark.slow
def test_a_vacuum_beside_a_run_takes_nothing_that_the_run_needs(tmp_path: Path) -> None:
    output, enough = tmp_path / "output", processes.Event()
    published(output, [Page(uri=f"{pmid}", pmid=pmid) for pmid in range(20, 60)], settings=NARROW)
    keeping_one = dataclasses.replace(NARROW, keep_count=1)
    vacuuming = processes.Process(target=_vacuum_often, args=(output, keeping_one, enough))

    vacuuming.start()
    _together(output, (_added(tmp_path / "work", range(1, 6)), NARROW))
    enough.set()
    vacuuming.join()

    assert vacuuming.exitcode == 0
    assert _pmids(output) == [1, 2, 3, 4, 5, *range(20, 60)]
    assert current_snapshot(output).number == 6
    assert leavings(output) == []


@pytest.mark.slow
def test_a_run_that_retires_snapshots_takes_nothing_from_the_one_beside_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [Page(uri=f"{pmid}", pmid=pmid) for pmid in range(20, 60)], settings=NARROW)
    retiring = dataclasses.replace(NARROW, keep_count=1)

    _together(
        output,
        (_added(tmp_path / "odd", range(1, 6, 2)), retiring),
        (_added(tmp_path / "even", range(2, 6, 2)), NARROW),
    )
    published(output, [Page(uri="6", pmid=6)], settings=retiring)

    assert _pmids(output) == [1, 2, 3, 4, 5, 6, *range(20, 60)]
    assert [path.name for path in (output / "_snapshots").iterdir()] == ["00000007"]


def _pmids(output: Path) -> list[int]:
    return sorted(int(str(pmid)) for pmid in pq.read_table(output / "articles")["pmid"].to_pylist())
