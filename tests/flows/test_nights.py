"""Every night by itself: a real server, a real worker, schedules that fire, and what is left when all is killed."""

import json
import os
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.plain import run_plain
from flows.run import Run
from flows.steps import SMALLEST_SHARD
from pipeline.dataset import current_snapshot
from tests.flows.pages import CHALLENGE, copies_of, write_articles, write_copies
from tests.flows.serving import Serve, awaited, flow_process, parent_of, served
from tests.poison.acts import GATE, PYTHONPATH, wait
from tests.poison.pages import poison

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nights")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of it is."""
    return tmp_path_factory.mktemp("nights")


@pytest.fixture(scope="module")
def serve(place: Path) -> Iterator[Serve]:
    """One server for all of these tests, whose processes obey poison."""
    words = ["--raw", str(place / "raw"), "--output", str(place / "output"), "--cron", "0 2 1 1 *"]
    settings = {"PYTHONPATH": PYTHONPATH, GATE: str(place / "gate")}
    with served(place, *words, "--notify-command", f"tee -a {place / 'told'}", settings=settings) as serve:
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


def test_a_schedule_fires_and_does_what_the_command_does(serve: Serve, place: Path, raw: Path, tmp_path: Path) -> None:
    run_plain(Run(raw=raw, output=tmp_path / "plain", workers=1))

    with serve.scheduled():
        run = awaited(serve.scheduled_runs)[-1]

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
    kept: Mapping[str, int]
    """Finished shards, by which folder they are, after the kill."""
    found: Mapping[str, int]
    """The same, while the next run is at its last page."""
    next: tuple[str, str]
    pages: int


@pytest.fixture(scope="module")
def killed(serve: Serve, place: Path) -> Killed:
    raw, output = write_copies(place / "many", copies_of(2 * SMALLEST_SHARD)), place / "killed"
    (raw / "zz.html").write_text(poison(wait))
    parameters = {"raw": str(raw), "output": str(output), "workers": 2}
    first = serve.triggered(**parameters)
    awaited(lambda: _is_at_last_page(output))
    overlapping = serve.ended(serve.triggered(**parameters))
    process = flow_process(serve.run(first))
    for pid in (parent_of(process), process):
        os.kill(pid, signal.SIGKILL)
    kept = _finished(output)
    ended = serve.ended(first)
    second = serve.triggered(**parameters)
    awaited(lambda: serve.run(second)["state"]["type"] == "RUNNING" and _is_at_last_page(output))
    found = _finished(output)
    (place / "gate").touch()
    after = serve.ended(second)
    return Killed(overlapping, ended, _told(place, output)[0], kept, found, after, len(list(raw.iterdir())))


def _is_at_last_page(output: Path) -> bool:
    """All shards are finished but for the one whose page waits."""
    finished, begun = _finished(output), list(output.glob("_work/*/*.partial"))
    return len(finished) > 1 and len(begun) == 1


def _finished(output: Path) -> Mapping[str, int]:
    return {path.name: path.stat().st_ino for path in output.glob("_work/*/*") if path.name.isdigit()}


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
    assert message.startswith(f"{killed.pages:,} pages read and published")
    assert killed.kept
    assert killed.found == killed.kept
