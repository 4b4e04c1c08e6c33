"""Questions to a store wait in threads of their own: the library cannot be interrupted while it waits, Python can.

Nobody waits for these threads when the program ends.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def begun(ask: Callable[[], T]) -> Callable[[], T]:
    """Begin to ask; call what comes back to wait for the answer, or for what went wrong."""
    future: Future[T] = Future()
    Thread(target=_answer, args=(ask, future), daemon=True).start()
    return future.result


def awaited(ask: Callable[[], T]) -> T:
    """Ask, and wait for the answer."""
    return begun(ask)()


def _answer(ask: Callable[[], T], future: Future[T]) -> None:
    try:
        future.set_result(ask())
    except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
        future.set_exception(error)
