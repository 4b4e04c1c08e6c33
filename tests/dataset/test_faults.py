"""Whatever is killed, in whatever step: readers see the old snapshot or the new one, in all tables."""

import dataclasses
import itertools
import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset import Publication, Published, Unchanged, current_snapshot, publish, publishing
from pipeline.errors import DatasetMissing, SnapshotInvalid
from tests.dataset.pages import NOON, SETTINGS, Page, published, staged

_OLD, _NEW = "old", "new"
_KILLS = 25
_STEPS = ("_run_digest", "build", "check_snapshot", "flush_tree", "move_into_place", "link_tables", "point_to")
_SHORT = dataclasses.replace(SETTINGS, keep_count=3, keep_age=timedelta(0))
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


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
    published(output, _edition(_OLD))
    with monkeypatch.context() as faults:
        faults.setattr(publishing, step, _raising(RuntimeError(step)))

        with pytest.raises(RuntimeError, match=step):
            published(output, _edition(_NEW))

    assert _editions(output / "current") == {_OLD}
    assert list((output / "_tmp").iterdir()) == []
    assert isinstance(published(output, _edition(_NEW)), Published)
    assert _editions(output / "current") == {_NEW}
    assert sorted(path.name for path in (output / "_snapshots").iterdir()) == ["00000001", "00000002"]


@pytest.mark.parametrize("step", ["move_into_place", "point_to"])
def test_an_error_behind_a_step_leaves_one_whole_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    output = tmp_path / "output"
    published(output, _edition(_OLD))
    with monkeypatch.context() as faults:
        faults.setattr(publishing, step, _raising_after(getattr(publishing, step), RuntimeError(step)))

        with pytest.raises(RuntimeError, match=step):
            published(output, _edition(_NEW))

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
    published(output, _edition(_OLD))
    work = staged(tmp_path / "work", _edition(_NEW))
    count, write = itertools.count(), pq.ParquetWriter.close

    def close(writer: pq.ParquetWriter) -> None:
        write(writer)
        if next(count) == writes:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "close", close)

    with pytest.raises(OSError, match="No space left"):
        publish(output, work, Publication(SETTINGS, NOON))

    assert _editions(output / "current") == {_OLD}
    assert list((output / "_tmp").iterdir()) == []


def _publish_for_ever(output: Path, works: tuple[Path, Path], started: Event) -> None:
    started.set()
    for work in itertools.cycle(works):
        publish(output, work, Publication(_SHORT, NOON))


@contextmanager
def _publisher(output: Path, works: tuple[Path, Path]) -> Iterator[BaseProcess]:
    started = _processes.Event()
    process = _processes.Process(target=_publish_for_ever, args=(output, works, started))
    process.start()
    assert started.wait(60)
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _read_until(moment: float, output: Path) -> int:
    """Read pinned snapshots until the moment has come; how many there were to read."""
    count = 0
    while time.monotonic() < moment:
        pinned = output.joinpath("current").resolve()
        try:
            assert _editions(pinned) in ({_OLD}, {_NEW})
            count += 1
        except FileNotFoundError:
            assert not pinned.exists()  # so slow a reader that its snapshot was retired meanwhile: all of it, no part
    return count


def test_a_publisher_that_is_killed_at_any_moment_leaves_one_whole_snapshot(tmp_path: Path) -> None:
    output = tmp_path / "output"
    works = staged(tmp_path / "a", _edition(_OLD)), staged(tmp_path / "b", _edition(_NEW))
    began = time.monotonic()
    publish(output, works[0], Publication(_SHORT, NOON))
    longest = 2 * (time.monotonic() - began)
    moments = random.Random(7)
    reads = 0

    for _kill in range(_KILLS):
        with _publisher(output, works):
            reads += _read_until(time.monotonic() + moments.uniform(0, longest), output)
        assert _editions(output / "current") in ({_OLD}, {_NEW})

    assert reads > _KILLS
    assert isinstance(publish(output, staged(tmp_path / "c", _edition("last")), Publication(_SHORT, NOON)), Published)
    assert _editions(output / "current") == {"last"}
    assert list((output / "_tmp").iterdir()) == []
    assert len(list((output / "_snapshots").iterdir())) <= _SHORT.keep_count


def _publish_often(output: Path, work: Path, times: int) -> None:
    for _time in range(times):
        publish(output, work, Publication(_SHORT, NOON))


def test_two_publishers_at_once_take_turns(tmp_path: Path) -> None:
    output = tmp_path / "output"
    works = staged(tmp_path / "a", _edition(_OLD)), staged(tmp_path / "b", _edition(_NEW))
    publish(output, works[0], Publication(_SHORT, NOON))
    pair = [_processes.Process(target=_publish_often, args=(output, work, 5)) for work in works]
    for process in pair:
        process.start()
    while any(process.is_alive() for process in pair):
        _read_until(time.monotonic() + 0.05, output)

    assert [process.exitcode for process in pair] == [0, 0]
    assert _editions(output / "current") in ({_OLD}, {_NEW})
    assert isinstance(publish(output, works[0], Publication(_SHORT, NOON)), Published | Unchanged)
