"""How a flow ends: in a state whose message is what the command would print, and told to whoever wants to know.

What can be expected to go wrong has no traceback. An output that another run holds ends a run as `Cancelled`, as its
deployment's own limit does with a run that would overlap itself: nothing is wrong, and the next night reads what this
one did not. All else that is wrong with the pages, the output or the settings ends it as `Failed`.

Whoever calls a flow gets what it did, or the very error.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from prefect import get_run_logger
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import FlowRunContext
from prefect.flows import Flow
from prefect.logging import get_logger
from prefect.states import Cancelled, Completed, Failed

from flows.exits import Terminated
from flows.notices import NOBODY, Asked, Receivers, in_words, notice_of_failure, receivers, tell, told_afterwards
from flows.notices.notice import Report
from pipeline.errors import DatasetBusy, PipelineError

T = TypeVar("T", bound=Report)
Q = TypeVar("Q")
_COMMANDS = {"ingest": "run"}
"""Flows whose command has another name."""


def asked_of(flow: str, output: str, raw: str | None = None) -> Asked:
    """What a flow was asked for, in the command's words."""
    return Asked(command=_COMMANDS.get(flow, flow), output=output, raw=raw)


def ended(asked: Asked, work: Callable[[], T]) -> T:
    """Do the work of a flow; what is returned is a state for Prefect, which gives its callers what it holds."""
    try:
        with told_afterwards(asked, _receivers(), get_run_logger().warning) as ending:
            done = work()
            ending.reached(done)
    except DatasetBusy as error:
        return cast("T", Cancelled(message=f"{_sentence(error)}. Nothing was done; the next run does it.", data=error))
    except PipelineError as error:
        return cast("T", Failed(message=f"{_sentence(error)}.", data=error))
    return cast("T", Completed(message=in_words(done), data=done))


def answered(asked: Asked, work: Callable[[], Q], in_words: Callable[[Q], str]) -> Q:
    """The same for a flow that only looks: nobody is told of it but where something is wrong."""
    try:
        with told_afterwards(asked, _receivers(), get_run_logger().warning):
            found = work()
    except PipelineError as error:
        return cast("Q", Failed(message=f"{_sentence(error)}.", data=error))
    return cast("Q", Completed(message=in_words(found), data=found))


def is_deployed() -> bool:
    """Prefect started this run, from a schedule or because somebody asked it to: nobody waits at a terminal."""
    context = FlowRunContext.get()  # `runtime` would ask the server each time
    return context is not None and context.flow_run is not None and context.flow_run.deployment_id is not None


def tell_of_stop(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell that a run was killed, or that a person cancelled it while it went on: its worker does, where it cannot."""
    told = flow_run.parameters
    asked = asked_of(flow.name, str(told.get("output")), told.get("raw"))
    if flow_run.deployment_id is not None:
        tell(notice_of_failure(asked, Terminated(state.message or "")), receivers(), get_logger().warning)


def _receivers() -> Receivers:
    """A run of the command is told of by the command."""
    return receivers() if is_deployed() else NOBODY


def _sentence(error: Exception) -> str:
    return str(error).removesuffix(".")
