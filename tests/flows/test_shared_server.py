"""On a Prefect server that others use, too, what is theirs stays as it is, and what theirs is named changes nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flows.serving.deployments import deployments
from flows.serving.nights import POOL, Nights

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.client.schemas.responses import DeploymentResponse

pytestmark = [pytest.mark.flow, pytest.mark.slow, pytest.mark.usefixtures("prefect_server", "pools")]

_THEIRS = "theirs"


@pytest.fixture
def pools(prefect_server: None) -> None:  # noqa: ARG001  # it has to be there
    """Ours, and one of somebody else; nothing is deployed yet."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate

    with get_client(sync_client=True) as client:
        for known in client.read_deployments():
            client.delete_deployment(known.id)
        for name in (POOL, _THEIRS):
            client.create_work_pool(WorkPoolCreate(name=name, type="process"), overwrite=True)


def _deploy(folder: Path) -> None:
    from flows.serving.deploying import deploy

    deploy(deployments(Nights(folder=folder)), folder)


def _deploy_theirs(slug: str) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import DeploymentScheduleCreate
    from prefect.client.schemas.schedules import CronSchedule

    hours = DeploymentScheduleCreate(schedule=CronSchedule(cron="0 0 1 1 *"), slug=slug)
    with get_client(sync_client=True) as client:
        flow = client.create_flow_from_name("somebody-elses")
        client.create_deployment(flow_id=flow, name="their-own", work_pool_name=_THEIRS, schedules=[hours])


def _known(client: "SyncPrefectClient", name: str) -> "DeploymentResponse":
    return client.read_deployment_by_name(name)


def test_a_schedule_of_somebody_else_with_the_name_of_ours_does_not_activate_it(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    _deploy_theirs("monthly")

    _deploy(tmp_path)

    with get_client(sync_client=True) as client:
        assert [one.active for one in _known(client, "rebuild/monthly").schedules] == [False]


def test_what_was_paused_or_activated_stays_so_at_the_next_start(tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client

    _deploy(tmp_path)
    with get_client(sync_client=True) as client:
        for name, active in (("ingest/nightly", False), ("rebuild/monthly", True)):
            known = _known(client, name)
            client.update_deployment_schedule(known.id, known.schedules[0].id, active=active)

        _deploy(tmp_path)

        assert [one.active for one in _known(client, "ingest/nightly").schedules] == [False]
        assert [one.active for one in _known(client, "rebuild/monthly").schedules] == [True]
