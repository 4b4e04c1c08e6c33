"""A run on a cluster of real processes: the tables are those of any run, whatever is killed, and nobody unfit takes part."""

import os
import pickle
import shutil
import signal
import sys
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from distributed import Client

from flows import clustered, steps
from flows.cluster import connecting, handing_out
from flows.cluster.handing_out import HandingOut
from flows.cluster.order import Order, packed
from flows.cluster.passport import own_passport
from flows.cluster.working import parse_order
from flows.clustered import run_clustered
from flows.command import answer
from flows.command.exits import Exit
from flows.errors import ClusterUnusable, ShardsFailed
from flows.plain import run_plain
from flows.progress import watched_by
from flows.run import Run
from flows.steps import SMALLEST_SHARD, plan
from pipeline.dataset import Unchanged, current_files
from pipeline.errors import DatasetError, SourceError
from pipeline.limits import DEFAULT_LIMITS
from pipeline.raw import ObjectPath
from pipeline.shards import Shard, ShardSize, ShardSummary, plan_shards
from pipeline.sources import list_inputs
from pipeline.tables import TABLES
from tests.flows.command_line import CHECKOUT, interrupt, started, wait_for
from tests.flows.dask_cluster import Scheduler, Striker, published, scheduler, workers
from tests.flows.pages import copies_of, here, write_articles, write_copies
from tests.stores import Bucket, StoreServer

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("dask")]

PAGES = 6
A_WHILE = 120
"""Pages that take so long that something can happen meanwhile."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scheduler]:
    """A scheduler without workers."""
    with scheduler(tmp_path_factory.mktemp("empty")) as there:
        yield there


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, store_server: StoreServer) -> Iterator[Scheduler]:
    """A scheduler and two workers, which have access to the object store by their environment."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as there, workers(there, 2, folder, environment=store_server.environment()):
        yield there


@pytest.fixture
def _page_a_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "SMALLEST_SHARD", 1)
    monkeypatch.setattr(steps, "LARGEST_SHARD", 1)
    monkeypatch.setattr(steps, "MOST_SHARDS", 10**9)


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("pages") / "raw", PAGES)


@pytest.fixture
def run(raw: Path, tmp_path: Path, cluster: Scheduler) -> Run:
    return Run(raw=raw, output=tmp_path / "output", workers=1, scheduler=cluster.address)


def _plainly(run: Run, output: Path) -> Mapping[str, bytes]:
    """What a run on this machine publishes of the same pages."""
    run_plain(replace(run, output=output, scheduler=None))
    return published(output)


def _words(run: Run) -> list[str]:
    scheduler = str(run.scheduler)
    return ["run", "--raw", str(run.raw), "--output", str(run.output), "--runner", "dask", "--scheduler", scheduler]


@pytest.mark.usefixtures("_page_a_shard")
def test_the_files_are_those_of_a_run_on_one_machine(run: Run, tmp_path: Path) -> None:
    report = run_clustered(run)

    assert report.pages == PAGES
    assert published(here(run.output)) == _plainly(run, tmp_path / "plain")
    assert not (here(run.output) / "_work").exists()


def test_a_second_run_reads_nothing_and_leaves_nothing(run: Run) -> None:
    run_clustered(run)

    again = run_clustered(run)

    assert isinstance(again.publication, Unchanged)
    assert not (here(run.output) / "_work").exists()


