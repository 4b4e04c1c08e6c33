"""What the server has to know before a worker comes: the pool, and what to do when a run is lost."""

from datetime import timedelta

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.exceptions import ObjectNotFound
from prefect.workers.process import ProcessWorker

from flows.serving.nights import POOL
from flows.serving.settings import HEARTBEAT

_LOST = "pubmed-etl: a run without a heartbeat is crashed"
_SAID = "Nothing was heard of it any more: its process is gone. The next run goes on with what was finished."
_BEATS_MISSED = 3
_ALIVE = "prefect.flow-run.heartbeat"
_ENDINGS = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed", "Cancelling")}


async def prepare() -> None:
    """Make what is not there yet."""
    async with get_client() as client:
        await _make_pool(client)
        await _make_automation(client)


async def _make_pool(client: PrefectClient) -> None:
    try:
        await client.read_work_pool(POOL)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        await client.create_work_pool(WorkPoolCreate(name=POOL, type="process", base_job_template=template))


async def _make_automation(client: PrefectClient) -> None:
    if not await client.read_automations_by_name(_LOST):
        await client.create_automation(lost_runs())


def lost_runs() -> AutomationCore:
    """A run that was heard of, has not ended and is not heard of any more has crashed: it must not hold up the next."""
    return AutomationCore(
        name=_LOST,
        description="Its process and its worker were killed together, so that nobody was left to tell.",
        trigger=EventTrigger(
            after={_ALIVE},
            expect={_ALIVE, *_ENDINGS},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=_BEATS_MISSED * int(HEARTBEAT)),
        ),
        actions=[ChangeFlowRunState(name="Crashed", state=StateType.CRASHED, message=_SAID, force=False)],
    )
