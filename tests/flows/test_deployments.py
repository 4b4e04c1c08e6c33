"""`prefect.yaml` names flows that are there, with parameters that they take; `serve` changes what it was told to, only."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import yaml
from pydantic import ValidationError

from flows.errors import WrongSetting
from flows.serving.deployments import Deployment, Limit, deployments, scheduled
from flows.serving.nights import POOL, Nights
from tests.flows.command_line import CHECKOUT

if TYPE_CHECKING:
    from prefect import Flow

_FILE = CHECKOUT / "prefect.yaml"
_AS_IT_IS = Nights(folder=Path())


def _flow(deployment: Deployment) -> "Flow[..., Any]":
    module, _, name = deployment.entrypoint.rpartition(".")
    return cast("Flow[..., Any]", getattr(importlib.import_module(module), name))


def test_a_deployment_is_of_a_flow_that_takes_its_parameters() -> None:
    for deployment in deployments(_AS_IT_IS):
        flow = _flow(deployment)

        assert deployment.full_name == f"{flow.name}/{deployment.name}"
        assert flow.validate_parameters(deployment.parameters)


def test_a_deployment_never_overlaps_itself() -> None:
    limits = {deployment.concurrency_limit for deployment in deployments(_AS_IT_IS)}

    assert limits == {Limit(limit=1, collision_strategy="CANCEL_NEW")}


def test_all_deployments_are_of_the_pool_that_serve_makes() -> None:
    assert {deployment.work_pool.name for deployment in deployments(_AS_IT_IS)} == {POOL}


def test_schedules_have_names_of_their_own() -> None:
    slugs = [schedule.slug for deployment in deployments(_AS_IT_IS) for schedule in deployment.schedules]

    assert len(set(slugs)) == len(slugs) > 0


def test_prefects_own_command_starts_in_the_folder_where_it_was_given() -> None:
    (step,) = yaml.safe_load(_FILE.read_text())["pull"]

    assert step == {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $PWD }}"}}


def test_what_is_told_takes_the_place_of_what_the_file_says() -> None:
    told = Nights(folder=Path(), raw="s3://b/pages", output="/data", cron="5 4 * * *", timezone="Europe/Berlin")

    nightly, weekly, daily, monthly = deployments(told)

    assert nightly.parameters == monthly.parameters == {"raw": "s3://b/pages", "output": "/data"}
    assert weekly.parameters == daily.parameters == {"output": "/data"}
    assert [one.cron for one in nightly.schedules] == ["5 4 * * *"]
    assert {line.timezone for line in scheduled([nightly, weekly, daily, monthly])} == {"Europe/Berlin"}


def test_only_the_hours_of_reading_change() -> None:
    before, after = deployments(_AS_IT_IS), deployments(Nights(folder=Path(), cron="5 4 * * *"))

    assert before[1:] == after[1:]


@pytest.mark.parametrize("wrong", [{"cron": "at night"}, {"timezone": "Mars/Station"}, {"timezone": "../etc"}])
def test_hours_that_are_none_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(WrongSetting):
        deployments(Nights(folder=Path(), **wrong))  # type: ignore[arg-type]  # its fields


def test_what_serve_would_leave_out_is_refused() -> None:
    with pytest.raises(ValidationError, match="triggers"):
        Deployment.model_validate(deployments(_AS_IT_IS)[0].model_dump() | {"triggers": []})


def test_a_run_that_ended_in_any_way_is_not_lost() -> None:
    from flows.serving.preparing import lost_runs

    trigger = lost_runs().trigger.model_dump()

    assert {f"prefect.flow-run.{name}" for name in ("Completed", "Failed", "Cancelled", "Crashed", "heartbeat")} <= set(
        trigger["expect"]
    )


def test_a_process_that_is_gone_or_somebody_elses_works_for_no_run() -> None:
    from flows.serving.orphans import is_flow_process

    assert not is_flow_process(2**22 + 1)
    assert not is_flow_process(1)
