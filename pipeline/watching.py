"""A page that takes too long, or too much memory, ends alone: a thread looks at the journal while pages are parsed.

First softly: in a process's main thread, a signal raises PageTooSlow in the page's own step. Where that does not help,
or where pages are parsed in another thread, the journal is told whose fault it is, and the last resort is taken.

A library that lets no thread of Python run keeps the watch from looking, too. So each look winds up timers of the
system, which count what the process computes, and which run down only where nobody looks any more. One sends the same
signal, to which a regular expression listens; the other ends the process. A process that stands still as a whole,
stopped or suspended, grows no older by any of these clocks.
"""

import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, Protocol

from pipeline.errors import PageTooSlow
from pipeline.journal import READING, Journal, Step
from pipeline.limits import Limits
from pipeline.outcome import Reason

LOOKS_A_SECOND: Final = 5
_STATM: Final = Path("/proc/self/statm")


class LastResort(Protocol):
    """What ends a page that nothing else ends."""

    def look(self, seconds: float) -> None:
        """Pages are being watched; to be called again before so many seconds have passed."""

    def give_up(self) -> None:
        """End it."""

    def rest(self) -> None:
        """Nothing is being watched any more."""


class NoLastResort:
    """A page may go on for ever."""

    def look(self, seconds: float) -> None:
        """Nothing."""

    def give_up(self) -> None:
        """Nothing."""

    def rest(self) -> None:
        """Nothing."""


class ExpendableProcess:
    """The process ends, at once; somebody else begins again."""

    def look(self, seconds: float) -> None:
        """Wind up the timer that ends the process."""
        wind_up(seconds)

    def give_up(self) -> None:
        """End it without a word: the journal says why."""
        os._exit(1)

    def rest(self) -> None:
        """Stop the timer."""
        wind_up(0)


def wind_up(seconds: float) -> None:
    """End the process once it has computed for so many seconds more, by a signal that nobody handles; 0 is never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


NO_LAST_RESORT: Final = NoLastResort()
EXPENDABLE_PROCESS: Final = ExpendableProcess()


@contextmanager
def watched(journal: Journal, limits: Limits, resort: LastResort) -> Iterator[None]:
    """Watch the steps that this thread takes meanwhile."""
    watch = _Watch(journal, limits, resort)
    with _softly(watch):
        thread = threading.Thread(target=watch.run, daemon=True)
        watch.wind_up()  # before the thread does: it may never have a turn
        thread.start()
        try:
            yield
        finally:
            watch.stopped.set()
            thread.join()
            watch.rest()


@contextmanager
def _softly(watch: "_Watch") -> Iterator[None]:
    """Only a main thread can be interrupted where it stands."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, watch.interrupt)
    watch.main_thread = threading.get_ident()
    try:
        yield
    finally:
        signal.signal(signal.SIGVTALRM, before)


class _Watch:
    """What is known of the step that is being taken."""

    def __init__(self, journal: Journal, limits: Limits, resort: LastResort) -> None:
        self.stopped = threading.Event()
        self.main_thread: int | None = None
        """The thread that may be interrupted."""
        self._journal = journal
        self._limits = limits
        self._resort = resort
        self._computed = _clock()
        self._step: Step | None = None
        self._looks = 0
        """How often the step was seen: a process that stands still as a whole does not grow older."""
        self._cpu = 0.0
        self._memory = 0
        """What the thread had used, and the process held, before the step."""
        self._due: Step | None = None

    def run(self) -> None:
        """Look until it is stopped; where the last resort did not help, take it again."""
        while not self.stopped.wait(1 / LOOKS_A_SECOND):
            self.wind_up()
            if self._is_hopeless():
                self._resort.give_up()

    def wind_up(self) -> None:
        """Somebody looks, so no timer runs down."""
        self._resort.look(self._limits.stuck_seconds)
        if self.main_thread is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, self._limits.unseen_seconds)

    def rest(self) -> None:
        """Nobody looks any more, and no timer runs."""
        self._resort.rest()
        if self.main_thread is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def interrupt(self, _number: int, _frame: FrameType | None) -> None:
        """End the step that the signal is for: the one that is due, or whichever keeps the watch from looking."""
        due, self._due = self._due, None
        step = self._journal.step
        if step is not None and step.part != READING and due in {None, step}:
            raise PageTooSlow

    def _is_hopeless(self) -> bool:
        step, cpu, memory = self._journal.step, self._computed(), _memory()
        if step is None or step != self._step:
            self._step, self._looks, self._cpu, self._memory = step, 0, cpu, memory
            return False
        self._looks += 1
        beyond = self._beyond(step, cpu - self._cpu)
        if beyond > 0:
            self._interrupt(step)
        if memory - self._memory > self._limits.memory_bytes:
            self._journal.blame(step, Reason.OUT_OF_MEMORY)
            return True
        if beyond > self._limits.grace_seconds:
            self._journal.blame(step, Reason.TOO_SLOW)
            return True
        return False

    def _interrupt(self, step: Step) -> None:
        if self.main_thread is not None:
            self._due = step
            signal.pthread_kill(self.main_thread, signal.SIGVTALRM)

    def _beyond(self, step: Step, computed: float) -> float:
        """Seconds that the step has taken too many.

        Reading has no bound: a store may be slow, and what lies between two pages of an archive may be large.
        """
        if step.part == READING:
            return 0.0
        waited = self._looks / LOOKS_A_SECOND
        return max(computed - self._limits.seconds, waited - self._limits.waiting_seconds)


def _clock() -> Callable[[], float]:
    """Seconds that this thread has computed; of the whole process, where the system does not tell them apart."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)


def _memory() -> int:
    """Bytes that the process holds in memory; 0 where the system does not say."""
    try:
        return int(_STATM.read_bytes().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
