"""A snapshot that somebody reads stays, for exactly as long as the reader lives."""

import dataclasses
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from pipeline.dataset import Spared, pinned
from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders import local_history
from pipeline.dataset.folders.names import place_of
from pipeline.dataset.folders.vacuum import vacuum
from pipeline.dataset.reading import read
from pipeline.errors import DatasetMissing, SnapshotMissing
from tests.dataset.pages import NOON, SETTINGS, Page, copied, given, published
from tests.dataset.processes import processes

_NOTHING_OLD = dataclasses.replace(SETTINGS, keep_count=1, keep_age=timedelta(0))


def _edition(output: Path, shows: str) -> None:
    given(output, [Page(uri="a", pmid=1, shows=shows, body=shows)])


def _numbers(output: Path) -> list[int]:
    return sorted(int(path.name) for path in (output / "_snapshots").iterdir())


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots."""
    output = tmp_path_factory.mktemp("two-editions") / "output"
    _edition(output, "one")
    _edition(output, "two")
    return output


@pytest.fixture
def output(two_editions: Path, tmp_path: Path) -> Path:
    """The same for one test alone."""
    return copied(two_editions, tmp_path / "output")


def _hold(output: Path, is_held: Event) -> None:
    with pinned(output, "1"):
        is_held.set()
        time.sleep(600)


@contextmanager
def _reader(output: Path) -> Iterator[BaseProcess]:
    """Another process that reads the first snapshot, until it is killed."""
    is_held = processes.Event()
    process = processes.Process(target=_hold, args=(output, is_held))
    process.start()
    try:
        assert is_held.wait(120)
        yield process
    finally:
        process.kill()
        process.join()


def test_what_another_process_reads_stays_until_that_process_is_killed(output: Path) -> None:
    with _reader(output):
        assert vacuum(output, _NOTHING_OLD, NOON).spared == {1: Spared.READ}

    assert list(vacuum(output, _NOTHING_OLD, NOON).freed) == [1]


def test_a_snapshot_that_was_read_to_the_end_goes(output: Path) -> None:
    with pinned(output, "1"):
        pass

    assert list(vacuum(output, _NOTHING_OLD, NOON).freed) == [1]


def test_a_run_does_not_retire_what_is_read(output: Path) -> None:
    with pinned(output, "1") as snapshot:
        published(output, [Page(uri="a", pmid=1, shows="three", body="three")], settings=_NOTHING_OLD)

        assert [row["title"] for row in read.article_of(snapshot, "1")["articles"]] == ["one"]

    assert _numbers(output) == [1, 3]


def test_readers_do_not_keep_each_other_out(output: Path) -> None:
    with pinned(output) as one, pinned(output) as other:
        assert one.path == other.path


def test_a_reader_that_comes_too_late_gets_the_snapshot_that_is_current_then(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(places: Output, which: str) -> Path:
        """The reader has looked where `current` points, and meanwhile a run publishes and the snapshot goes."""
        monkeypatch.setattr(local_history, "place_of", place_of)
        place = place_of(places, which)
        _edition(output, "three")
        vacuum(output, _NOTHING_OLD, NOON)
        return place

    monkeypatch.setattr(local_history, "place_of", overtaken)

    with pinned(output) as snapshot:
        assert snapshot.number == 3
        assert _numbers(output) == [3]


def test_a_snapshot_that_went_while_its_lock_was_waited_for_is_not_read(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.dataset.folders import pins

    share = pins._share

    def after_the_vacuum(descriptor: int) -> None:
        vacuum(output, _NOTHING_OLD, NOON)
        share(descriptor)

    monkeypatch.setattr(pins, "_share", after_the_vacuum)

    with pytest.raises(SnapshotMissing), pinned(output, "1"):
        pass


def test_readers_and_vacuums_at_the_same_time_never_meet(tmp_path: Path) -> None:
    output = tmp_path / "output"
    _edition(output, "0")
    ended, failures, reads = threading.Event(), list[str](), 0

    def read_on() -> None:
        nonlocal reads
        while not ended.is_set():
            with pinned(output) as snapshot:
                missing = [file.path for file in snapshot.manifest.files if not snapshot.path_of(file).is_file()]
                failures.extend(missing)
                reads += 1

    reader = threading.Thread(target=read_on)
    reader.start()
    for edition in range(1, 4):
        _edition(output, str(edition))
        vacuum(output, _NOTHING_OLD, NOON)
    ended.set()
    reader.join()

    assert reads > 0
    assert failures == []


@pytest.mark.parametrize(("which", "number"), [("current", 2), ("previous", 1), ("1", 1), ("00000002", 2)])
def test_a_snapshot_is_named_by_number_or_place(output: Path, which: str, number: int) -> None:
    with pinned(output, which) as snapshot:
        assert snapshot.number == number


@pytest.mark.parametrize("which", ["3", "0", "spring", "../_snapshots/00000001", ""])
def test_what_names_no_snapshot_is_said_as_such(output: Path, which: str) -> None:
    with pytest.raises(SnapshotMissing, match="status"), pinned(output, which):
        pass


def test_the_first_snapshot_has_no_previous_one(tmp_path: Path) -> None:
    _edition(tmp_path / "output", "one")

    with pytest.raises(SnapshotMissing, match="previous"), pinned(tmp_path / "output", "previous"):
        pass


def test_without_a_dataset_there_is_nothing_to_pin(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing), pinned(tmp_path / "output"):
        pass

    assert not (tmp_path / "output").exists()


def test_a_snapshot_that_is_retired_while_its_name_is_followed_is_no_missing_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, [Page(uri="1.html", pmid=1)])
    asked = iter([99])  # a run retires the snapshot 99 behind the reader's back
    now = Output.current_number
    monkeypatch.setattr(Output, "current_number", lambda output: next(asked, None) or now(output))

    assert place_of(Output(tmp_path), "current").name == "00000001"
