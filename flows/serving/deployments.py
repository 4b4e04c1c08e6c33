"""`prefect.yaml`, as this machine runs it: its own folder, and whatever was said to be otherwise."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

import flows
from flows.errors import EngineMissing, WrongSetting
from flows.serving.nights import Nights

READS_PAGES = "nightly"
"""The deployment whose hours `--cron` sets."""
_NAME = "prefect.yaml"
_LAST_LINES = 15


class Schedule(BaseModel):
    """When a deployment runs."""

    model_config = ConfigDict(extra="allow", frozen=True)

    slug: str
    cron: str
    timezone: str
    active: bool | None


class Deployment(BaseModel):
    """A flow, its parameters, and when it runs."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: str
    entrypoint: str
    parameters: dict[str, JsonValue]
    schedules: list[Schedule]


class DeploymentsFile(BaseModel):
    """What this project knows of the file; all else in it is Prefect's, and stays as it is."""

    model_config = ConfigDict(extra="allow", frozen=True)

    pull: list[dict[str, JsonValue]]
    deployments: list[Deployment]


class Scheduled(NamedTuple):
    """A line for a person."""

    name: str
    cron: str
    timezone: str
    is_active: bool


def deployments(nights: Nights) -> DeploymentsFile:
    """Those of the project's file, as they are asked for. Raises WrongSetting."""
    said = DeploymentsFile.model_validate(yaml.safe_load(_file().read_text(encoding="utf-8")))
    _confirm(nights)
    step: dict[str, JsonValue] = {
        "prefect.deployments.steps.set_working_directory": {"directory": str(nights.folder.absolute())}
    }
    adapted = [_adapted(deployment, nights) for deployment in said.deployments]
    return said.model_copy(update={"pull": [step], "deployments": adapted})


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


def as_remembered(file: DeploymentsFile) -> DeploymentsFile:
    """Whether a schedule that the server knows is paused is for whoever paused it to say, and not for the file."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415  # seconds

    with get_client(sync_client=True) as client:
        known = {schedule.slug for deployment in client.read_deployments() for schedule in deployment.schedules}
    return file.model_copy(
        update={"deployments": [_without_active(deployment, known) for deployment in file.deployments]}
    )


def _without_active(deployment: Deployment, known: Collection[str | None]) -> Deployment:
    schedules = [
        schedule.model_copy(update={"active": None}) if schedule.slug in known else schedule
        for schedule in deployment.schedules
    ]
    return deployment.model_copy(update={"schedules": schedules})


def deploy(file: DeploymentsFile, home: Path) -> None:
    """Give them to the server, by Prefect's own command. Raises EngineMissing."""
    place = home / "deployments.yaml"
    place.write_text(json.dumps(file.model_dump(mode="json"), indent=1), encoding="utf-8")  # JSON is YAML
    words = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(place)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  # Prefect's own command
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-_LAST_LINES:])
        raise EngineMissing(f"the schedules could not be given to Prefect:\n{said}\n")


def scheduled(file: DeploymentsFile) -> Iterator[Scheduled]:
    """All schedules, for a person to read."""
    for deployment in file.deployments:
        flow = deployment.entrypoint.rpartition(".")[2]
        for schedule in deployment.schedules:
            yield Scheduled(f"{flow}/{deployment.name}", schedule.cron, schedule.timezone, schedule.active is True)
