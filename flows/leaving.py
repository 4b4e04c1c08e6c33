"""A thread that can be left behind: whoever waits for its answer goes on without it, and it ends where it can."""

import ctypes
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Final, Generic, TypeVar

from pipeline.watching import wind_up

T = TypeVar("T")
_LOOKS_UP: Final = 0.5
"""Seconds after which a signal is seen that came just before the waiting began."""


class _Left(BaseException):
    """Nobody waits for this thread any more; raised in it wherever it stands."""


class LeavableThread(Generic[T]):
    """It works on one question. As a last resort (`pipeline.watching`), it is given up together with its answer."""

    def __init__(self) -> None:
        self._answers: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def answer(self, ask: Callable[[], T]) -> T | None:
        """Ask in the thread; None where it was given up. Raises what asking raised."""
        self._thread = threading.Thread(target=self._ask, args=(ask,), daemon=True)
        self._thread.start()
        while True:
            with suppress(Empty):
                made, error = self._answers.get(timeout=_LOOKS_UP)
                break
        if error is not None:
            raise error
        return made

    def look(self, seconds: float) -> None:
        """Should no thread of Python ever run again, end this program: the next run begins in a process."""
        wind_up(seconds)

    def give_up(self) -> None:
        """Let whoever waits go on, and have the thread end as soon as it is back in Python."""
        self._answers.put((None, None))
        if self._thread is not None and self._thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread.ident), ctypes.py_object(_Left))

    def rest(self) -> None:
        """Nothing can be stuck any more."""
        wind_up(0)

    def _ask(self, ask: Callable[[], T]) -> None:
        try:
            self._answers.put((ask(), None))
        except _Left:
            return
        except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
            self._answers.put((None, error))
