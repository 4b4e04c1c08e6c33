"""Who takes too long at a step is interrupted at that step; who stands still, or reads, or is between steps, is not."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import PageTooSlow
from pipeline.journal import FIRST_DOCUMENT, READING, Journal, Step, keeping_journal
from pipeline.limits import Limits
from pipeline.watching import NO_LAST_RESORT, LastResort, watched

PAGE = Step(0, 0, FIRST_DOCUMENT)
SHORT = Limits(seconds=0.05)


class Noting:
    """A last resort that only says that it was taken."""

    def __init__(self) -> None:
        self.taken = threading.Event()

    def look(self, seconds: float) -> None:
        pass

    def give_up(self) -> None:
        self.taken.set()

    def rest(self) -> None:
        pass


@contextmanager
def under_watch(work: Path, limits: Limits = SHORT, resort: LastResort = NO_LAST_RESORT) -> Iterator[Journal]:
    with keeping_journal(work, 0) as journal, watched(journal, limits, resort):
        yield journal


def compute(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_step_that_computes_too_long_is_interrupted(tmp_path: Path) -> None:
    with under_watch(tmp_path) as journal:
        journal.enter(PAGE)
        with pytest.raises(PageTooSlow):
            compute(60)
        journal.leave()


def test_a_step_that_waits_too_long_is_interrupted(tmp_path: Path) -> None:
    with under_watch(tmp_path) as journal:
        journal.enter(PAGE)
        with pytest.raises(PageTooSlow):
            time.sleep(60)
        journal.leave()


def test_reading_may_take_its_time(tmp_path: Path) -> None:
    with under_watch(tmp_path) as journal:
        journal.enter(PAGE._replace(part=READING))
        compute(1)
        journal.leave()


def test_what_is_done_between_two_steps_may_take_its_time(tmp_path: Path) -> None:
    with under_watch(tmp_path) as journal:
        journal.enter(PAGE)
        journal.leave()
        compute(1)


def test_many_short_steps_may_take_long_together(tmp_path: Path) -> None:
    with under_watch(tmp_path, Limits(seconds=0.5)) as journal:
        for number in range(100):
            journal.enter(PAGE._replace(capture=number))
            compute(0.01)
            journal.leave()


def test_a_signal_that_comes_when_the_step_is_done_interrupts_nothing(tmp_path: Path) -> None:
    with under_watch(tmp_path, Limits()) as journal:
        journal.enter(PAGE)
        journal.leave()
        signal.raise_signal(signal.SIGVTALRM)


def test_who_is_interrupted_in_vain_is_ended_by_the_last_resort(tmp_path: Path) -> None:
    resort = Noting()

    with under_watch(tmp_path, resort=resort) as journal:
        journal.enter(PAGE)
        while not resort.taken.is_set():
            try:
                time.sleep(0.01)
            except PageTooSlow:
                continue
        journal.leave()

    assert resort.taken.is_set()


def test_a_thread_that_nobody_can_interrupt_is_ended_by_the_last_resort(tmp_path: Path) -> None:
    resort = Noting()

    def parse() -> None:
        with under_watch(tmp_path, resort=resort) as journal:
            journal.enter(PAGE)
            resort.taken.wait(60)
            journal.leave()

    thread = threading.Thread(target=parse)
    thread.start()
    thread.join(30)

    assert resort.taken.is_set()


def test_when_the_watch_is_over_no_timer_runs_and_signals_mean_what_they_meant(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGVTALRM)

    with under_watch(tmp_path):
        during = signal.getsignal(signal.SIGVTALRM)

    assert during != before
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
