"""Planning and handing out: what a killed run leaves is used again, and only by a run that would do the same."""

import json
import os
import zipfile
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from flows import steps
from flows.errors import NothingToRead, ShardsFailed, WorkerDied
from flows.run import Run
from flows.steps import (
    LARGEST_SHARD,
    MEBIBYTE,
    MOST_SHARDS,
    SMALLEST_SHARD,
    Plan,
    confirm_folders,
    only_run,
    parse_all,
    plan,
    ready,
    shard_size,
)
from pipeline.errors import DatasetBusy, DatasetError, SourceError
from pipeline.shards import ShardSummary, parse_shard
from tests.flows.pages import here, write_articles


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(raw=write_articles(tmp_path / "raw", 3), output=tmp_path / "output", workers=2)


@pytest.fixture
def _shard_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SMALLEST_SHARD", 1)
    monkeypatch.setattr(steps, "LARGEST_SHARD", 1)
    monkeypatch.setattr(steps, "MOST_SHARDS", 10**9)


def _parse(planned: Plan, number: int) -> ShardSummary:
    return parse_shard(planned.shards[number], planned.work, lambda _pages: None)


def test_nothing_to_read_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=str(tmp_path)):
        plan(Run(raw=tmp_path, output=tmp_path / "output", workers=1))


@pytest.mark.parametrize("obstacle", [PermissionError(13, "Permission denied"), FileExistsError(17, "File exists")])
def test_an_error_within_the_run_is_not_taken_for_one_of_the_output(tmp_path: Path, obstacle: OSError) -> None:
    with pytest.raises(type(obstacle)) as caught, only_run(tmp_path):
        raise obstacle

    assert caught.value is obstacle


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)

    with pytest.raises(DatasetError, match=f"cannot write to {tmp_path}: permission denied"), only_run(tmp_path):
        pass


def test_a_run_holds_its_output_to_its_end_and_no_longer(tmp_path: Path) -> None:
    with only_run(tmp_path), pytest.raises(DatasetBusy), only_run(tmp_path):
        pass

    with only_run(tmp_path):
        pass


