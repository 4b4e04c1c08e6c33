"""How far a run is remembered, and what was watched before is watched on."""

import pytest

from flows.progress import Phase, Tally
from flows.reporting import recording
from flows.reporting.recording import FIRST_PAUSE, Recorder


class _Heard:
    """A watcher that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def enter(self, phase: Phase) -> None:
        self.told.append(phase)

    def parsing(self, tally: Tally) -> None:
        self.told.append(tally)


def test_whoever_watches_is_told_as_before() -> None:
    heard, tally = _Heard(), Tally(())
    recorder = Recorder(heard)

    recorder.enter(Phase.LIST)
    recorder.parsing(tally)

    assert heard.told == [Phase.LIST, tally]


def test_phases_follow_each_other_without_a_gap() -> None:
    recorder = Recorder(_Heard())
    recorder.enter(Phase.LIST)
    recorder.parsing(Tally(()))
    recorder.enter(Phase.PUBLISH)

    phases = recorder.phases()

    assert [phase.name for phase in phases] == [Phase.LIST.value, Phase.PARSE.value, Phase.PUBLISH.value]
    assert [phase.end for phase in phases[:-1]] == [phase.start for phase in phases[1:]]


def test_a_look_sees_pages_and_memory() -> None:
    recorder, tally = Recorder(_Heard()), Tally(())
    recorder.parsing(tally)
    tally.slots[0] = 7

    recorder.look()

    last = recorder.samples()[-1]
    assert last.pages == 7
    assert last.memory_bytes is None or last.memory_bytes > 2**20


def test_a_long_run_is_looked_at_less_often_and_remembered_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_SAMPLES", 8)
    recorder = Recorder(_Heard())

    for _ in range(20):
        recorder.look()

    assert len(recorder.samples()) <= 8
    assert recorder.pause > FIRST_PAUSE
