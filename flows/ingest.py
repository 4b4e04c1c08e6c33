"""A run as a Prefect flow: a task that plans, one a shard, tried again where its process dies, and one that publishes.

Tasks run in threads and hand their shards to processes, so a task costs milliseconds; what they return is counts.
The flows need a Prefect server: the one of `PREFECT_API_URL`, or the small one that `embedded` starts.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from prefect import Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import ThreadPoolTaskRunner

from flows.artifacts import leave_artifacts
from flows.ending import asked_of, ended, is_deployed, tell_of_stop
from flows.errors import WorkerDied
from flows.parameters import (
    USUAL_GATES,
    Gates,
    PlaceText,
    StartsFrom,
    Workers,
    basis_of,
    gates_of,
    judged,
    rebuilding,
    run_of,
    text_of,
)
from flows.progress import Phase, Tally, watcher
from flows.reporting import reported
from flows.run import OnAlarm, Run, RunReport
from flows.steps import (
    SHARDS_HANDED_OUT,
    TRIES,
    Plan,
    Ready,
    Waiting,
    clear_staged,
    confirm_folders,
    judge_staged,
    only_run,
    parse_all,
    plan,
    publish_staged,
    ready,
)
from flows.workers import ShardParser, shard_parser
from pipeline.dataset import Basis, Published, Unchanged
from pipeline.raw import FileList
from pipeline.shards import ShardSummary
from pipeline.sources.store_faults import may_pass

_INGEST, _REBUILD = "ingest", "rebuild"
_PAUSES = [60.0, 300.0, 900.0]
"""Seconds after which a store that does not answer is asked again; each request was repeated for a minute already."""
_RUNNER: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner()


@flow(
    name=_INGEST,
    task_runner=_RUNNER,  # type: ignore[arg-type]  # Prefect's own runner is no runner of just any future
    persist_result=False,
    on_cancellation=[tell_of_stop],
    on_crashed=[tell_of_stop],
)
def ingest(  # the parameters of a flow are all that a schedule can set
    raw: PlaceText,
    output: PlaceText,
    base: PlaceText | None = None,
    workers: Workers | None = None,
    *,
    on_alarm: OnAlarm = OnAlarm.STOP,
    gates: Gates = USUAL_GATES,
) -> RunReport:
    """Read what is new among the saved pages below `raw` and bring their records into the dataset in `output`.

    Args:
        raw: The folder of saved pages, one file, or a list of files; or an address in an object store.
        output: The folder of the dataset, or its address in an object store.
        base: What the lines of a list begin at; with it, `raw` is a list whatever its name ends in.
        workers: Processes that parse; as many as there are cores where it is not given.
        on_alarm: What it does where pages show less than those of the runs before: `stop` before it publishes, or
            `accept` that, once somebody has looked.
        gates: When that is so.
    """
    run = judged(run_of(raw, base, output, workers), on_alarm, gates)
    return ended(asked_of(_INGEST, output, raw), partial(_carried_out, run))


@flow(
    name=_REBUILD,
    task_runner=_RUNNER,  # type: ignore[arg-type]  # as above
    persist_result=False,
    on_cancellation=[tell_of_stop],
    on_crashed=[tell_of_stop],
)
def rebuild(  # noqa: PLR0913  # as above
    raw: PlaceText,
    output: PlaceText,
    base: PlaceText | None = None,
    workers: Workers | None = None,
    *,
    basis: StartsFrom = StartsFrom.PUBLISHED,
    on_alarm: OnAlarm = OnAlarm.STOP,
    gates: Gates = USUAL_GATES,
) -> RunReport:
    """Read all saved pages below `raw` again, whether they changed or not, and publish their records.

    Args:
        raw: The folder of saved pages, one file, or a list of files; or an address in an object store.
        output: The folder of the dataset, or its address in an object store.
        base: What the lines of a list begin at; with it, `raw` is a list whatever its name ends in.
        workers: Processes that parse; as many as there are cores where it is not given.
        basis: With `published`, what is not read stays; with `nothing`, the dataset holds what is read, and no more.
        on_alarm: What it does where pages show less than those of the runs before: `stop` before it publishes, or
            `accept` that, once somebody has looked.
        gates: When that is so.
    """
    run = judged(rebuilding(run_of(raw, base, output, workers), basis), on_alarm, gates)
    return ended(asked_of(_REBUILD, output, raw), partial(_carried_out, run))


def run_in_prefect(run: Run) -> RunReport:
    """The flow that does what a run of the command asks for."""
    raw, base = (run.raw.place, run.raw.base) if isinstance(run.raw, FileList) else (run.raw, None)
    places = (text_of(raw), text_of(run.output), None if base is None else text_of(base))
    if run.basis is Basis.CURRENT:
        return ingest(*places, run.workers, on_alarm=run.on_alarm, gates=gates_of(run))
    return rebuild(*places, run.workers, basis=basis_of(run), on_alarm=run.on_alarm, gates=gates_of(run))


def _carried_out(run: Run) -> RunReport:
    start = time.monotonic()
    confirm_folders(run)
    with only_run(run.output):
        with reported(run, leave_artifacts) as chronicle:
            staged = _staged(run)
            chronicle.staged(staged)
            judgement = judge_staged(run, staged)
            chronicle.judged(judgement)
            publication = publish_task(lambda: publish_staged(run, staged, judgement))
            chronicle.published(publication, staged)
            clear_staged(staged)
            done = staged.report(publication, time.monotonic() - start)
        return replace(done, report=chronicle.page)


def _staged(run: Run) -> Ready:
    watcher().enter(Phase.LIST)
    planned = _planned(run)
    tally = planned.tally()
    if planned.shards:
        _parse(run, planned, tally)
        watcher().enter(Phase.PUBLISH)
    return ready(planned, tally)


def _planned(run: Run) -> Plan:
    """By a task, where it may be tried again; it returns nothing, for Prefect walks through all that a task returns."""
    if not is_deployed():
        return plan(run)
    plans: list[Plan] = []
    plan_task(lambda: plans.append(plan(run)))
    return plans[-1]


def _parse(run: Run, planned: Plan, tally: Tally) -> list[ShardSummary]:
    watcher().parsing(tally)
    with shard_parser(planned.shards, planned.work, tally, run.workers) as parser:

        def submit(number: int) -> Waiting:
            return parse_task.submit(parser, number).result

        return parse_all(planned, submit, SHARDS_HANDED_OUT * run.workers)


def _process_died(_task: Task[..., ShardSummary], _run: TaskRun, state: State[ShardSummary]) -> bool:
    """Another try helps where a process was killed; a fault of ours or a full disk would come back."""
    return isinstance(state.result(raise_on_failure=False), WorkerDied)


@task(
    name="parse",
    task_run_name="shard-{number}",
    retries=TRIES - 1,
    retry_condition_fn=_process_died,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def parse_task(parser: ShardParser, number: int) -> ShardSummary:
    """Parse and stage one shard; its pages are logged here, since the process that read them knows no Prefect."""
    summary = parser.parse(number)
    get_run_logger().info("%d pages", summary.pages)
    return summary


def _store_may_come_back(_task: Task[..., object], _run: TaskRun, state: State[object]) -> bool:
    """Waiting helps where a store gave no answer, and nobody waits at a terminal; not where it said no."""
    error = state.result(raise_on_failure=False)
    return is_deployed() and isinstance(error, Exception) and may_pass(error)


@task(
    name="plan",
    retries=len(_PAUSES),
    retry_delay_seconds=_PAUSES,
    retry_condition_fn=_store_may_come_back,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def plan_task(make_plan: Callable[[], None]) -> None:
    """List the input beside what is published."""
    make_plan()


@task(
    name="publish",
    retries=len(_PAUSES),
    retry_delay_seconds=_PAUSES,
    retry_condition_fn=_store_may_come_back,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def publish_task(publish: Callable[[], Published | Unchanged]) -> Published | Unchanged:
    """Make the staged shards the current snapshot; a function, since Prefect walks through all that it is given."""
    return publish()
