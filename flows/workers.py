"""Processes that parse shards, replaced when they die.

Each process has its own one-place pool. In a shared pool the death of one child breaks the shards of all the
others; here it breaks its own, which is then parsed again: the shard's journal tells at which page processes died, and
after two deaths at one page that page alone is lost.
"""

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from ctypes import Array, c_uint64
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import LifoQueue
from typing import Protocol

from flows.errors import RunError, Stopped, WorkerDied
from flows.lean import leave_out_pandas
from flows.leaving import LeavableThread
from flows.limits import run_limits
from flows.progress import Tally
from pipeline.journal import forgive, has_died, is_hopeless, tries_of
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.shards import Shard, ShardSummary, parse_shard
from pipeline.watching import EXPENDABLE_PROCESS

SMALL = 32 * 1024 * 1024
"""Input that is parsed sooner in this process than others are started."""

Slots = Array[c_uint64]

_STOPPED = Stopped("the run was stopped")


class ShardParser(Protocol):
    """Something that parses one shard and waits for it; any number of threads may call it."""

    def parse(self, number: int) -> ShardSummary:
        """Parse a shard of the plan; WorkerDied where trying again may help."""


@contextmanager
def shard_parser(shards: Sequence[Shard], work: Path, tally: Tally, workers: int) -> Iterator[ShardParser]:
    """Parse in processes where that pays, else in this one; whatever runs is stopped at the end."""
    processes = min(workers, len(shards))
    limits = run_limits()
    parser: InThisProcess | InProcesses
    if tally.size >= SMALL:
        parser = InProcesses(shards, work, tally, processes, limits)
    else:
        parser = InThisProcess(shards, work, tally, limits)
    try:
        yield parser
    finally:
        parser.stop()


class InThisProcess:
    """One shard at a time, in a thread of its own; one that has a page too hard for that goes to a process."""

    def __init__(self, shards: Sequence[Shard], work: Path, tally: Tally, limits: Limits = DEFAULT_LIMITS) -> None:
        self._shards = shards
        self._work = work
        self._tally = tally
        self._limits = limits
        self._turn = threading.Lock()
        self._stopped = threading.Event()
        self._elsewhere: InProcesses | None = None

    def parse(self, number: int) -> ShardSummary:
        """Parse a shard here, if no process has died of it yet and no page keeps the thread."""
        with self._turn:
            is_harmless = self._elsewhere is None and not has_died(tries_of(self._work, number))
            summary = self._parse_here(number) if is_harmless else None
            if summary is None:
                return self._in_a_process().parse(number)
        self._tally.finish(number, summary.pages)
        return summary

    def stop(self) -> None:
        """Have a running shard stop at its next pages."""
        self._stopped.set()
        if self._elsewhere is not None:
            self._elsewhere.stop()

    def _parse_here(self, number: int) -> ShardSummary | None:
        self._tally.slots[number] = 0
        thread = LeavableThread[ShardSummary]()
        shard, work, limits = self._shards[number], self._work, self._limits
        return thread.answer(lambda: parse_shard(shard, work, lambda pages: self._count(number, pages), limits, thread))

    def _in_a_process(self) -> "InProcesses":
        if self._elsewhere is None:
            self._elsewhere = InProcesses(self._shards, self._work, self._tally, 1, self._limits)
        if self._stopped.is_set():
            self._elsewhere.stop()
        return self._elsewhere

    def _count(self, number: int, pages: int) -> None:
        if self._stopped.is_set():
            raise _STOPPED
        self._tally.slots[number] += pages


class InProcesses:
    """As many shards at a time as there are processes; a caller waits for a free one."""

    def __init__(
        self,
        shards: Sequence[Shard],
        work: Path,
        tally: Tally,
        processes: int,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._shards = shards
        self._work = work
        self._tally = tally
        self._limits = limits
        self._starting = threading.Lock()
        self._is_stopped = False
        self._children: set[BaseProcess] = set()
        self._free: LifoQueue[ProcessPoolExecutor] = LifoQueue()
        for _ in range(processes):
            self._free.put(self._new())

    def parse(self, number: int) -> ShardSummary:
        """Parse a shard in a free process; after a death in another one, as long as its journal leads further."""
        while True:
            before = len(tries_of(self._work, number))
            try:
                return self._parse_once(number)
            except WorkerDied:
                tries = tries_of(self._work, number)
                if len(tries) == before or is_hopeless(tries):
                    raise

    def stop(self) -> None:
        """End the processes at once; what they had not finished is staged by nobody."""
        with self._starting:
            self._is_stopped = True
        for child in self._children:
            child.terminate()
            child.join()

    def _parse_once(self, number: int) -> ShardSummary:
        """Parse a shard in a free process; a process that died is replaced."""
        executor = self._free.get()
        try:
            summary = self._hand_over(executor, number).result()
        except BrokenExecutor as error:
            executor.shutdown(wait=False)
            executor = self._new()
            raise self._death(number) from error
        finally:
            self._free.put(executor)
        self._tally.finish(number, summary.pages)
        return summary

    def _hand_over(self, executor: ProcessPoolExecutor, number: int) -> Future[ShardSummary]:
        """Give the shard to the process, which starts with its first one."""
        with self._starting:
            if self._is_stopped:
                raise _STOPPED
            self._tally.slots[number] = 0
            with _deaf_to_interrupts():
                future = executor.submit(_parse, self._shards[number], self._work, self._limits)
            self._children.update(executor._processes.values())  # noqa: SLF001  # no public name before Python 3.14
            return future

    def _death(self, number: int) -> RunError:
        if self._is_stopped:
            forgive(self._work, number)
            return _STOPPED
        return WorkerDied(f"the process that parsed shard {number} was killed, perhaps for want of memory")

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin, initargs=(self._tally.slots,))


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Whatever starts meanwhile never hears Ctrl-C, which is this process's to handle."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_SLOTS: list[Slots] = []
"""In a child: where it counts its pages."""
_PARSING: list[tuple[Path, int]] = []
"""In a child: the shard that it parses."""


def _begin(slots: Slots) -> None:
    """Prepare a child: it counts into shared memory, and it does not outlive its parent."""
    leave_out_pandas()
    _SLOTS[:] = [slots]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        try:
            for work, number in _PARSING:
                forgive(work, number)
        finally:
            os._exit(1)


def _parse(shard: Shard, work: Path, limits: Limits) -> ShardSummary:
    """Parse a shard in a child."""
    slots = _SLOTS[0]
    _PARSING[:] = [(work, shard.number)]

    def count(pages: int) -> None:
        slots[shard.number] += pages

    return parse_shard(shard, work, count, limits, EXPENDABLE_PROCESS)
