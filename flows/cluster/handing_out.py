"""Which shards are with the cluster at a time: as many as keep it busy, the next one whenever any of them ends."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from distributed import Client, Future, KilledWorker, wait

from flows.cluster.connecting import GONE, gone, threads_of
from flows.cluster.order import Order
from flows.cluster.working import parse_order
from flows.errors import ClusterUnusable, WorkerDied
from pipeline.shards import ShardSummary

LOOKS_UP = 60.0
"""Seconds after which a run that hears of no shard asks whether there is any worker left."""

Ended = tuple[int, Callable[[], ShardSummary]]
"""A shard's number, and what to call for its summary, or for what went wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOut:
    """Shards on their way to the cluster."""

    client: Client
    order_of: Callable[[int], Order]
    shards_a_thread: int
    tries_noted: Callable[[int], int]
    """How often a shard was begun, as its journal tells; 0 where there is none, or where it is hopeless. While that
    grows, a shard that kills its workers is tried again: pages at which they died are left out then."""

    def as_they_end(self, numbers: Iterable[int]) -> Iterator[Ended]:
        """The shards in the order in which they end, so that a slow one holds up no other.

        Where workers die again and again, Dask gives up all shards that were with them. These come last and alone: only
        the one that kills is still given up then.
        """
        suspects: list[int] = []
        for number, future in self._ended(numbers, self._window):
            if isinstance(future.exception(), KilledWorker):
                suspects.append(number)
            else:
                yield number, partial(_summary, future)
        for number in suspects:
            yield number, partial(_summary, self._alone(number))

    def _alone(self, number: int) -> Future[ShardSummary]:
        """A shard by itself, as often as that leads further."""
        while True:
            before = self.tries_noted(number)
            ((_, future),) = self._ended([number], lambda: 1)
            if not isinstance(future.exception(), KilledWorker) or self.tries_noted(number) <= before:
                return future

    def _ended(self, numbers: Iterable[int], window: Callable[[], int]) -> Iterator[tuple[int, Future[ShardSummary]]]:
        left = iter(numbers)
        running: dict[Future[ShardSummary], int] = {}
        while self._fill(running, left, window):
            ended = [(running.pop(future), future) for future in self._some_of(running)]
            self._fill(running, left, window)  # before somebody looks at those, which takes time
            yield from ended

    def _fill(self, running: dict[Future[ShardSummary], int], left: Iterator[int], window: Callable[[], int]) -> int:
        """Hand out as many as there is room for; how many are running then."""
        for number in islice(left, max(window() - len(running), 0)):
            running[self._submitted(number)] = number
        return len(running)

    def _submitted(self, number: int) -> Future[ShardSummary]:
        order = self.order_of(number)
        try:
            return self.client.submit(parse_order, order, pure=False)
        except GONE as error:
            raise gone(error) from error

    def _window(self) -> int:
        return max(self.shards_a_thread * threads_of(self.client), 1)

    def _some_of(self, running: Iterable[Future[ShardSummary]]) -> set[Future[ShardSummary]]:
        """Those that have ended, once there is one."""
        while True:
            try:
                ended: set[Future[ShardSummary]] = wait(list(running), LOOKS_UP, "FIRST_COMPLETED").done
            except TimeoutError:
                if not threads_of(self.client):
                    raise ClusterUnusable("the cluster has no worker left. Start some, and run it again") from None
            except GONE as error:
                raise gone(error) from error
            else:
                return ended


def _summary(future: Future[ShardSummary]) -> ShardSummary:
    try:
        return future.result()
    except KilledWorker as error:
        raise WorkerDied("the workers that parsed it were killed, perhaps for want of memory") from error
    except ImportError as error:
        raise ClusterUnusable(f"a worker cannot run this program ({error})") from error
    except GONE as error:
        raise gone(error) from error
