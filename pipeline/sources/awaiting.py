"""Questions to a store wait in threads of their own: the library cannot be interrupted while it waits, Python can.

Nobody waits for these threads when the program ends. A Ctrl-C may come at any moment, also in the middle of Python's
own `Thread.start` and `Future.result`, which then fail for a lock or never see it. So threads are started bare, and
who waits for an answer looks up now and then.
"""

from _thread import start_new_thread
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final, NoReturn, TypeVar

T = TypeVar("T")
_LOOKS_UP: Final = 0.5
"""Seconds after which a signal is seen that came just before the waiting began."""


def begun(ask: Callable[[], T]) -> Callable[[], T]:
    """Begin to ask; call what comes back, once, to wait for the answer, or for what went wrong."""
    answers: SimpleQueue[Callable[[], T]] = SimpleQueue()
    start_new_thread(_answer, (ask, answers))
    return partial(_waited, answers)


def awaited(ask: Callable[[], T]) -> T:
    """Ask, and wait for the answer."""
    return begun(ask)()


def _waited(answers: "SimpleQueue[Callable[[], T]]") -> T:
    while True:
        with suppress(Empty):
            told = answers.get(timeout=_LOOKS_UP)
            break
    return told()


def _answer(ask: Callable[[], T], answers: "SimpleQueue[Callable[[], T]]") -> None:
    try:
        found = ask()
    except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
        answers.put(partial(_raised, error))
    else:
        answers.put(lambda: found)


def _raised(error: BaseException) -> NoReturn:
    raise error
