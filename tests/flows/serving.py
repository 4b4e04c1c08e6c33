"""`pubmed-etl serve` as a process of a test, and its server in few words."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tests.flows.command_line import are_gone, descendants, environment, interrupt, started

PATIENCE = 120.0
_SECONDS = 15
"""Between the runs of a schedule: the server looks every five seconds what has to be scheduled."""
_QUICK = {"PREFECT_WORKER_QUERY_SECONDS": "1", "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5"}
_BUSY = 503
"""What the server says while its database is locked."""
_PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")


@dataclass(frozen=True, slots=True)
class Serve:
    """What is served."""

    process: subprocess.Popen[str]
    api_url: str
    home: Path
    said: str

    def deployment(self) -> dict[str, Any]:
        """That which reads pages."""
        found: dict[str, Any] = self._asked("GET", "/deployments/name/ingest/nightly")
        return found

    def triggered(self, **parameters: object) -> str:
        """A run of it that is due now, by its identity."""
        run = self._asked("POST", f"/deployments/{self.deployment()['id']}/create_flow_run", parameters=parameters)
        return str(run["id"])

    @contextmanager
    def scheduled(self) -> Iterator[None]:
        """Have it run by itself, again and again."""
        path = f"/deployments/{self.deployment()['id']}/schedules"
        schedule = {"interval": _SECONDS, "anchor_date": datetime.now(UTC).isoformat(), "timezone": "UTC"}
        (made,) = self._asked("POST", path, [{"active": True, "schedule": schedule}])
        try:
            yield
        finally:
            self._asked("DELETE", f"{path}/{made['id']}")
            awaited(self._is_idle)

    def first_by_itself(self) -> str | None:
        """The first run of it that nobody triggered, once it began."""
        begun = [run for run in self._runs() if run["auto_scheduled"] and run["state_type"] != "SCHEDULED"]
        return min(begun, key=lambda run: str(run["expected_start_time"]))["id"] if begun else None

    def _is_idle(self) -> bool:
        """None of its runs would keep another one away."""
        return all(run["state_type"] not in {"PENDING", "RUNNING"} for run in self._runs())

    def _runs(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._asked(
            "POST", "/flow_runs/filter", deployments={"id": {"any_": [self.deployment()["id"]]}}
        )
        return found

    def run(self, run: str) -> dict[str, Any]:
        """What is known of a run."""
        found: dict[str, Any] = self._asked("GET", f"/flow_runs/{run}")
        return found

    def cancel(self, run: str) -> None:
        """As a person does in the UI."""
        self._asked("POST", f"/flow_runs/{run}/set_state", state={"type": "CANCELLING"})

    def ended(self, run: str) -> tuple[str, str]:
        """The type and the message of the state that it ends in."""
        endings = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        state = awaited(lambda: self.run(run)["state"], lambda found: found["type"] in endings)
        return state["type"], state["message"] or ""

    def tasks(self, run: str) -> set[str]:
        """The tasks that it began, without what Prefect adds to their names."""
        tasks = self._asked("POST", "/task_runs/filter", flow_runs={"id": {"any_": [run]}})
        return {task["name"] if "shard" in task["name"] else task["name"].partition("-")[0] for task in tasks}

    def page(self, path: str) -> str:
        """What a browser gets."""
        told = {"accept": "text/html"}
        return httpx.get(self.api_url.removesuffix("/api") + path, headers=told, follow_redirects=True).text

    def prefect(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Prefect's own command, as a person uses it."""
        told = environment(self.home, PREFECT_API_URL=self.api_url, PREFECT_HOME=str(self.home / "prefect"))
        return subprocess.run([*_PREFECT, *words], env=told, capture_output=True, text=True, timeout=180, check=False)

    def refused(self, **parameters: object) -> str:
        """Why no run can be triggered with these parameters."""
        answer = self._answer(
            "POST", f"/deployments/{self.deployment()['id']}/create_flow_run", {"parameters": parameters}
        )
        assert answer.is_client_error
        return answer.text

    def _asked(self, method: str, path: str, body: object = None, **fields: object) -> Any:  # noqa: ANN401  # JSON
        answer = self._answer(method, path, body or fields or None)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _answer(self, method: str, path: str, body: object) -> httpx.Response:
        def ask() -> httpx.Response:
            return httpx.request(method, self.api_url + path, json=body, timeout=PATIENCE)

        answer: httpx.Response = awaited(ask, lambda found: found.status_code != _BUSY)
        return answer


def awaited(look: Callable[[], Any], is_there: Callable[[Any], bool] = bool) -> Any:  # noqa: ANN401  # what is looked at
    """Look until it is there."""
    deadline = time.monotonic() + PATIENCE
    while not is_there(found := look()):
        assert time.monotonic() < deadline, found
        time.sleep(0.2)
    return found


@contextmanager
def served(home: Path, *words: str) -> Iterator[Serve]:
    """Serve, from a home that nobody else uses; at the end Ctrl-C stops it, and nothing is left behind."""
    port = free_port()
    told = _QUICK | {"XDG_STATE_HOME": str(home / "state")}
    process = started(home, "serve", "--port", str(port), *words, **told)
    try:
        said = _until_ready(process)
        yield Serve(process, f"http://127.0.0.1:{port}/api", home, said)
    finally:
        below = descendants(process.pid)
        interrupt(process)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert are_gone(below)


def _until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            return said
    raise AssertionError(f"it ended: {said}{process.communicate()[1]}")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def flow_process(run: Mapping[str, Any]) -> int:
    """The process that works for a run."""
    return int(run["infrastructure_pid"])


def parent_of(pid: int) -> int:
    """The process that started another."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
