"""Runs whose process is gone, however that happened: a run that seems to go on keeps others away, so it has crashed.

Only for the server that is started here: of a run on another machine, nobody here can tell.
"""

import os
from pathlib import Path

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.logging import get_logger
from prefect.states import Crashed

from flows.ending import asked_of
from flows.exits import Terminated
from flows.notices import notice_of_failure, receivers, tell

_UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
_SAID = "Its process is gone: it was stopped or killed. The next run goes on with what was finished."


async def mark_orphans() -> int:
    """While no worker is there that could start one; how many runs still have their process."""
    under_way = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNDER_WAY)))
    alive = 0
    async with get_client() as client:
        for run in await client.read_flow_runs(flow_run_filter=under_way):
            if _has_process(run):
                alive += 1
            elif run.deployment_id is not None:
                await _mark(client, run)
    return alive


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
