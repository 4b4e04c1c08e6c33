"""Where the parsing of a shard stands, in a file that outlives its process: who dies twice at one page leaves it alone.

    <work>/000007.at        32 bytes for each time that shard 7 was begun, the last of them for the time now

The file is mapped into memory, so a step costs a write of 16 bytes there, and the system keeps them whatever kills the
process. A shard that is staged needs no journal any more. One death may be anybody's: of two at the same step, or of
one that a watch has explained, the step is the cause, and what it is about is rejected without being touched.
"""

import mmap
import os
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.outcome import Reason

MOST_UNEXPLAINED: Final = 8
"""Deaths of one shard that no page is to blame for."""
MOST_DEATHS: Final = 100
"""Deaths of one shard: with each, all that comes before is parsed again."""
_DEADLY: Final = 2
"""Deaths at one step that are no accident."""

_RECORD: Final = struct.Struct("<IIIIIIII")
"""A step and what is known of it; behind it, which no later step overwrites, the one that is to blame, and why."""
_HALF: Final = struct.Struct("<IIII")
_STATE: Final = struct.Struct("<I")
_STATE_OFFSET: Final = _HALF.size - _STATE.size


class Step(NamedTuple):
    """A piece of work on a shard that a page can spoil; the same one whenever the shard is parsed."""

    source: int
    """Which of the shard's inputs."""
    capture: int
    """Which of its captures."""
    part: int
    """READING the capture, FINDING its documents, or one of these."""


READING: Final = 0
FINDING: Final = 1
FIRST_DOCUMENT: Final = 2


_RESTING: Final = 0
"""Between two steps, or not begun."""
_WORKING: Final = 1
_ENDED: Final = 2
"""Nobody died: it was stopped, or something failed that no page is to blame for."""

_VERDICTS: Final[Mapping[int, Reason]] = {1: Reason.TOO_SLOW, 2: Reason.OUT_OF_MEMORY}
"""What a watch may say; 0 is nothing."""
_NUMBERS: Final = {reason: number for number, reason in _VERDICTS.items()}


class Try(NamedTuple):
    """How one time of parsing a shard ended."""

    step: Step
    state: int
    blamed: Step
    verdict: int

    @property
    def is_death(self) -> bool:
        """Whether the process died in it."""
        return self.state != _ENDED or self.verdict in _VERDICTS


class Journal:
    """The steps of this time, as they are taken."""

    def __init__(self, memory: mmap.mmap, offset: int, blamed: Mapping[Step, Reason]) -> None:
        self._memory = memory
        self._offset = offset
        self.blamed = blamed
        """Steps that are not to be taken again, and why."""

    def enter(self, step: Step) -> None:
        """A step begins."""
        _HALF.pack_into(self._memory, self._offset, *step, _WORKING)

    def leave(self) -> None:
        """The step is done; what comes now is no page's fault."""
        _STATE.pack_into(self._memory, self._offset + _STATE_OFFSET, _RESTING)

    @property
    def step(self) -> Step | None:
        """The step that is being taken; None between two."""
        *step, state = _HALF.unpack_from(self._memory, self._offset)
        return Step(*step) if state == _WORKING else None

    def blame(self, step: Step, reason: Reason) -> None:
        """This time ends for this step, whatever is done meanwhile."""
        _HALF.pack_into(self._memory, self._offset + _HALF.size, *step, _NUMBERS[reason])

    def end(self) -> None:
        """This time ends, and no step is to blame but one that is blamed already."""
        _STATE.pack_into(self._memory, self._offset + _STATE_OFFSET, _ENDED)


@contextmanager
def keeping_journal(work: Path, shard: int) -> Iterator[Journal]:
    """A journal for this time of parsing a shard; it is gone when that ends well."""
    work.mkdir(parents=True, exist_ok=True)
    path = _place(work, shard)
    tries = _read(path)
    offset = len(tries) * _RECORD.size
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "r+b") as file:
        file.seek(offset)
        file.write(bytes(_RECORD.size))  # not by growing it alone: on a full disk, that is found out by a signal
        file.flush()  # never cut, for another process may have it in its memory
        with mmap.mmap(file.fileno(), 0) as memory:
            journal = Journal(memory, offset, _blamed(tries))
            try:
                yield journal
            except BaseException:
                journal.end()
                raise
    path.unlink(missing_ok=True)


def tries_of(work: Path, shard: int) -> Sequence[Try]:
    """How each time ended that the shard was begun; nothing where it is done, or was never begun."""
    return _read(_place(work, shard))


def is_hopeless(tries: Sequence[Try]) -> bool:
    """Whether a shard has died too often to be begun again."""
    blamed = _blamed(tries)
    deaths = [one for one in tries if one.is_death]
    unexplained = [one for one in deaths if one.verdict not in _VERDICTS and one.step not in blamed]
    return len(deaths) > MOST_DEATHS or len(unexplained) > MOST_UNEXPLAINED


def has_died(tries: Sequence[Try]) -> bool:
    """Whether a process died of the shard, or of something else while it parsed it."""
    return any(one.is_death for one in tries)


def forgive(work: Path, shard: int) -> None:
    """The process that parses, or parsed, the shard is ended by us: no step is to blame for that."""
    with suppress(FileNotFoundError), _place(work, shard).open("r+b") as file:
        tries = len(file.read()) // _RECORD.size
        if not tries:
            return
        with mmap.mmap(file.fileno(), 0) as memory:
            Journal(memory, (tries - 1) * _RECORD.size, {}).end()


def _place(work: Path, shard: int) -> Path:
    return work / f"{shard:06d}.at"


def _read(path: Path) -> list[Try]:
    try:
        said = path.read_bytes()
    except FileNotFoundError:
        return []
    whole = said[: len(said) - len(said) % _RECORD.size]
    return [Try(Step(*one[:3]), one[3], Step(*one[4:7]), one[7]) for one in _RECORD.iter_unpack(whole)]


def _blamed(tries: Sequence[Try]) -> Mapping[Step, Reason]:
    deaths = Counter(one.step for one in tries if one.state == _WORKING and one.verdict not in _VERDICTS)
    crashed = {step: Reason.PARSER_CRASH for step, times in deaths.items() if times >= _DEADLY}
    return crashed | {one.blamed: _VERDICTS[one.verdict] for one in tries if one.verdict in _VERDICTS}