def test_the_command_runs_on_the_cluster_also_where_paths_are_relative(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(here(run.raw).parent)

    code = answer(_words(replace(run, raw=Path("raw"))))

    assert code is Exit.FINE
    said = capsys.readouterr()
    assert f"{PAGES} pages in {PAGES} files" in said.out
    assert f"Reading pages: {PAGES} pages" in said.err


def test_the_shard_of_a_worker_that_is_killed_is_parsed_again(
    run: Run, cluster: Scheduler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = write_copies(tmp_path / "copies", 3 * A_WHILE)
    size = sum(page.stat().st_size for page in raw.iterdir())
    monkeypatch.setattr(steps, "SMALLEST_SHARD", size // 3)
    run, output, victim = replace(run, raw=raw), here(run.output), cluster.worker_pids()[0]
    finished: list[Path] = []

    def kill() -> None:
        os.kill(victim, signal.SIGKILL)
        finished.extend(path for path in output.glob("_work/*/*") if path.name.isdigit())

    striker = Striker(output, 2, kill)
    with watched_by(striker):
        report = run_clustered(run)

    assert striker.has_struck.is_set()
    assert finished == []
    assert report.pages == 3 * A_WHILE
    assert published(output) == _plainly(run, tmp_path / "plain")
    cluster.wait_for_workers(2)
    assert victim not in cluster.worker_pids()


class Deadly:
    """Kills the process that unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


@pytest.mark.usefixtures("_page_a_shard")
def test_a_shard_that_kills_every_worker_is_named_and_harms_no_other(
    run: Run, cluster: Scheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(shard: Shard) -> bytes:
        return zlib.compress(pickle.dumps(Deadly())) if shard.number == 1 else packed(shard)

    monkeypatch.setattr(clustered, "packed", deadly)

    with pytest.raises(ShardsFailed, match=f"1 of {PAGES} shards could not be parsed.*Nothing was published"):
        run_clustered(run)

    assert set(plan(run).unfinished) == {1}
    cluster.wait_for_workers(2)


def test_a_slow_shard_holds_up_no_other(run: Run, cluster: Scheduler, tmp_path: Path) -> None:
    slow = write_copies(tmp_path / "slow", A_WHILE)
    shards = [plan(replace(run, raw=raw)).shards[0] for raw in (slow, here(run.raw))]
    numbered = [replace(shards[min(number, 1)], number=number) for number in range(6)]

    nights = [_handed_out(cluster, numbered, tmp_path / str(night)) for night in range(3)]

    assert all(sorted(ended) == list(range(6)) for ended in nights)
    assert any(ended.index(0) > 1 for ended in nights), "the first one to end makes room for the next, whichever it is"


def _handed_out(cluster: Scheduler, shards: Sequence[Shard], work: Path) -> list[int]:
    """The numbers of shards as they end; on a busy machine a worker may come late."""
    work.mkdir()
    with Client(cluster.address) as client:
        handing = HandingOut(
            client=client,
            order_of=lambda number: _order(shards[number], work),
            shards_a_thread=1,
            tries_noted=lambda _: 0,
        )
        return [number for number, _ in handing.as_they_end(range(len(shards)))]


def _order(shard: Shard, staging: Path) -> Order:
    raw = here(shard.inputs[0].path).parent
    return Order(passport=own_passport(), raw=raw, staging=staging, limits=DEFAULT_LIMITS, packed=packed(shard))


def _parsed(cluster: Scheduler, order: Order) -> ShardSummary:
    with Client(cluster.address) as client:
        summary: ShardSummary = client.submit(parse_order, order, pure=False).result()
        return summary


@pytest.fixture
def order(run: Run, tmp_path: Path) -> Order:
    """A shard, and a folder to stage it in."""
    (tmp_path / "work").mkdir()
    return _order(plan(run).shards[0], tmp_path / "work")


def test_a_worker_stages_a_shard_and_gives_back_its_counts(cluster: Scheduler, order: Order, tmp_path: Path) -> None:
    assert _parsed(cluster, order) == ShardSummary(0, PAGES)

    assert [path.name for path in (tmp_path / "work").iterdir()] == ["000000"]


def test_a_worker_gives_up_a_shard_that_nobody_waits_for_any_more(cluster: Scheduler, tmp_path: Path) -> None:
    raw, work = write_copies(tmp_path / "copies", 5 * A_WHILE), tmp_path / "work"
    work.mkdir()
    (shard,) = plan_shards(list_inputs(raw), ShardSize(sys.maxsize))

    with Client(cluster.address) as client:
        future = client.submit(parse_order, _order(shard, work), pure=False)
        while not list(work.iterdir()):
            time.sleep(0.01)
        assert not future.done()

    _wait_until_empty(work)


def _wait_until_empty(work: Path) -> None:
    """Until no shard is there, nor anything of one but where it stood."""
    deadline = time.monotonic() + 30
    while left := [path.name for path in work.iterdir() if path.suffix != ".at"]:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)


def test_a_worker_that_does_not_see_the_output_says_so_and_makes_nothing(
    cluster: Scheduler, order: Order, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"

    with pytest.raises(DatasetError, match=r"disk that all machines share \(on the worker tcp://"):
        _parsed(cluster, replace(order, staging=elsewhere))

    assert not elsewhere.exists()


def test_a_worker_that_does_not_see_the_pages_says_so_and_takes_none_for_gone(
    cluster: Scheduler, run: Run, order: Order, tmp_path: Path
) -> None:
    copied = shutil.copytree(here(run.raw), tmp_path / "copied")
    shard = plan(replace(run, raw=copied)).shards[0]
    for page in copied.iterdir():
        page.unlink()

    with pytest.raises(SourceError, match=r"disk that all machines share \(on the worker tcp://"):
        _parsed(cluster, replace(order, raw=copied, packed=packed(shard)))
    with pytest.raises(SourceError, match="no such folder"):
        _parsed(cluster, replace(order, raw=tmp_path / "nope"))


def test_an_error_of_the_disk_stays_one_and_says_where(cluster: Scheduler, order: Order) -> None:
    with pytest.raises(OSError, match="on the worker tcp://") as caught:
        _parsed(cluster, replace(order, staging=Path("/proc/self")))  # a folder that takes no file

    assert caught.value.errno is not None


def test_a_worker_of_another_version_that_came_late_parses_nothing(
    cluster: Scheduler, order: Order, tmp_path: Path
) -> None:
    with pytest.raises(ClusterUnusable, match=r"pyarrow \S+ instead of 1\.0\."):
        _parsed(cluster, replace(order, passport=own_passport()._replace(pyarrow="1.0")))

    assert list((tmp_path / "work").iterdir()) == []


def test_workers_of_another_version_are_refused_before_anything_is_made(
    run: Run, empty: Scheduler, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    for package in ("pipeline", "flows"):
        shutil.copytree(CHECKOUT / package, other / package)
    changed = other / "pipeline" / "errors.py"
    changed.write_text(f"{changed.read_text()}# another\n")

    with workers(empty, 1, tmp_path, program=other):
        code = answer(_words(replace(run, scheduler=empty.address)))

    assert code is Exit.ENGINE
    assert "has another version: program " in capsys.readouterr().err
    assert not here(run.output).exists()


def test_a_scheduler_without_workers_is_refused(run: Run, empty: Scheduler, capsys: pytest.CaptureFixture[str]) -> None:
    code = answer(_words(replace(run, scheduler=empty.address)))

    assert code is Exit.ENGINE
    assert "has no workers. Start some" in capsys.readouterr().err
    assert not here(run.output).exists()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1", "ftp://127.0.0.1:9"])
def test_a_scheduler_that_is_not_there_is_one_line_and_nothing_is_made(
    run: Run, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0.5)

    code = answer(_words(replace(run, scheduler=address)))

    said = capsys.readouterr().err
    assert code is Exit.ENGINE
    assert said.startswith(f"pubmed-etl: no Dask scheduler answers at {address} (")
    assert said.count("\n") == 1
    assert not here(run.output).exists()


def test_a_run_whose_workers_are_all_gone_ends_and_so_does_one_whose_scheduler_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "LOOKS_UP", 0.5)
    monkeypatch.setattr(connecting, "PATIENCE", 2.0)
    raw = write_copies(tmp_path / "copies", A_WHILE)
    with scheduler(tmp_path) as there:
        run = replace(run, raw=raw, scheduler=there.address)
        for victim, said in (("worker", "no worker left"), ("scheduler", "the scheduler went away")):
            with workers(there, 1, tmp_path) as own:
                group = own.pid if victim == "worker" else there.process.pid
                striker = Striker(here(run.output), 1, partial(os.killpg, group, signal.SIGKILL))

                with watched_by(striker), pytest.raises(ClusterUnusable, match=said):
                    run_clustered(run)


def test_ctrl_c_gives_the_shards_up_and_the_workers_live_on(run: Run, cluster: Scheduler, tmp_path: Path) -> None:
    raw = write_copies(tmp_path / "copies", copies_of(3 * SMALLEST_SHARD))
    output = here(run.output)
    before = cluster.worker_pids()
    process = started(tmp_path, *_words(replace(run, raw=raw)))
    wait_for(process, "Reading pages")
    while not list(output.glob("_work/*/*.partial")):
        assert process.poll() is None

    interrupt(process)
    _, said = process.communicate(timeout=30)

    assert process.returncode == Exit.INTERRUPTED
    assert said.endswith("pubmed-etl: stopped. The published tables are whole; the next run goes on from here.\n")
    assert "Traceback" not in said
    assert cluster.shards() == 0
    assert cluster.worker_pids() == before


@pytest.mark.parametrize(("threads", "expected"), [(0, 1), (1, 1), (2, 2), (3, 4), (63, 64), (64, 64), (65, 128)])
def test_a_worker_more_or_less_leaves_the_plan_as_it_is(threads: int, expected: int) -> None:
    assert clustered._rounded(threads) == expected


def test_nothing_is_published_where_a_shard_does_not_show(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustered, "SHOWN_WITHIN", 0.0)
    monkeypatch.setattr(clustered, "finished_shards", lambda _work: ())

    with pytest.raises(DatasetError, match="1 shards that were parsed are not in"):
        run_clustered(run)

    assert not (here(run.output) / "current").exists()


@dataclass(frozen=True, slots=True)
class Recorder:
    """Which shards are sent to the cluster."""

    numbers: list[int]

    def packed(self, shard: Shard) -> bytes:
        self.numbers.append(shard.number)
        return packed(shard)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    recorder = Recorder([])
    monkeypatch.setattr(clustered, "packed", recorder.packed)
    return recorder.numbers


@pytest.mark.usefixtures("_page_a_shard")
def test_the_run_after_a_killed_one_goes_on_with_what_was_finished(run: Run, sent: list[int]) -> None:
    planned = plan(run)
    with Client(str(run.scheduler)) as client:
        planned.work.mkdir(parents=True)
        for number in (0, 3):
            client.submit(parse_order, _order(planned.shards[number], planned.work), pure=False).result()

    report = run_clustered(run)

    assert sorted(sent) == [number for number in range(PAGES) if number not in (0, 3)]
    assert report.pages == PAGES


@pytest.mark.usefixtures("_page_a_shard")
def test_an_object_store_gets_the_same_tables_and_nothing_stays_of_what_was_staged(
    run: Run, bucket: Bucket, tmp_path: Path
) -> None:
    output = bucket.raw / "data"

    run_clustered(replace(run, output=output))

    assert not [key for key in bucket.objects() if "_work" in key]
    plainly = _plainly(run, tmp_path / "plain")
    for table in TABLES:
        theirs = [Path(file.removeprefix("file://")) for file in current_files(tmp_path / "plain", table.name)]
        ours = [bucket.body(file.removeprefix(f"{bucket.url}/")) for file in current_files(output, table.name)]
        assert ours == [path.read_bytes() for path in theirs], table.name
    assert plainly


def test_pages_in_an_object_store_are_read_by_the_workers(run: Run, bucket: Bucket) -> None:
    bucket.put_all((f"crawl/{page.name}", page.read_bytes()) for page in here(run.raw).iterdir())

    report = run_clustered(replace(run, raw=bucket.raw / "crawl"))

    assert report.publication.counts.statuses == {"parsed": PAGES}


def test_what_a_killed_run_had_sent_to_a_store_is_found_by_a_run_on_another_machine(
    run: Run, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sent: list[int]
) -> None:
    run = replace(run, raw=write_copies(tmp_path / "copies", copies_of(2 * SMALLEST_SHARD)), output=bucket.raw / "data")
    killed = started(tmp_path, *_words(run))
    while not any("_work" in key for key in bucket.objects()):
        assert killed.poll() is None
        time.sleep(0.02)
    killed.kill()
    killed.communicate(timeout=30)
    there = {int(Path(key).stem) for key in bucket.objects() if "_work" in key}
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))

    report = run_clustered(run)

    assert there
    assert there.isdisjoint(sent)
    assert report.publication.counts.tables["captures"] == report.pages
    assert isinstance(run.output, ObjectPath)
