"""Every night by itself: a real server, a real worker, schedules that fire, and what is left when all is killed."""

import json
import os
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.plain import run_plain
from flows.run import Run
from pipeline.dataset import current_snapshot
from pipeline.dataset.disk.lock import exclusive
from tests.flows.pages import CHALLENGE, write_articles
from tests.flows.serving import Serve, awaited, flow_process, parent_of, served

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nights")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of it is."""
    return tmp_path_factory.mktemp("nights")


@pytest.fixture(scope="module")
def serve(place: Path) -> Iterator[Serve]:
    """One server for all of these tests."""
    words = ["--raw", str(place / "raw"), "--output", str(place / "output"), "--cron", "0 2 1 1 *"]
    with served(place, *words, "--notify-command", f"tee -a {place / 'told'}") as serve:
        yield serve


@pytest.fixture
def raw(place: Path) -> Path:
    """Two articles, and a page of none."""
    raw = write_articles(place / "raw", 2)
    (raw / "challenge.html").write_text(CHALLENGE)
    return raw


def _told(place: Path, output: Path) -> list[dict[str, Any]]:
    """What hooks were told of a dataset."""
    lines = map(json.loads, (place / "told").read_text().splitlines())
    return [line for line in lines if line["output"] == str(output)]


def test_it_says_where_to_look_and_what_runs_when(serve: Serve) -> None:
    assert f"Prefect is at {serve.api_url.removesuffix('/api')}" in serve.said
    assert "ingest/nightly      0 2 1 1 * (UTC)" in serve.said
    assert "rebuild/monthly     not by itself" in serve.said


def test_a_browser_finds_the_user_interface_and_that_finds_the_server(serve: Serve) -> None:
    assert "<title>Prefect" in serve.page("/")
    assert json.loads(serve.page("/ui-settings"))["api_url"] == serve.api_url


def test_a_schedule_fires_and_does_what_the_command_does(serve: Serve, place: Path, raw: Path, tmp_path: Path) -> None:
    run_plain(Run(raw=raw, output=tmp_path / "plain", workers=1))

    with serve.scheduled():
        run = awaited(serve.first_by_itself)

    kind, message = serve.ended(run)
    assert (kind, message.partition(":")[0]) == ("COMPLETED", "3 pages read and published as snapshot 00000001")
    published, plain = (current_snapshot(output).manifest for output in (place / "output", tmp_path / "plain"))
    assert published.counts == plain.counts
    assert _told(place, place / "output")[0]["pages_read"] == 3


def test_a_person_starts_one_and_watches_it(serve: Serve, raw: Path, tmp_path: Path) -> None:
    parameters = {"raw": f'"{raw}"', "output": f'"{tmp_path / "output"}"', "workers": "1", "on_alarm": '"accept"'}
    words = [word for name, value in parameters.items() for word in ("-p", f"{name}={value}")]

    done = serve.prefect("deployment", "run", "ingest/nightly", *words, "-p", 'gates={"least_fall": 0.5}', "--watch")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Flow run finished successfully in 'Completed'" in done.stdout
    assert current_snapshot(tmp_path / "output").manifest.counts.tables["articles"] == 2


def test_what_a_flow_cannot_be_told_is_refused_before_there_is_a_run(serve: Serve) -> None:
    assert "Validation failed for field 'workers'" in serve.refused(workers=0)
    assert "Validation failed for field 'gates" in serve.refused(gates={"least_fall": 2})


@dataclass(frozen=True, slots=True)
class Killed:
    """What was seen of a night whose worker and flow were killed in the middle, and of the next one."""

    overlapping: tuple[str, str]
    """How a run ended that was to begin meanwhile."""
    killed: tuple[str, str]
    told: Mapping[str, Any]
    next: tuple[str, str]
    tasks: Mapping[str, set[str]]
    """What each of the two had to do."""


@pytest.fixture(scope="module")
def killed(serve: Serve, place: Path) -> Killed:
    raw, output = write_articles(place / "other", 3), place / "killed"
    parameters = {"raw": str(raw), "output": str(output)}
    output.mkdir()
    with exclusive(output / "_lock", timedelta()):  # for which a run waits that has all but published
        first = serve.triggered(**parameters)
        awaited(lambda: serve.tasks(first) >= {"publish"})
        overlapping = serve.ended(serve.triggered(**parameters))
        process = flow_process(serve.run(first))
        for pid in (parent_of(process), process):
            os.kill(pid, signal.SIGKILL)
    ended = serve.ended(first)
    second = serve.triggered(**parameters)
    after = serve.ended(second)
    awaited(lambda: serve.tasks(second) >= {"publish"})
    tasks = {"first": serve.tasks(first), "second": serve.tasks(second)}
    return Killed(overlapping, ended, _told(place, output)[0], after, tasks)


def test_a_run_that_would_overlap_its_own_deployment_is_cancelled(killed: Killed) -> None:
    assert killed.overlapping == ("CANCELLED", "Deployment concurrency limit reached.")


def test_a_run_whose_worker_and_process_were_killed_is_no_run_for_ever(killed: Killed) -> None:
    kind, message = killed.killed

    assert kind == "CRASHED"
    assert message.startswith("Its process is gone")
    assert (killed.told["exit_code"], killed.told["command"]) == (143, "run")


def test_the_next_run_goes_on_with_what_was_finished(killed: Killed) -> None:
    kind, message = killed.next

    assert kind == "COMPLETED"
    assert message.startswith("3 pages read and published as snapshot 00000001")
    assert killed.tasks == {"first": {"plan", "shard-0", "publish"}, "second": {"plan", "publish"}}


def test_a_run_that_a_person_cancels_is_told_once(serve: Serve, place: Path) -> None:
    raw, output = write_articles(place / "cancelled-raw", 2), place / "cancelled"
    output.mkdir()
    with exclusive(output / "_lock", timedelta()):  # for which a run waits that has all but published
        run = serve.triggered(raw=str(raw), output=str(output))
        awaited(lambda: serve.tasks(run) >= {"publish"})
        serve.cancel(run)
        kind, _ = serve.ended(run)

    (told,) = _told(place, output)
    assert kind == "CANCELLED"
    assert (told["command"], told["exit_code"], told["error"]) == ("run", 143, "Flow run was cancelled.")
