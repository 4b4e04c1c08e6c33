"""A run whose shards are parsed on a cluster: the same functions, the same order, and one publisher, which is here.

Workers stage below the output, on a disk that all machines share. Of an output in an object store, they send their
shards there (`pipeline.dataset.stores.parcels`), and these are fetched as they end; so a run that was killed goes on
with them, from whichever machine.
"""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from distributed import Client

from flows.cluster.connecting import connected, threads_of
from flows.cluster.handing_out import HandingOut
from flows.cluster.order import Order, packed
from flows.cluster.passport import own_passport
from flows.errors import ClusterUnusable
from flows.gates import Judgement
from flows.limits import run_limits
from flows.plain import carried_out
from flows.progress import Tally
from flows.run import Run, RunReport
from flows.steps import SHARDS_HANDED_OUT, Plan, Ready, Waiting, finished_pages, gathered, plan, publish_staged
from pipeline.dataset import Published, Unchanged
from pipeline.dataset.stores.parcels import clear, fetch, sent
from pipeline.dataset.stores.prefix import Prefix
from pipeline.errors import DatasetError
from pipeline.journal import is_hopeless, tries_of
from pipeline.raw import FileList, ObjectPath, Place, Raw
from pipeline.shards import ShardSummary
from pipeline.staging import finished_shards

SHOWN_WITHIN = 60.0
"""Seconds after which a shared disk shows on one machine what was renamed on another."""
_PAUSE = 0.5


def run_clustered(run: Run) -> RunReport:
    """Plan, have it parsed, publish."""
    if run.scheduler is None:
        raise ClusterUnusable("no scheduler was named")
    whole = replace(run, raw=_whole_raw(run.raw), output=_whole(run.output))
    with connected(run.scheduler) as client:
        return carried_out(whole, partial(_plan, whole, client), partial(_parse, whole, client), _publish)


def _whole_raw(raw: Raw) -> Raw:
    return FileList(_whole(raw.place), _whole(raw.base)) if isinstance(raw, FileList) else _whole(raw)


def _whole(place: Place) -> Place:
    """Workers start from another folder; links stay links, for there they may lead elsewhere."""
    return place.absolute() if isinstance(place, Path) else place


def _plan(run: Run, client: Client) -> Plan:
    """Cut for the workers that there are, and bring what an earlier run had them send."""
    planned = plan(replace(run, workers=_rounded(threads_of(client))))
    staging = _staging(run, planned.work)
    if not planned.shards or not isinstance(staging, ObjectPath):
        return planned
    for number in sorted(sent(staging) - planned.finished.keys()):
        fetch(staging, number, planned.work)
    return replace(planned, finished=finished_pages(planned.work))


def _rounded(threads: int) -> int:
    """A power of two: with a worker more or less, the plan is mostly the same, and its finished shards are found."""
    return 1 << max(threads - 1, 0).bit_length()


def _staging(run: Run, work: Path) -> Place:
    """Where the workers leave what they staged."""
    return Prefix(run.output).staging / work.name if isinstance(run.output, ObjectPath) else work


def _parse(run: Run, client: Client, planned: Plan, tally: Tally) -> list[ShardSummary]:
    planned.work.mkdir(parents=True, exist_ok=True)  # a worker that does not see it shares no disk with this machine
    staging, limits, passport = _staging(run, planned.work), run_limits(), own_passport()

    def order(number: int) -> Order:
        shard = packed(planned.shards[number])
        return Order(passport=passport, raw=run.raw, staging=staging, limits=limits, packed=shard)

    def received(number: int, wait: Waiting) -> ShardSummary:
        summary = wait()
        if isinstance(staging, ObjectPath):
            fetch(staging, number, planned.work)
        tally.finish(number, summary.pages)
        return summary

    shards = HandingOut(
        client=client,
        order_of=order,
        shards_a_thread=SHARDS_HANDED_OUT,
        tries_noted=partial(_tries_noted, staging),
    )
    ended = shards.as_they_end(planned.unfinished)
    summaries = gathered(planned, ((number, partial(received, number, wait)) for number, wait in ended))
    _confirm_shown(planned)
    return summaries


def _tries_noted(staging: Place, number: int) -> int:
    """Workers that send their shards to a store keep no journal there."""
    tries = () if isinstance(staging, ObjectPath) else tries_of(staging, number)
    return 0 if is_hopeless(tries) else len(tries)


def _confirm_shown(planned: Plan) -> None:
    """DatasetError where a shard that was parsed does not show: its pages would be missing."""
    deadline = time.monotonic() + SHOWN_WITHIN
    while missing := len(planned.shards) - len(finished_shards(planned.work)):
        if time.monotonic() > deadline:
            raise DatasetError(f"{missing} shards that were parsed are not in {planned.work}; nothing was published")
        time.sleep(_PAUSE)


def _publish(run: Run, staged: Ready, judgement: Judgement | Unchanged) -> Published | Unchanged:
    published = publish_staged(run, staged, judgement)
    staging = _staging(run, staged.work)
    if staged.shards and isinstance(staging, ObjectPath):
        clear(staging)
    return published
