"""Which shards are with a cluster at a time; the cluster is one that does what a test says."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from distributed import Client, KilledWorker
from distributed.comm.core import CommClosedError

from flows.cluster import handing_out
from flows.cluster.handing_out import HandingOut
from flows.cluster.order import Order, packed
from flows.cluster.passport import own_passport
from flows.errors import ClusterUnusable, WorkerDied
from pipeline.limits import DEFAULT_LIMITS
from pipeline.shards import Shard, ShardSummary
from pipeline.sources import Sidecars

_KILLED = KilledWorker("shard", None, 3)  # type: ignore[arg-type]  # nobody asks for the worker


@dataclass(eq=False)
class Task:
    """A shard with the cluster."""

    number: int
    ends_with: Exception | None = None

    def exception(self) -> Exception | None:
        """As a future has it."""
        return self.ends_with

    def result(self) -> ShardSummary:
        """As a future has it."""
        if self.ends_with:
            raise self.ends_with
        return ShardSummary(self.number, 1)


class Ended(NamedTuple):
    """What waiting brings."""

    done: set[Task]


@dataclass
class Cluster:
    """Ends shards one by one: the one that a test chooses of those that it has."""

    choose: Callable[[Sequence[Task]], Task]
    threads: int = 2
    faults: dict[int, list[Exception]] = field(default_factory=dict)
    """With what each shard ends, one time after the other, before it ends well."""
    there: list[list[int]] = field(default_factory=list)
    """The shards that it had whenever it was waited for."""
    tries: dict[int, list[int]] = field(default_factory=dict)
    """How many tries the journal of a shard tells of, one time after the other."""

    def tries_noted(self, number: int) -> int:
        """As a journal tells."""
        told = self.tries.get(number, [])
        return told.pop(0) if told else 0

    def nthreads(self) -> dict[str, int]:
        """As a client has it."""
        return {f"worker {number}": 1 for number in range(self.threads)}

    def submit(self, _function: object, order: Order, *, pure: bool) -> Task:
        """As a client has it."""
        assert not pure
        number = order.shard.number
        faults = self.faults.get(number, [])
        return Task(number, faults.pop(0) if faults else None)

    def wait(self, tasks: Sequence[Task], timeout: float, until: str) -> Ended:
        """As Dask has it."""
        assert timeout
        assert until == "FIRST_COMPLETED"
        self.there.append([task.number for task in tasks])
        return Ended({self.choose(tasks)})


def _order(number: int) -> Order:
    shard = packed(Shard(number, (), Sidecars()))
    return Order(passport=own_passport(), raw=Path("raw"), staging=Path("work"), limits=DEFAULT_LIMITS, packed=shard)


def _oldest(tasks: Sequence[Task]) -> Task:
    return tasks[0]


def _newest(tasks: Sequence[Task]) -> Task:
    return tasks[-1]


Handing = Callable[[Cluster], HandingOut]


@pytest.fixture
def handing(monkeypatch: pytest.MonkeyPatch) -> Handing:
    """What hands shards out to a cluster."""

    def handing_to(cluster: Cluster) -> HandingOut:
        monkeypatch.setattr(handing_out, "wait", cluster.wait)
        return HandingOut(
            client=cast("Client", cluster), order_of=_order, shards_a_thread=2, tries_noted=cluster.tries_noted
        )

    return handing_to


def _numbers(ended: Iterator[tuple[int, Callable[[], ShardSummary]]]) -> list[int]:
    return [wait().number for _, wait in ended]


def test_twice_as_many_shards_are_handed_out_as_there_are_threads(handing: Handing) -> None:
    cluster = Cluster(_oldest)

    assert _numbers(handing(cluster).as_they_end(range(7))) == list(range(7))

    assert [len(there) for there in cluster.there] == [4, 4, 4, 4, 3, 2, 1]


def test_workers_that_come_get_shards_at_once(handing: Handing) -> None:
    cluster = Cluster(_oldest, threads=1)
    ended = handing(cluster).as_they_end(range(9))

    next(ended)
    cluster.threads = 3
    next(ended)

    assert [len(there) for there in cluster.there] == [2, 6]


def test_the_next_shard_is_handed_out_when_any_ends(handing: Handing) -> None:
    cluster = Cluster(_newest, threads=1)

    assert _numbers(handing(cluster).as_they_end(range(4))) == [1, 2, 3, 0]


def test_a_shard_that_was_only_near_one_that_kills_is_done_at_last(handing: Handing) -> None:
    cluster = Cluster(_oldest, faults={0: [_KILLED], 1: [_KILLED, _KILLED]})
    ended = dict(handing(cluster).as_they_end(range(4)))

    assert list(ended) == [2, 3, 0, 1]
    assert cluster.there[-2:] == [[0], [1]]
    assert ended[0]().number == 0
    with pytest.raises(WorkerDied):
        ended[1]()


def test_an_error_of_a_shard_is_told_as_it_is(handing: Handing) -> None:
    full = OSError(28, "No space left on device, on the worker tcp://a")
    ((_, wait),) = handing(Cluster(_oldest, faults={0: [full]})).as_they_end([0])

    with pytest.raises(OSError, match="No space left on device, on the worker") as caught:
        wait()
    assert caught.value is full


@pytest.mark.parametrize("error", [CancelledError("lost"), CommClosedError("lost")])
def test_a_scheduler_that_went_away_is_told_wherever_that_is_noticed(error: Exception, handing: Handing) -> None:
    def lost(*_: object) -> Task:
        raise error

    while_waiting = handing(Cluster(lost))
    with pytest.raises(ClusterUnusable, match=r"went away \(lost\)"):
        next(while_waiting.as_they_end([0]))
    ((_, wait),) = handing(Cluster(_oldest, faults={0: [error]})).as_they_end([0])
    with pytest.raises(ClusterUnusable, match=r"went away \(lost\)"):
        wait()


def test_a_worker_without_the_program_is_told(handing: Handing) -> None:
    missing = ModuleNotFoundError("No module named 'flows'")
    ((_, wait),) = handing(Cluster(_oldest, faults={0: [missing]})).as_they_end([0])

    with pytest.raises(ClusterUnusable, match="cannot run this program"):
        wait()


def test_a_shard_that_kills_its_workers_is_tried_again_while_its_journal_grows(handing: Handing) -> None:
    cluster = Cluster(_oldest, faults={1: [_KILLED, _KILLED, _KILLED]}, tries={1: [4, 8, 8, 12]})

    assert _numbers(handing(cluster).as_they_end(range(3))) == [0, 2, 1]
    assert cluster.there[-3:] == [[1], [1], [1]]


def test_a_shard_whose_journal_stands_still_is_given_up(handing: Handing) -> None:
    cluster = Cluster(_oldest, faults={0: [_KILLED, _KILLED, _KILLED]}, tries={0: [4, 8, 8, 8]})
    ((_, wait),) = handing(cluster).as_they_end(range(1))

    with pytest.raises(WorkerDied):
        wait()
