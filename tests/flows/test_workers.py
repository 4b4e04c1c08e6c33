"""Processes that parse: they count, they are replaced when they die, and they do not outlive anybody."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import cast

import pytest

from flows import plain, workers
from flows.errors import ShardsFailed, Stopped, WorkerDied
from flows.plain import parse_patiently, run_plain
from flows.progress import Tally, Unwatched, watched_by
from flows.run import Run
from flows.workers import InProcesses, InThisProcess, shard_parser
from pipeline.shards import Shard, ShardSize, plan_shards
from pipeline.sources import Input, list_inputs
from tests.flows.pages import copies_of, write_articles, write_copies


@pytest.fixture
def shards(tmp_path: Path) -> tuple[Shard, ...]:
    """Four shards of one page."""
    return plan_shards(list_inputs(write_articles(tmp_path / "raw", 4)), ShardSize(1))


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    yield
    deadline = time.monotonic() + 5  # two threads may wait for one child, of which one sees its end a moment later
    while active_children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not active_children()


class Deadly:
    """Kills the process that unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_little_input_is_parsed_in_this_process(shards: tuple[Shard, ...], tmp_path: Path) -> None:
    tally = Tally(shards)

    with shard_parser(shards, tmp_path / "work", tally, 2) as parser:
        summary = parser.parse(2)

        assert isinstance(parser, InThisProcess)
    assert summary.pages == 1
    assert tally.pages() == 1


def test_much_input_is_parsed_in_a_process_that_may_die_also_where_one_worker_is_asked_for(
    shards: tuple[Shard, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SMALL", 0)

    with shard_parser(shards, tmp_path, Tally(shards), 1) as parser:
        assert isinstance(parser, InProcesses)


@pytest.mark.slow
def test_a_process_that_is_killed_is_replaced(
    shards: tuple[Shard, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SMALL", 0)

    with shard_parser(shards, tmp_path / "work", Tally(shards), 2) as parser:
        parser.parse(0)
        for child in active_children():
            os.kill(child.ident or 0, signal.SIGKILL)
            child.join()
        with pytest.raises(WorkerDied, match="shard 1"):
            parser.parse(1)
        assert parser.parse(1).pages == 1


@pytest.mark.slow
def test_a_shard_that_always_kills_harms_no_other(
    shards: tuple[Shard, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SMALL", 0)
    deadly = Shard(0, (cast("Input", Deadly()),), shards[0].sidecars)
    tally = Tally(shards)

    parser = InProcesses((deadly, *shards[1:]), tmp_path / "work", tally, 2)

    with pytest.raises(WorkerDied, match="shard 0"):
        parse_patiently(parser, 0)
    assert [parse_patiently(parser, number).pages for number in (1, 2, 3)] == [1, 1, 1]
    parser.stop()


@pytest.mark.slow
def test_who_waits_for_a_process_is_told_of_the_stop(
    shards: tuple[Shard, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SMALL", 0)
    parser = InProcesses(shards, tmp_path / "work", Tally(shards), 2)
    parser.parse(0)

    parser.stop()

    with pytest.raises(Stopped):
        parser.parse(1)


@pytest.mark.slow
def test_the_stop_ends_the_parsers_own_processes_alone(shards: tuple[Shard, ...], tmp_path: Path) -> None:
    foreign = get_context("spawn").Process(target=time.sleep, args=(60,))
    foreign.start()
    parser = InProcesses(shards, tmp_path / "work", Tally(shards), 1)
    parser.parse(0)

    parser.stop()

    assert active_children() == [foreign]
    foreign.terminate()
    foreign.join()


def test_ctrl_c_reaches_who_handed_a_shard_over_and_none_of_the_processes(
    shards: tuple[Shard, ...], tmp_path: Path
) -> None:
    parser = InProcesses(shards, tmp_path / "work", Tally(shards), 1)
    parser.parse(0)

    here, there = (_blocked(pid) for pid in (os.getpid(), active_children()[0].pid))
    parser.stop()
    assert (signal.SIGINT in here, signal.SIGINT in there) == (False, True)


def test_a_process_that_parses_loads_neither_pandas_nor_what_publishes(
    shards: tuple[Shard, ...], tmp_path: Path
) -> None:
    parser = InProcesses(shards, tmp_path / "work", Tally(shards), 1)
    parser.parse(0)

    loaded = Path(f"/proc/{active_children()[0].pid}/maps").read_text()
    parser.stop()
    assert "pyarrow" in loaded
    assert "pandas" not in loaded
    assert "duckdb" not in loaded


def _blocked(pid: int | None) -> set[int]:
    """The signals that the main thread of a process does not hear."""
    status = Path(f"/proc/{pid}/status").read_text()
    mask = int(next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk:")), 16)
    return {number for number in range(1, 65) if mask >> (number - 1) & 1}


def test_a_shard_in_this_process_ends_at_its_next_pages(shards: tuple[Shard, ...], tmp_path: Path) -> None:
    parser = InThisProcess(shards, tmp_path / "work", Tally(shards))

    parser.stop()

    with pytest.raises(Stopped):
        parser.parse(0)


class Killer(Unwatched):
    """Kills a child with `kill -9` as soon as pages are being read in several."""

    def __init__(self) -> None:
        self.killed: list[int] = []

    def parsing(self, tally: Tally) -> None:
        threading.Thread(target=self._kill, args=(tally,), daemon=True).start()

    def _kill(self, tally: Tally) -> None:
        while not tally.pages():
            time.sleep(0.01)
        victim = active_children()[0].ident
        if victim:
            os.kill(victim, signal.SIGKILL)
            self.killed.append(victim)


@pytest.mark.slow
def test_a_run_completes_though_a_child_is_killed_in_the_middle(tmp_path: Path, small_shards: int) -> None:
    copies = copies_of(4 * small_shards)
    raw, killer = write_copies(tmp_path / "raw", copies), Killer()

    with watched_by(killer):
        report = run_plain(Run(raw=raw, output=tmp_path / "output", workers=2))

    assert killer.killed
    assert report.pages == copies
    assert report.publication.counts.statuses == {"parsed": 1, "duplicate": copies - 1}


@pytest.mark.slow
def test_a_run_of_a_shard_that_always_kills_publishes_nothing(
    tmp_path: Path, small_shards: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_parse", Deadly())
    monkeypatch.setattr(plain, "TRIES", 2)
    raw = write_copies(tmp_path / "raw", copies_of(2 * small_shards))

    with pytest.raises(ShardsFailed, match="Nothing was published"):
        run_plain(Run(raw=raw, output=tmp_path / "output", workers=2))
    assert not (tmp_path / "output" / "current").exists()
