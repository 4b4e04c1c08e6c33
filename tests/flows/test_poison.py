"""A page that crashes, hangs or hoards costs itself and nothing else, wherever it is parsed."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children, get_context
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows import workers
from flows.errors import Stopped, WrongSetting
from flows.limits import MEMORY, SECONDS, run_limits
from flows.plain import run_plain
from flows.progress import Tally
from flows.run import Run
from flows.workers import InProcesses
from pipeline import parsing
from pipeline.journal import has_died, tries_of
from pipeline.shards import ShardSize, plan_shards
from pipeline.sources import list_inputs
from tests.flows.command_line import finished
from tests.flows.pages import here, write_articles
from tests.poison.acts import PYTHONPATH, VICTIM, backtrack, crash, die_once, grip, hoard, loop, obeying, persist, sleep
from tests.poison.pages import poison, poisoned
from tests.sources.saved import zipped

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _obedience(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All processes obey poison; a page has half a second, and a tenth of a gibibyte."""
    monkeypatch.setenv("PYTHONPATH", PYTHONPATH)
    monkeypatch.setenv(SECONDS, "0.5")
    monkeypatch.setenv(MEMORY, "100")
    monkeypatch.setattr(parsing, "extract", obeying)
    yield
    assert not active_children()


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SMALL", 0)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Three good articles."""
    return Run(raw=write_articles(tmp_path / "raw", 3), output=tmp_path / "output", workers=2)


def put(run: Run, name: str, page: str | bytes) -> None:
    (here(run.raw) / name).write_bytes(page.encode() if isinstance(page, str) else page)


def rejected(run: Run) -> dict[str, str]:
    captures = pq.read_table(here(run.output) / "captures").to_pylist()
    assert len([row for row in captures if row["status"] == "parsed"]) == 3
    return {row["source_uri"]: row["reason"] for row in captures if row["status"] == "rejected"}


@pytest.mark.usefixtures("in_processes")
@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (crash, "parser-crash"),
        (loop, "too-slow"),
        (sleep, "too-slow"),
        (persist, "too-slow"),
        (backtrack, "too-slow"),
        (grip, "parser-crash"),
        (hoard, "out-of-memory"),
    ],
)
def test_a_page_that_harms_its_process_is_rejected_and_its_neighbours_are_published(
    run: Run, act: Callable[[], None], reason: str
) -> None:
    put(run, "50.html", poison(act, 9))

    run_plain(run)

    assert rejected(run) == {"50.html": reason}


@pytest.mark.parametrize(("act", "reason"), [(loop, "too-slow"), (sleep, "too-slow"), (hoard, "out-of-memory")])
def test_a_page_that_keeps_the_command_itself_is_left_to_a_process(
    run: Run, act: Callable[[], None], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if act is sleep:
        monkeypatch.setattr("tests.poison.acts.time", _Naps)
    put(run, "50.html", poison(act, 9))

    run_plain(run)

    assert rejected(run) == {"50.html": reason}


class _Naps:
    """A sleep that is not for ever, since nobody can wake the thread that it is in."""

    @staticmethod
    def sleep(_seconds: float) -> None:
        time.sleep(10)


def test_a_page_that_crashes_the_command_is_stepped_around_by_the_next_one(run: Run, tmp_path: Path) -> None:
    put(run, "50.html", poison(crash, 9))
    words = ("run", "--runner", "plain", "--raw", str(run.raw), "--output", str(run.output))

    codes = [finished(tmp_path, *words, PYTHONPATH=PYTHONPATH).returncode for _ in range(2)]

    assert codes == [-signal.SIGSEGV, 0]
    assert rejected(run) == {"50.html": "parser-crash"}


@pytest.mark.usefixtures("in_processes")
def test_several_such_pages_in_one_shard_cost_themselves(run: Run) -> None:
    harmful = {"50.html": crash, "60.html": loop, "70.html": crash, "999.html": persist}
    for name, act in harmful.items():
        put(run, name, poison(act, 9))

    run_plain(run)

    assert rejected(run) == {
        "50.html": "parser-crash",
        "60.html": "too-slow",
        "70.html": "parser-crash",
        "999.html": "too-slow",
    }


@pytest.mark.usefixtures("in_processes")
def test_of_an_archive_and_of_a_file_of_many_pages_the_page_alone_is_lost(run: Run) -> None:
    good = [page.read_bytes() for page in sorted(here(run.raw).iterdir())]
    for page in here(run.raw).iterdir():
        page.unlink()
    put(run, "a.zip", zipped([("1.html", good[0]), ("2.html", poison(crash, 9).encode()), ("3.html", good[1])]))
    put(run, "b.html", poison(loop, 9).encode() + good[2])

    run_plain(run)

    assert rejected(run) == {"a.zip!/2.html": "parser-crash", "b.html": "too-slow"}


@pytest.mark.usefixtures("in_processes")
def test_a_page_whose_process_is_killed_once_is_parsed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VICTIM, str(tmp_path / "victim"))
    page = min(here(run.raw).iterdir())
    page.write_text(poisoned(page.read_text(), die_once))

    run_plain(run)

    assert (tmp_path / "victim").exists()
    assert rejected(run) == {}


