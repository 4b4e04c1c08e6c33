"""A run without Prefect, for machines where it cannot start, and for measuring: the same functions, the same order."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from flows.errors import WorkerDied
from flows.gates import Judgement
from flows.progress import Phase, Tally, watcher
from flows.reporting import reported
from flows.run import Run, RunReport
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
from pipeline.dataset import Published, Unchanged
from pipeline.shards import ShardSummary

Parse = Callable[[Plan, Tally], list[ShardSummary]]
"""Parses the unfinished shards of a plan, wherever it does."""
Publish = Callable[[Run, Ready, Judgement | Unchanged], Published | Unchanged]
"""Makes what is staged the current snapshot."""


def run_plain(run: Run) -> RunReport:
    """Plan, parse, publish, report."""
    return carried_out(run, lambda: plan(run), partial(_parse, run))


def carried_out(run: Run, planning: Callable[[], Plan], parse: Parse, publish: Publish = publish_staged) -> RunReport:
    """Plan, parse, publish, report; how each is done is the caller's."""
    start = time.monotonic()
    with only_run(run.output):
        with reported(run) as chronicle:
            staged = _staged(planning, parse)
            chronicle.staged(staged)
            judgement = judge_staged(run, staged)
            chronicle.judged(judgement)
            publication = publish(run, staged, judgement)
            chronicle.published(publication, staged)
            clear_staged(staged)
            done = staged.report(publication, time.monotonic() - start)
        return replace(done, report=chronicle.page)


def _staged(planning: Callable[[], Plan], parse: Parse) -> Ready:
    watcher().enter(Phase.LIST)
    planned = planning()
    tally = planned.tally()
    if planned.shards:
        watcher().parsing(tally)
        parse(planned, tally)
        watcher().enter(Phase.PUBLISH)
    return ready(planned, tally)


def _parse(run: Run, planned: Plan, tally: Tally) -> list[ShardSummary]:
    window = SHARDS_HANDED_OUT * run.workers
    with (
        ThreadPoolExecutor(window) as threads,
        shard_parser(planned.shards, planned.work, tally, run.workers) as parser,
    ):

        def submit(number: int) -> Waiting:
            return threads.submit(parse_patiently, parser, number).result

        return parse_all(planned, submit, window)


def parse_patiently(parser: ShardParser, number: int) -> ShardSummary:
    """Parse a shard, again where its process died."""
    for _ in range(TRIES - 1):
        try:
            return parser.parse(number)
        except WorkerDied:
            continue
    return parser.parse(number)
