"""What stands in for Prefect's server is believed by Prefect's client, and flows end as they would with a server."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from flows.standin import Ledger, start
from tests.flows.command_line import CHECKOUT, environment

RUNS = "/api/flow_runs/"
PENDING: dict[str, Any] = {"state": {"type": "PENDING", "name": "Pending"}}
RUNNING: dict[str, Any] = {"state": {"type": "RUNNING", "name": "Running"}, "force": False}


def _begun(ledger: Ledger) -> str:
    return str(ledger.answer("POST", RUNS, PENDING)["id"])


def test_a_run_is_in_the_state_that_it_was_last_told_of() -> None:
    ledger = Ledger()
    run = _begun(ledger)

    ledger.answer("POST", f"{RUNS}{run}/set_state", RUNNING)

    assert ledger.answer("GET", f"{RUNS}{run}", {})["state"]["type"] == "RUNNING"  # type: ignore[index,call-overload]


def test_no_state_is_refused() -> None:
    ledger = Ledger()

    said = ledger.answer("POST", f"{RUNS}{_begun(ledger)}/set_state", RUNNING)

    assert said["status"] == "ACCEPT"


def test_a_run_that_never_began_is_not_there() -> None:
    with pytest.raises(LookupError):
        Ledger().answer("POST", f"{RUNS}7/set_state", RUNNING)


@pytest.mark.parametrize("path", ["/api/deployments/7", "/", "/api/flow_runs/7", "/api"])
def test_what_has_no_answer_is_not_found(path: str) -> None:
    address = start().removesuffix("/api")

    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{address}{path}", timeout=10)  # noqa: S310  # http of this machine

    assert caught.value.code == 404
    caught.value.close()


@pytest.mark.slow
def test_flows_end_as_with_a_server_and_tasks_are_tried_again(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.flows.alone"],
        cwd=CHECKOUT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )

    assert json.loads(ended.stdout) == {
        "tries": 3,
        "states": ["COMPLETED", "FAILED", "CANCELLED"],
        "hooks": ["completed", "failed"],
    }
    assert ended.stderr == ""
