"""How far a run is, for a person: a bar on a terminal, a line every few seconds elsewhere."""

import sys
import threading
import time
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn

from flows.progress import Phase, Tally, Watcher

BAR_PAUSE = 0.2
LINE_PAUSE = 5.0
WIDE = 110
"""Columns of a terminal that has room for all counts beside the bar."""


class Screen(Watcher, Protocol):
    """A watcher that looks again and again."""

    @abstractmethod
    def look(self) -> None:
        """Show how far it is now."""


@contextmanager
def screen() -> Iterator[Screen]:
    """A bar where stderr is a terminal, lines where it is not."""
    console = Console(stderr=True)
    if console.is_terminal:
        with _bar(console) as bar, _looking(bar, BAR_PAUSE):
            yield bar
    else:
        lines = Lines()
        with _looking(lines, LINE_PAUSE):
            yield lines


@contextmanager
def _looking(shown: Screen, pause: float) -> Iterator[None]:
    """Have the screen look every so many seconds, in a thread."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(pause):
            shown.look()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


class Pace:
    """What a tally says at a moment, in words."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._before = tally.pages()
        self._start = time.monotonic()

    def words(self) -> str:
        """Pages, pages a second of this run, and bytes."""
        pages = self._tally.pages()
        speed = (pages - self._before) / max(time.monotonic() - self._start, 0.001)
        done = decimal(round(self._tally.bytes_done()))
        return f"{pages:,} pages, {speed:,.0f}/s, {done} of {decimal(self._tally.size)}"

    def with_files(self) -> str:
        """The same, where there is room for the files too."""
        return f"{self.words()}, {self._tally.files_done():,.0f} of {self._tally.files:,} files"


@contextmanager
def _bar(console: Console) -> Iterator["Bar"]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[words]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
    )
    with Progress(*columns, console=console, expand=True) as progress:
        bar = Bar(progress)
        yield bar
        bar.finish()


class Bar:
    """One line a phase, the last one moving."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._current: TaskID | None = None
        self._tally: Tally | None = None
        self._pace: Pace | None = None

    def enter(self, phase: Phase) -> None:
        """Finish the line of the phase before, and begin one."""
        self.look()
        self.finish()
        self._tally = self._pace = None
        self._current = self._progress.add_task(f"{phase.value:<16}", total=None, words="")

    def parsing(self, tally: Tally) -> None:
        """Begin the line that counts."""
        self.enter(Phase.PARSE)
        self._pace, self._tally = Pace(tally), tally
        self.look()

    def look(self) -> None:
        """Show the count."""
        if self._current is not None and self._tally and self._pace:
            is_wide = self._progress.console.width >= WIDE
            words = self._pace.with_files() if is_wide else self._pace.words()
            self._progress.update(
                self._current, total=self._tally.size, completed=self._tally.bytes_done(), words=words
            )

    def finish(self) -> None:
        """Complete the line of the phase that ends."""
        if self._current is not None:
            self._progress.update(self._current, total=1, completed=1)


class Lines:
    """A line a phase, and one every few seconds while pages are read."""

    def __init__(self) -> None:
        self._pace: Pace | None = None

    def enter(self, phase: Phase) -> None:
        """Say which phase begins."""
        self.look()
        self._pace = None
        _say(f"{phase.value} …")

    def parsing(self, tally: Tally) -> None:
        """Count from now on."""
        self.enter(Phase.PARSE)
        self._pace = Pace(tally)

    def look(self) -> None:
        """Say the count."""
        if self._pace:
            _say(f"{Phase.PARSE.value}: {self._pace.with_files()}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