@pytest.mark.usefixtures("in_processes")
def test_what_was_given_up_is_not_read_by_the_next_run(run: Run) -> None:
    put(run, "50.html", poison(crash, 9))
    run_plain(run)

    again = run_plain(run)

    assert again.inputs == {"unchanged": 4}


@pytest.mark.flow
@pytest.mark.usefixtures("in_processes", "prefect_server")
def test_in_a_flow_such_a_page_costs_no_more(run: Run) -> None:
    from flows.ingest import ingest

    put(run, "50.html", poison(crash, 9))

    ingest(str(run.raw), str(run.output), workers=run.workers)

    assert rejected(run) == {"50.html": "parser-crash"}


def test_a_stop_is_no_death_of_the_page_that_it_stops(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SECONDS)
    put(run, "50.html", poison(sleep, 9))
    shards = plan_shards(list_inputs(run.raw), ShardSize(10**9))
    parser = InProcesses(shards, tmp_path / "work", Tally(shards), 1, run_limits())
    ends: list[type[BaseException]] = []
    caller = threading.Thread(target=_parse, args=(parser, ends))
    caller.start()
    _wait_for_a_step(tmp_path / "work")

    parser.stop()
    caller.join()

    assert ends == [Stopped]
    assert not has_died(tries_of(tmp_path / "work", 0))


def test_the_end_of_the_command_is_no_death_of_the_page_that_its_process_is_at(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SECONDS)
    put(run, "50.html", poison(sleep, 9))
    command = get_context("spawn").Process(target=_parse_in_a_process, args=(here(run.raw), tmp_path / "work"))
    command.start()
    _wait_for_a_step(tmp_path / "work")

    command.kill()
    command.join()

    deadline = time.monotonic() + 20
    while has_died(tries_of(tmp_path / "work", 0)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not has_died(tries_of(tmp_path / "work", 0))


def _parse_in_a_process(raw: Path, work: Path) -> None:
    shards = plan_shards(list_inputs(raw), ShardSize(10**9))
    InProcesses(shards, work, Tally(shards), 1, run_limits()).parse(0)


def _parse(parser: InProcesses, ends: list[type[BaseException]]) -> None:
    try:
        parser.parse(0)
    except BaseException as error:  # noqa: BLE001  # the test looks at it
        ends.append(type(error))


def _wait_for_a_step(work: Path) -> None:
    while not any(one.state == 1 and one.step.source == 0 and one.step.part for one in tries_of(work, 0)):
        time.sleep(0.02)


@pytest.mark.parametrize("said", ["soon", "0", "-1", "nan", "inf"])
def test_a_limit_that_is_none_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECONDS, said)

    with pytest.raises(WrongSetting, match=f"{SECONDS} is '{said}': write a number above 0, like 60"):
        run_limits()
