"""What harms whoever parses a page: a page with a marker in its text does what the marker says.

The program knows nothing of that: `spread` puts it before the parser, in this process by a test's monkeypatch, and in
others by `tests/poison/site/sitecustomize.py`, which Python runs where PYTHONPATH names its folder.
"""

import ctypes
import os
import re
import signal
import time
from collections import deque
from collections.abc import Callable, Mapping
from itertools import repeat
from pathlib import Path

from pipeline import extract as extracting
from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.outcome import Document, Outcome

CHECKOUT = Path(__file__).parents[2]
PYTHONPATH = os.pathsep.join((str(Path(__file__).parent / "site"), str(CHECKOUT)))
"""For the environment of processes that are to obey."""
VICTIM = "POISON_VICTIM"
"""Names the file that tells whether a process was killed already."""


def crash() -> None:
    ctypes.string_at(0)


def loop() -> None:
    while True:
        pass


def sleep() -> None:
    time.sleep(3_600)


def persist() -> None:
    while True:
        try:
            time.sleep(3_600)
        except BaseException:  # noqa: BLE001, S112  # that is what it is for
            continue


def grip() -> None:
    """Nothing else of Python runs meanwhile, and no signal is heard."""
    deque(repeat(None), maxlen=0)


def backtrack() -> None:
    """Nothing else of Python runs meanwhile, either."""
    re.match(r"(?:a+)+b", "a" * 60)


def hoard() -> None:
    kept = []
    while True:
        kept.append(b"x" * 2**24)
        time.sleep(0.01)


def die_once() -> None:
    victim = Path(os.environ[VICTIM])
    if not victim.exists():
        victim.touch()
        os.kill(os.getpid(), signal.SIGKILL)


POISONS: Mapping[str, Callable[[], None]] = {
    f"poison-to-{act.__name__}": act for act in (crash, loop, sleep, persist, grip, backtrack, hoard, die_once)
}


def obeying(document: Document, limits: Limits = DEFAULT_LIMITS) -> Outcome:
    """What becomes of a page, if its poison lets anything become of it."""
    for marker, act in POISONS.items():
        if marker.encode() in document.utf8:
            act()
    return _extract(document, limits)


_extract = extracting.extract


def spread() -> None:
    """Have this process obey, before anybody takes the parser by its name."""
    extracting.extract = obeying
