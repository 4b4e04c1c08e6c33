"""Around a run: whatever its ending is, the receivers are told, and it goes on as if they had not been."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.notices.notice import Asked, Notice, Report, notice_of, notice_of_failure
from flows.notices.receivers import NOBODY, Receivers
from flows.notices.sending import send

Complain = Callable[[str], object]
"""Takes what went wrong with telling."""


class Ending:
    """What a run did, for those who are told of it."""

    def __init__(self) -> None:
        self._done: Report | None = None

    def reached(self, done: Report) -> None:
        """The run came to its end."""
        self._done = done

    def notice(self, asked: Asked) -> Notice | None:
        """What is told of it."""
        return None if self._done is None else notice_of(asked, self._done)


@contextmanager
def told_afterwards(asked: Asked, to: Receivers, complain: Complain) -> Iterator[Ending]:
    """Tell how what is done inside ended."""
    ending = Ending()
    try:
        yield ending
    except (Exception, KeyboardInterrupt) as error:
        tell(notice_of_failure(asked, error), to, complain)
        raise
    tell(ending.notice(asked), to, complain)


def tell(notice: Notice | None, to: Receivers, complain: Complain) -> None:
    """Tell, and complain where that did not go well."""
    if notice is None or to == NOBODY:
        return
    for trouble in send(notice, to):
        complain(trouble)
