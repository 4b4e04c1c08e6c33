"""Who waits for a store can be interrupted, and is told what came of the question."""

import signal
import time
from _thread import interrupt_main
from collections.abc import Iterator
from threading import Event

import pytest

from pipeline.sources.awaiting import awaited, begun


@pytest.fixture
def _interruptible() -> Iterator[None]:
    """Ctrl-C as in a terminal, however the tests were started."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_answer_comes_to_who_asked() -> None:
    assert awaited(lambda: "found") == "found"


def test_what_goes_wrong_is_raised_where_it_is_waited_for() -> None:
    def ask() -> None:
        raise FileNotFoundError("gone")

    wait = begun(ask)

    with pytest.raises(FileNotFoundError, match="gone"):
        wait()


@pytest.mark.usefixtures("_interruptible")
def test_an_interrupt_that_wakes_nobody_is_seen_before_the_answer_comes() -> None:
    is_seen, answered = Event(), Event()

    def ask() -> None:
        time.sleep(0.1)
        interrupt_main()
        is_seen.wait(30)
        answered.set()

    with pytest.raises(KeyboardInterrupt):
        awaited(ask)

    assert not answered.is_set()
    is_seen.set()
    answered.wait(30)
