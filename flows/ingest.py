"""A run as a Prefect flow: one task a shard, tried again where its process dies, and one that publishes.

Tasks run in threads and hand their shards to processes, so a task costs milliseconds; what they return is counts.
The flow needs a Prefect server: the one of `PREFECT_API_URL`, or the small one that `embedded` starts.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from prefect import Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import ThreadPoolTaskRunner

from flows.artifacts import leave_artifacts
from flows.errors import WorkerDied
from flows.progress import Phase, Tally, watcher
from flows.reporting import reported
from flows.run import OnAlarm, Run, RunReport, usable_cores
from flows.steps import (
    SHARDS_HANDED_OUT,
    TRIES,
    Plan,
    Ready,
    Waiting,
    clear_staged,
    judge_staged,
    only_run,
    parse_all,
    plan,
    publish_staged,
    ready,
)
from flows.workers import ShardParser, shard_parser
from pipeline.dataset import Basis, Published, Unchanged
from pipeline.quality.settings import USUAL, GateSettings
from pipeline.raw import FileList, Place, Raw, place_of
from pipeline.shards import ShardSummary


@flow(
    name="ingest",
    task_runner=ThreadPoolTaskRunner(),  # type: ignore[arg-type]  # Prefect's own runner is no runner of just any future
    persist_result=False,
)
def ingest(  # the parameters of a flow are all that a schedule can set
    raw: Raw | str,
    output: Place | str,
    workers: int | None = None,
    basis: Basis = Basis.CURRENT,
    *,
    on_alarm: OnAlarm = OnAlarm.STOP,
    gates: GateSettings = USUAL,
) -> RunReport:
    """Read what is new among the saved pages below `raw` and bring their records into the dataset in `output`.

    Args:
        raw: The folder of saved pages, one file, or a list of files; as text also an address in an object store.
        output: The folder of the dataset; as text also an address in an object store.
        workers: Processes that parse; as many as there are cores where it is not given.
        basis: What the run starts from; `refreshed` and `nothing` read everything again.
        on_alarm: What it does where pages show less than those of the runs before: `stop` before it publishes, or
            `accept` that, once somebody has looked.
        gates: When that is so.
    """
    start = time.monotonic()
    run = Run(
        raw=raw if isinstance(raw, FileList) else _place(raw),
        output=_place(output),
        workers=workers or usable_cores(),
        basis=basis,
        on_alarm=on_alarm,
        gates=gates,
    )
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
    planned = plan(run)
    tally = planned.tally()
    if planned.shards:
        _parse(run, planned, tally)
        watcher().enter(Phase.PUBLISH)
    return ready(planned, tally)


def _place(said: Place | str) -> Place:
    return place_of(said) if isinstance(said, str) else said


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


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish_task(publish: Callable[[], Published | Unchanged]) -> Published | Unchanged:
    """Make the staged shards the current snapshot; a function, since Prefect walks through all that it is given."""
    return publish()
