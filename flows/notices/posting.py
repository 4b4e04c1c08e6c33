"""Telling a web address: only whether it took it, and for no longer than it has, however slowly it answers."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from http import HTTPStatus


def posted(content: str, url: str, patience: float) -> int:
    """The status of its answer, whose body nobody reads. Raises whatever goes wrong, TimeoutError among it."""
    import httpx  # noqa: PLC0415  # a fifth of a second, which few runs need

    def status() -> int:
        headers = {"content-type": "application/json"}
        with httpx.stream("POST", url, content=content, headers=headers, timeout=patience) as answer:
            return answer.status_code

    return _within(patience, status)


def is_refusal(status: int) -> bool:
    """Whether it did not take it."""
    return status >= HTTPStatus.MULTIPLE_CHOICES


def _within(seconds: float, ask: Callable[[], int]) -> int:
    """A limit for each byte is none for all of them. What takes longer is left behind; it keeps nobody from ending."""
    answer: Future[int] = Future()

    def work() -> None:
        try:
            answer.set_result(ask())
        except Exception as error:  # noqa: BLE001  # whoever waits gets it
            answer.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    return answer.result(timeout=seconds)