@pytest.mark.parametrize(
    ("size", "workers", "expected"),
    [
        (0, 2, SMALLEST_SHARD),
        (320 * MEBIBYTE, 2, 20 * MEBIBYTE),
        (100_000 * MEBIBYTE, 2, LARGEST_SHARD),
        (6_000_000 * MEBIBYTE, 64, 2_000 * MEBIBYTE),
    ],
)
def test_shards_are_even_between_bounds(size: int, workers: int, expected: int) -> None:
    most = shard_size(size, workers).of(size)

    assert most == expected
    assert -(-size // most) <= MOST_SHARDS


def test_the_last_shards_are_small_so_that_no_worker_waits_long_for_another() -> None:
    size = shard_size(3_200 * MEBIBYTE, 2)

    assert [size.of(rest * MEBIBYTE) for rest in (3_200, 800, 400, 4)] == [
        200 * MEBIBYTE,
        200 * MEBIBYTE,
        100 * MEBIBYTE,
        50 * MEBIBYTE,
    ]


@pytest.mark.parametrize("workers", [1, 64, 1_000])
@pytest.mark.parametrize("size", [700_000 * MEBIBYTE, 6_000_000 * MEBIBYTE])
def test_there_are_never_more_shards_than_prefect_takes(size: int, workers: int) -> None:
    sizes = shard_size(size, workers)

    number, rest = 0, size
    while rest > 0:
        number, rest = number + 1, rest - sizes.of(rest)
    assert number <= MOST_SHARDS


def test_small_shards_do_not_shrink() -> None:
    assert shard_size(100 * MEBIBYTE, 2).of(4 * MEBIBYTE) == SMALLEST_SHARD


@pytest.mark.usefixtures("_shard_a_page")
def test_finished_shards_of_the_same_plan_are_used_again(run: Run) -> None:
    before = plan(run)
    _parse(before, 1)

    after = plan(run)

    assert after.unfinished == (0, 2)
    assert after.tally().pages() == 1


@pytest.mark.usefixtures("_shard_a_page")
def test_a_changed_page_makes_another_plan(run: Run) -> None:
    before = plan(run)
    _parse(before, 1)
    here(before.shards[0].inputs[0].path).write_text("<html>")

    after = plan(run)

    assert after.work != before.work
    assert len(after.unfinished) == 3
    assert not before.work.exists()


def test_a_page_changed_in_place_makes_another_plan_though_its_size_and_time_are_kept(run: Run) -> None:
    before = plan(run)
    page = here(before.shards[0].inputs[0].path)
    times, body = page.stat(), page.read_bytes()

    page.write_bytes(body.swapcase())
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert page.stat().st_size == times.st_size
    assert plan(run).work != before.work


def test_another_raw_folder_makes_another_plan_though_its_files_are_the_same_ones(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for page in here(run.raw).iterdir():
        (other / page.name).hardlink_to(page)

    assert plan(replace(run, raw=other)).work != plan(run).work


def test_another_name_of_the_same_raw_folder_is_no_other_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(here(run.raw))

    assert plan(replace(run, raw=tmp_path / "link")).work == plan(run).work


def test_a_changed_note_makes_another_plan(run: Run) -> None:
    page = next(here(run.raw).iterdir()).name
    (here(run.raw) / "captures.jsonl").write_text(json.dumps({"file": page, "url": "https://one.example/"}))
    before = plan(run)

    (here(run.raw) / "captures.jsonl").write_text(json.dumps({"file": page, "url": "https://two.example/"}))

    assert plan(run).work != before.work


@pytest.mark.usefixtures("_shard_a_page")
def test_a_changed_program_makes_another_plan(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan(run)
    monkeypatch.setattr(steps, "program_digest", lambda: b"another")

    assert plan(run).work != before.work


def test_what_was_never_finished_is_removed(run: Run) -> None:
    partial = plan(run).work / "000000.x.partial"
    partial.mkdir(parents=True)

    plan(run)

    assert not partial.exists()


@pytest.mark.usefixtures("_shard_a_page")
def test_no_more_shards_are_handed_out_than_the_window_holds(run: Run) -> None:
    planned = plan(run)
    out: deque[int] = deque()
    most = 0

    def submit(number: int) -> steps.Waiting:
        nonlocal most
        out.append(number)
        most = max(most, len(out))
        return lambda: ShardSummary(out.popleft(), 1)

    summaries = parse_all(planned, submit, 2)

    assert [summary.number for summary in summaries] == [0, 1, 2]
    assert most == 2


@pytest.mark.usefixtures("_shard_a_page")
def test_a_shard_that_kills_its_process_is_named_after_the_others_are_done(run: Run) -> None:
    planned = plan(run)
    done = []

    def wait(number: int) -> ShardSummary:
        if number == 0:
            raise WorkerDied("killed")
        done.append(number)
        return ShardSummary(number, 1)

    with pytest.raises(ShardsFailed, match=planned.shards[0].inputs[0].path.name):
        parse_all(planned, lambda number: lambda: wait(number), 2)
    assert done == [1, 2]


@pytest.mark.usefixtures("_shard_a_page")
def test_an_error_that_every_shard_would_meet_ends_the_run_at_once(run: Run) -> None:
    handed_out = []

    def submit(number: int) -> steps.Waiting:
        handed_out.append(number)
        return _no_space

    with pytest.raises(OSError, match="No space left"):
        parse_all(plan(run), submit, 1)
    assert handed_out == [0]


def _no_space() -> ShardSummary:
    raise OSError(28, "No space left on device")


def test_an_output_that_holds_the_pages_is_refused(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()

    for output in (raw, tmp_path):
        with pytest.raises(DatasetError, match="name another folder with --output"):
            confirm_folders(Run(raw=raw, output=output, workers=1))


def test_a_raw_folder_that_is_not_there_is_told_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        confirm_folders(Run(raw=tmp_path / "nope", output=tmp_path / "output", workers=1))

    assert not (tmp_path / "output").exists()


def test_a_run_with_other_limits_takes_nothing_of_what_was_staged_with_these(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _parse(plan(run), 0)

    monkeypatch.setenv("PUBMED_ETL_PAGE_SECONDS", "600")

    assert plan(run).unfinished == (0,)


def test_members_that_are_no_pages_are_counted_also_where_an_earlier_run_read_them(run: Run) -> None:
    with zipfile.ZipFile(here(run.raw) / "crawl.zip", "w") as archive:
        archive.writestr("paper.pdf", b"%PDF")
    _parse(plan(run), 0)

    planned = plan(run)

    assert not planned.unfinished
    assert ready(planned, planned.tally()).ignored == {".pdf": 1}
