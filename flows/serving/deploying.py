"""Giving the deployments to the server, as `prefect deploy --all` would, which takes ten times as long."""

from pathlib import Path
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.runner.storage import LocalStorage
from prefect.types.entrypoint import EntrypointType

from flows.serving.deployments import Deployment, Schedule


def deploy(found: list[Deployment], folder: Path) -> None:
    """Make them what the server knows."""
    for deployment in found:
        known = _known_schedules(deployment)
        prepared = _prepared(deployment, load_flow_from_entrypoint(deployment.entrypoint))
        prepared.storage = LocalStorage(str(folder))
        prepared.apply(schedules=[_told(schedule, known) for schedule in deployment.schedules])


def _known_schedules(deployment: Deployment) -> set[str | None]:
    """Its own: on a server that others use, too, theirs may have the same names."""
    with get_client(sync_client=True) as client:
        try:
            known = client.read_deployment_by_name(deployment.full_name)
        except ObjectNotFound:
            return set()
    return {schedule.slug for schedule in known.schedules}


def _prepared(deployment: Deployment, flow: Flow[..., Any]) -> RunnerDeployment:
    limit = deployment.concurrency_limit
    return RunnerDeployment.from_flow(
        flow,
        name=deployment.name,
        parameters=deployment.parameters,
        concurrency_limit=ConcurrencyLimitConfig(
            limit=limit.limit, collision_strategy=ConcurrencyLimitStrategy(limit.collision_strategy)
        ),
        work_pool_name=deployment.work_pool.name,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _told(schedule: Schedule, known: set[str | None]) -> dict[str, Any]:
    """Whether one that the server knows is paused is for whoever paused it to say, and not for the file."""
    told = {"schedule": CronSchedule(cron=schedule.cron, timezone=schedule.timezone), "slug": schedule.slug}
    return told if schedule.slug in known else told | {"active": schedule.active}
