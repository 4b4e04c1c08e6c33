"""`prefect.yaml`, as this machine runs it: in the folder where it was started, and with what was said to be otherwise.

What is not known here of a deployment is refused, so that nothing in the file is left out without a word.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

import flows
from flows.errors import WrongSetting
from flows.serving.nights import Nights

READS_PAGES = "nightly"
"""The deployment whose hours `--cron` sets."""
_NAME = "prefect.yaml"
_AS_IT_IS = ConfigDict(extra="forbid", frozen=True)


class Schedule(BaseModel):
    """When a deployment runs."""

    model_config = _AS_IT_IS

    slug: str
    cron: str
    timezone: str
    active: bool
    """Whether it does so by itself, until somebody says otherwise in the UI."""


class Limit(BaseModel):
    """How often a deployment may run at a time, and what becomes of a run that is one too many."""

    model_config = _AS_IT_IS

    limit: int
    collision_strategy: str


class Pool(BaseModel):
    """Whose worker runs it."""

    model_config = _AS_IT_IS

    name: str


class Deployment(BaseModel):
    """A flow, its parameters, and when it runs."""

    model_config = _AS_IT_IS

    name: str
    entrypoint: str
    parameters: dict[str, JsonValue]
    schedules: list[Schedule]
    work_pool: Pool
    concurrency_limit: Limit

    @property
    def full_name(self) -> str:
        """As Prefect's command takes it."""
        return f"{self.entrypoint.rpartition('.')[2]}/{self.name}"


class _File(BaseModel):
    deployments: list[Deployment]


class Scheduled(NamedTuple):
    """A line for a person."""

    name: str
    cron: str
    timezone: str
    is_active: bool


def deployments(nights: Nights) -> list[Deployment]:
    """Those of the project's file, as they are asked for. Raises WrongSetting."""
    said = _File.model_validate(yaml.safe_load(_file().read_text(encoding="utf-8")))
    _confirm(nights)
    return [_adapted(deployment, nights) for deployment in said.deployments]


def _file() -> Path:
    """Beside the packages in a checkout, inside of this one where it was installed."""
    inside = Path(flows.__file__).with_name(_NAME)
    return inside if inside.exists() else inside.parents[1] / _NAME


def _adapted(deployment: Deployment, nights: Nights) -> Deployment:
    places: Mapping[str, JsonValue] = {"raw": nights.raw, "output": nights.output}
    told = {name: place for name, place in places.items() if place is not None and name in deployment.parameters}
    schedules = [_rescheduled(schedule, deployment, nights) for schedule in deployment.schedules]
    return deployment.model_copy(update={"parameters": {**deployment.parameters, **told}, "schedules": schedules})


def _rescheduled(schedule: Schedule, deployment: Deployment, nights: Nights) -> Schedule:
    cron = nights.cron if deployment.name == READS_PAGES else None
    return schedule.model_copy(update={"cron": cron or schedule.cron, "timezone": nights.timezone or schedule.timezone})


def _confirm(nights: Nights) -> None:
    from prefect.client.schemas.schedules import CronSchedule  # noqa: PLC0415  # seconds

    try:
        ZoneInfo(nights.timezone or "UTC")
    except (ValueError, OSError, LookupError) as error:
        raise WrongSetting(f"--timezone is {nights.timezone!r}: write it like Europe/Berlin") from error
    try:
        CronSchedule(cron=nights.cron or "0 0 * * *")
    except ValidationError as error:
        raise WrongSetting(f"--cron is {nights.cron!r}: write it like '0 2 * * *', for two o'clock") from error


def scheduled(found: list[Deployment]) -> Iterator[Scheduled]:
    """All schedules, for a person to read."""
    for deployment in found:
        for schedule in deployment.schedules:
            yield Scheduled(deployment.full_name, schedule.cron, schedule.timezone, schedule.active)
