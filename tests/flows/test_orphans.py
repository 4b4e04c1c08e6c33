"""A run is given up only by the machine that began it: what others do, nobody here can see."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from flows.serving.worker import name_here

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from prefect.client.schemas.objects import FlowRun

_GONE = str(2**22 + 1)
"""No process can have that number."""


def _run(worker: str | None, pid: str | None, began: timedelta = timedelta()) -> "FlowRun":
    from prefect.client.schemas.objects import FlowRun, State, StateType

    labels: dict[str, bool | int | float | str] = {} if worker is None else {"prefect.worker.name": worker}
    state = State(type=StateType.PENDING if pid is None else StateType.RUNNING, timestamp=datetime.now(UTC) - began)
    return FlowRun(flow_id=uuid4(), deployment_id=uuid4(), labels=labels, infrastructure_pid=pid, state=state)


@dataclass
class _Server:
    """The little of Prefect's client that is asked."""

    runs: list["FlowRun"]
    crashed: list[UUID] = field(default_factory=list)
    asked: dict[str, Any] = field(default_factory=dict)

    async def read_flow_runs(self, **asked: object) -> list["FlowRun"]:
        self.asked = asked
        return self.runs

    async def set_flow_run_state(self, run: UUID, *_: object, **__: object) -> None:
        self.crashed.append(run)

    async def read_flow(self, _: UUID) -> Any:  # noqa: ANN401  # a name is enough
        return type("Flow", (), {"name": "ingest"})


def _marked(monkeypatch: pytest.MonkeyPatch, *runs: "FlowRun") -> _Server:
    from flows.serving import orphans

    server = _Server(list(runs))

    @asynccontextmanager
    async def client() -> "AsyncIterator[_Server]":
        yield server

    monkeypatch.setattr(orphans, "get_client", client)
    asyncio.run(orphans.mark_orphans())
    return server


@pytest.mark.parametrize("pid", [_GONE, None])
def test_a_run_of_this_machine_whose_process_is_gone_has_crashed(
    pid: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _run(f"{name_here()}7", pid)

    assert _marked(monkeypatch, run).crashed == [run.id]


@pytest.mark.parametrize("worker", ["pubmed-etl-elsewhere-7", "ProcessWorker 5f3c"])
def test_a_run_of_another_worker_stays_as_it_is(worker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _marked(monkeypatch, _run(worker, _GONE)).crashed == []


def test_a_run_that_its_worker_only_just_took_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _marked(monkeypatch, _run(None, None)).crashed == []


def test_a_run_whose_worker_died_as_it_took_it_is_no_run_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    run = _run(None, None, timedelta(hours=1))

    assert _marked(monkeypatch, run).crashed == [run.id]


def test_a_run_that_goes_on_and_says_of_no_worker_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _marked(monkeypatch, _run(None, _GONE, timedelta(hours=1))).crashed == []


def test_only_the_pool_of_this_project_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.serving.nights import POOL

    asked = _marked(monkeypatch).asked

    assert asked["work_pool_filter"].name.any_ == [POOL]
