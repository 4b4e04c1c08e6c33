"""How far a run was, second by second, and how much memory it held: two looks a second at most, and few are kept."""

import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from flows.progress import Phase, Tally, Watcher
from pipeline.report.values import PhaseTime, Sample

FIRST_PAUSE: Final = 0.25
"""Seconds between two looks, at first; the longer a run, the longer the pauses."""
MOST_SAMPLES: Final = 240
_PROC: Final = Path("/proc")


class Recorder:
    """A watcher that remembers, and tells whoever watches too."""

    def __init__(self, shown: Watcher) -> None:
        self.pause = FIRST_PAUSE
        self._shown = shown
        self._start = time.monotonic()
        self._marks: list[tuple[str, float]] = []
        self._samples: list[Sample] = []
        self._tally: Tally | None = None

    def enter(self, phase: Phase) -> None:
        """A phase begins."""
        self._shown.enter(phase)
        self._mark(phase)

    def parsing(self, tally: Tally) -> None:
        """Pages will be counted here."""
        self._shown.parsing(tally)
        self._tally = tally
        self._mark(Phase.PARSE)

    def look(self) -> None:
        """Remember how far it is now; where that is too much to remember, half of it."""
        pages = self._tally.pages() if self._tally else 0
        self._samples.append(Sample(seconds=self.seconds, pages=pages, memory_bytes=_held_bytes()))
        if len(self._samples) > MOST_SAMPLES:
            self._samples[:] = self._samples[::2]
            self.pause *= 2

    @property
    def seconds(self) -> float:
        """Since the start."""
        return round(time.monotonic() - self._start, 3)

    def samples(self) -> tuple[Sample, ...]:
        """What was seen, in its order."""
        return tuple(sorted(self._samples, key=lambda sample: sample.seconds))

    def phases(self) -> tuple[PhaseTime, ...]:
        """What is known of the phases up to now."""
        ends = [*(start for _, start in self._marks[1:]), self.seconds]
        return tuple(
            PhaseTime(name=name, start=start, end=end) for (name, start), end in zip(self._marks, ends, strict=True)
        )

    def _mark(self, phase: Phase) -> None:
        self.look()
        self._marks.append((phase.value, self.seconds))


@contextmanager
def looking(recorder: Recorder) -> Iterator[None]:
    """Have it look again and again, in a thread."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(recorder.pause):
            recorder.look()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _held_bytes() -> int | None:
    """What this process and its children hold; None where the system does not say."""
    own = _resident("self")
    if own is None:
        return None
    return own + sum(_resident(child) or 0 for child in _children())


def _children() -> Iterator[str]:
    """Every thread has children of its own."""
    for thread in (_PROC / "self" / "task").iterdir():
        with suppress(OSError):
            yield from (thread / "children").read_text().split()


def _resident(process: str) -> int | None:
    try:
        return int((_PROC / process / "statm").read_bytes().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return None
