"""On a worker: parse a shard, and stage it where the run finds it."""

import tempfile
import threading
from pathlib import Path

from distributed import get_worker

from flows.cluster.order import Order
from flows.cluster.passport import confirm_same, own_passport
from flows.errors import Stopped
from pipeline.dataset.stores.parcels import send
from pipeline.errors import DatasetError, PipelineError, SourceError
from pipeline.limits import Limits
from pipeline.raw import ObjectPath
from pipeline.shards import Shard, ShardSummary, parse_shard
from pipeline.sources import confirm_there
from pipeline.staging import finished_shards
from pipeline.watching import EXPENDABLE_PROCESS, NO_LAST_RESORT, LastResort

_TURN = threading.Lock()
"""One shard at a time in a process, however many threads it has: they would only wait for each other."""


def parse_order(order: Order) -> ShardSummary:
    """Parse and stage a shard; what goes wrong keeps its type, and says on which worker."""
    worker = get_worker().address
    confirm_same(order.passport, own_passport(), worker)  # it may have come after the run began
    try:
        with _TURN:
            return _staged(order, order.shard)
    except (PipelineError, OSError) as error:
        raise _placed(error, worker) from error


def _staged(order: Order, shard: Shard) -> ShardSummary:
    confirm_there(order.raw)
    _confirm_seen(shard)
    if isinstance(order.staging, ObjectPath):
        return _sent(shard, order.staging, order.limits)
    if not order.staging.is_dir():
        raise DatasetError(f"{order.staging} is not there: the output has to be on a disk that all machines share")
    return parse_shard(shard, order.staging, _confirm_wanted, order.limits, _last_resort())


def _confirm_seen(shard: Shard) -> None:
    """SourceError where none of the files is there: the disk is not, and no page shall be taken for gone."""
    paths = [source.path for source in shard.inputs]
    if all(isinstance(path, Path) and not path.exists() for path in paths):
        raise SourceError(f"{paths[0]} is not there: the pages have to be on a disk that all machines share")


def _sent(shard: Shard, staging: ObjectPath, limits: Limits) -> ShardSummary:
    """Stage in a folder of the worker's own, which Dask removes if the worker dies, and send that."""
    with tempfile.TemporaryDirectory(dir=get_worker().local_directory) as folder:
        summary = parse_shard(shard, Path(folder), _confirm_wanted, limits, _last_resort())
        for staged in finished_shards(Path(folder)):
            send(staged, staging)
    return summary


def _last_resort() -> LastResort:
    """What ends a page that nothing else ends: the process, where its nanny starts it anew."""
    return EXPENDABLE_PROCESS if get_worker().nanny else NO_LAST_RESORT


def _confirm_wanted(_pages: int) -> None:
    """Stopped where nobody waits for this shard any more: Dask cannot interrupt a thread."""
    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    if task is None or task.state == "cancelled":
        raise Stopped("nobody waits for this shard any more")


def _placed(error: PipelineError | OSError, worker: str) -> Exception:
    where = f"on the worker {worker}"
    if isinstance(error, OSError) and error.strerror:
        return type(error)(error.errno, f"{error.strerror}, {where}", error.filename)
    return type(error)(f"{str(error).removesuffix('.')} ({where})")
