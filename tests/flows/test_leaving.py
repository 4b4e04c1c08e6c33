"""A thread that nobody can wait for is left, and ends as soon as it can."""

import threading
import time

import pytest

from flows.leaving import LeavableThread


def test_what_was_asked_is_answered() -> None:
    assert LeavableThread[int]().answer(lambda: 3) == 3


def test_what_asking_raises_is_raised_where_it_is_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        LeavableThread[float]().answer(lambda: 1 / 0)


def test_a_thread_that_is_left_has_no_answer_and_ends() -> None:
    thread = LeavableThread[int]()
    ended = threading.Event()

    def ask() -> int:
        threading.Timer(0.05, thread.give_up).start()
        try:
            while True:
                time.sleep(0.01)
        finally:
            ended.set()

    assert thread.answer(ask) is None
    assert ended.wait(5)
