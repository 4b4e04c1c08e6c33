"""Runs whose process is gone, however that happened: a run that seems to go on keeps others away, so it has crashed.

Only those that a worker of `serve` began on this machine: of a run on another one, and of one that somebody else began,
nobody here can tell. Prefect keeps the bare number of a process, and in a run's labels the name of its worker.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    WorkPoolFilter,
    WorkPoolFilterName,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.logging import get_logger
from prefect.states import Crashed

from flows.ending import asked_of
from flows.exits import Terminated
from flows.notices import notice_of_failure, receivers, tell
from flows.serving.nights import POOL
from flows.serving.worker import name_here

_UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
_WORKER = "prefect.worker.name"
_TO_SAY_WHO = timedelta(minutes=1)
"""No worker that took a run needs as long to write its name on it."""
_SAID = "Its process is gone: it was stopped or killed. The next run goes on with what was finished."


async def mark_orphans() -> int:
    """While no worker is there that could start one; how many runs still have their process."""
    under_way = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY)))
    ours = WorkPoolFilter(name=WorkPoolFilterName(any_=[POOL]))
    alive = 0
    async with get_client() as client:
        for run in await client.read_flow_runs(flow_run_filter=under_way, work_pool_filter=ours):
            if not is_of_this_machine(run):
                continue
            if _has_process(run):
                alive += 1
            else:
                await _mark(client, run)
    return alive


def is_of_this_machine(run: FlowRun) -> bool:
    """Whether a worker of this machine began it; one whose worker died before it wrote its name on it is anybody's."""
    worker, state = run.labels.get(_WORKER), run.state
    if worker is not None:
        return str(worker).startswith(name_here())
    return state is not None and state.is_pending() and datetime.now(UTC) - state.timestamp > _TO_SAY_WHO


async def _mark(client: PrefectClient, run: FlowRun) -> None:
    """Mark it, and tell of it: nobody else can."""
    await client.set_flow_run_state(run.id, Crashed(message=_SAID), force=True)
    flow = await client.read_flow(run.flow_id)
    asked = asked_of(flow.name, str(run.parameters.get("output")), run.parameters.get("raw"))
    tell(notice_of_failure(asked, Terminated(_SAID)), receivers(), get_logger().warning)


def _has_process(run: FlowRun) -> bool:
    pid = run.infrastructure_pid
    return pid is not None and pid.isdigit() and is_flow_process(int(pid))


def is_flow_process(pid: int) -> bool:
    """Whether it is one of Prefect's; numbers are used again. One that ended and was not waited for has no words."""
    try:
        if Path("/proc/self/cmdline").exists():
            return b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes()
        os.kill(pid, 0)
    except (OSError, OverflowError):
        return False
    return True
