"""How far a look at a dataset is, on stderr: a line that moves on a terminal, one every few seconds elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

LINE_PAUSE = 5.0

Watch = Callable[[str, int, int], None]


@contextmanager
def pace() -> Iterator[Watch]:
    """Something to be told what is looked at, how far that is, and how far it goes."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines().told
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None))
    with Progress(*columns, console=console, expand=True, transient=True) as progress:
        task = progress.add_task("Looking …", total=None)
        yield _bar(progress, task)


def _bar(progress: Progress, task: TaskID) -> Watch:
    def told(what: str, done: int, of: int) -> None:
        progress.update(task, description=what, completed=done, total=of)

    return told


class _Lines:
    """Says nothing of what is quick."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def told(self, what: str, done: int, of: int) -> None:
        """A line, where the last one is some seconds old."""
        now = time.monotonic()
        if now - self._last >= LINE_PAUSE:
            self._last = now
            sys.stderr.write(f"{what}: {done:,} of {of:,}\n")
            sys.stderr.flush()
