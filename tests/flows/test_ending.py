"""A flow ends in a state that says why, without a traceback, and tries again only where waiting helps."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from obstore.exceptions import GenericError, PermissionDeniedError

from pipeline.dataset.disk.lock import exclusive
from pipeline.errors import DatasetBusy, DatasetError, SourceError
from pipeline.sources.store_faults import may_pass
from tests.flows.pages import write_articles

_LOST = "Generic S3 error: Error performing GET http://x/ in 60s, after 10 retries - HTTP error: connection refused"


def _planned(make_plan: Callable[[], None]) -> None:
    """Plan in a flow, without the pauses."""
    from prefect import flow

    from flows.ingest import plan_task

    @flow(name="planning", persist_result=False)
    def planning() -> None:
        plan_task.with_options(retry_delay_seconds=0)(make_plan)

    planning()


def _from(cause: Exception) -> Exception:
    error = DatasetError("s3://b: cannot be listed")
    error.__cause__ = cause
    return error


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_a_busy_output_cancels_the_run_and_whoever_called_the_flow_gets_the_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from flows.ingest import ingest

    raw, output = write_articles(tmp_path / "raw", 1), tmp_path / "output"
    output.mkdir()
    with exclusive(output / "_run", timedelta()):
        state = ingest(str(raw), str(output), return_state=True)

    assert (state.type.value, state.name) == ("CANCELLED", "Cancelled")
    assert str(state.message).startswith(f"another run is publishing to {output}")
    with pytest.raises(DatasetBusy):
        state.result()
    assert "Traceback" not in caplog.text


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_pages_that_are_not_there_fail_the_run_in_the_commands_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from flows.ingest import ingest

    state = ingest(str(tmp_path / "nowhere"), str(tmp_path / "output"), return_state=True)

    assert state.is_failed()
    assert "there is no such folder or file" in str(state.message)
    with pytest.raises(SourceError):
        state.result()
    assert "Traceback" not in caplog.text


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_a_run_that_went_well_says_what_it_did(tmp_path: Path) -> None:
    from flows.ingest import ingest

    state = ingest(str(write_articles(tmp_path / "raw", 2)), str(tmp_path / "output"), return_state=True)

    assert str(state.message).startswith("2 pages read and published as snapshot 00000001: 2 articles added")


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
def test_a_deployed_run_asks_a_store_again_that_gave_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []
    monkeypatch.setattr("flows.ingest.is_deployed", lambda: True)

    def fail_twice() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise _from(GenericError(_LOST))

    _planned(fail_twice)

    assert len(tries) == 3


@pytest.mark.flow
@pytest.mark.slow
@pytest.mark.usefixtures("prefect_server")
@pytest.mark.parametrize(("is_deployed", "cause"), [(False, GenericError(_LOST)), (True, OSError("disk full"))])
def test_nothing_is_tried_again_where_somebody_waits_or_waiting_does_not_help(
    is_deployed: bool, cause: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    monkeypatch.setattr("flows.ingest.is_deployed", lambda: is_deployed)

    def fail() -> None:
        tries.append(1)
        raise _from(cause)

    with pytest.raises(DatasetError):
        _planned(fail)
    assert len(tries) == 1


@pytest.mark.parametrize(
    ("cause", "passes"),
    [
        (GenericError(_LOST), True),
        (GenericError("Generic S3 error: <Code>NoSuchBucket</Code>"), False),
        (GenericError("builder error for url (http://x)"), False),
        (PermissionDeniedError("AccessDenied"), False),
        (FileNotFoundError("gone"), False),
        (OSError("disk full"), False),
    ],
)
def test_waiting_helps_where_a_store_gave_no_answer_and_not_where_it_said_no(cause: Exception, passes: bool) -> None:
    assert may_pass(_from(cause)) is passes


def test_every_pause_is_longer_than_the_one_before() -> None:
    from flows.ingest import _PAUSES, plan_task, publish_task

    assert sorted(set(_PAUSES)) == _PAUSES
    assert plan_task.retries == publish_task.retries == len(_PAUSES)


@pytest.mark.parametrize("deployment", [None, UUID(int=7)])
def test_a_run_that_prefect_started_is_deployed(deployment: UUID | None) -> None:
    from prefect.client.schemas.objects import FlowRun
    from prefect.context import FlowRunContext

    from flows.ending import is_deployed

    run = FlowRun(flow_id=UUID(int=1), deployment_id=deployment)

    with FlowRunContext.model_construct(flow_run=run):
        assert is_deployed() is (deployment is not None)
    assert not is_deployed()
