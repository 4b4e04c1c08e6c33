"""The last look before a run publishes: what its pages show, beside what those of the runs before showed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.errors import QualityAlarm
from flows.run import OnAlarm, Run
from pipeline.dataset import GONE, Home, Why, rejected_again, runs_before, staged_coverage, staged_examples
from pipeline.quality.figures import EVERY_LAYOUT, Coverage, Figure, Measure, Sums
from pipeline.quality.gates import Change, Finding, findings, without_known_rejections
from pipeline.quality.history import PastRun
from pipeline.raw import FileList
from pipeline.report.values import Alarm

MOST_SAID = 8
"""Findings that are put into words; the others are counted."""
INPUTS = Figure(EVERY_LAYOUT, Measure.INPUTS, "files")
_OF_REJECTIONS = frozenset({Measure.REJECTED, Measure.READ})
_WORDS = {
    Measure.PAGES: "on {have} of {of} pages ({share})",
    Measure.KIND: "on {have} of {of} pages ({share})",
    Measure.ROWS: "in {have} of {of} rows ({share})",
    Measure.NUMBER: "{mean} a page",
    Measure.LENGTH: "{mean} bytes or members long",
    Measure.WARNED: "on {have} of {of} pages ({share})",
    Measure.REJECTED: "{have} of {of} pages ({share})",
    Measure.INPUTS: "{have} of {of} that were read before are still there ({share})",
    Measure.READ: "{have} of {of} that should be articles could be read ({share})",
}
_SUBJECTS = {
    Measure.WARNED: "the warning {name}",
    Measure.REJECTED: "rejected as {name}",
    Measure.INPUTS: "files",
    Measure.READ: "pages",
}
_ADVICE = "Nothing was published, and what was parsed is kept. Look at the pages; if all is well, run it with --accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A run beside those before it."""

    beside: tuple[tuple[Figure, Sums], ...]
    """Figures that no staged page knows."""
    now: Coverage
    """All figures of the run."""
    past: tuple[PastRun, ...]
    """The runs that it was compared with, oldest first."""
    found: frozenset[Figure]
    """Figures that stop it, unless a person accepts them."""
    alarms: tuple[Alarm, ...]
    """The same in words: one a column, and of a table that is gone, the table alone."""

    @property
    def unsaid(self) -> int:
        """Figures that changed with those that the alarms tell."""
        return len(self.found) - len(self.alarms[:MOST_SAID])


def looked_at(run: Run, home: Home, work: Path, inputs: Mapping[str, int]) -> Judgement:
    """The run beside those before it; nothing is decided yet."""
    beside = ((INPUTS, _inputs(run, inputs)),)
    now = {**staged_coverage(work), **dict(beside)}
    past = runs_before(home, run.basis, run.gates.runs_compared)
    found = findings(now, past, run.gates)
    if any(finding.figure.measure in _OF_REJECTIONS for finding in found):
        found = findings(without_known_rejections(now, rejected_again(home, work)), past, run.gates)
    return Judgement(
        beside=beside,
        now=now,
        past=tuple(past),
        found=frozenset(finding.figure for finding in found),
        alarms=tuple(_alarms(leading(found), work)),
    )


def accepted(run: Run, judgement: Judgement) -> frozenset[Figure]:
    """The figures that a person has accepted; QualityAlarm where the run shows less, and nobody has."""
    if judgement.found and run.on_alarm is OnAlarm.STOP:
        raise QualityAlarm(_in_words(judgement))
    return judgement.found


def _inputs(run: Run, counts: Mapping[str, int]) -> Sums:
    """The inputs that were read before, and those of them that are still there.

    A list names what somebody wants to be read, and a folder without any of them is another folder: nothing is gone.
    """
    before = sum(counts.values()) - counts.get(Why.NEW.value, 0)
    there = before - counts.get(GONE, 0)
    return Sums(before, there) if there and not isinstance(run.raw, FileList) else Sums(0, 0)


def _in_words(judgement: Judgement) -> str:
    lines = [_line(alarm) for alarm in judgement.alarms[:MOST_SAID]]
    more = [f"and {judgement.unsaid} more figures that changed with these"] if judgement.unsaid else []
    return "\n".join(["the pages show less than those of the runs before:", *lines, *more, _ADVICE])


def leading(found: Sequence[Finding]) -> list[Finding]:
    """One finding a column, and of a table that is gone, the table alone."""
    first: dict[tuple[str, str], Finding] = {}
    for finding in found:
        figure = finding.figure
        table = (figure.layout, figure.table)
        if table not in first:
            first.setdefault(table if figure.column is None else (figure.layout, figure.name), finding)
    return list(first.values())


def _alarms(found: Sequence[Finding], work: Path) -> Iterator[Alarm]:
    """Findings in words; pages to look at are looked for where somebody will read of them."""
    for place, finding in enumerate(found):
        figure = finding.figure
        yield Alarm(
            subject=_SUBJECTS.get(figure.measure, "{name}").format(name=figure.name),
            layout=None if figure.layout == EVERY_LAYOUT else figure.layout,
            now=_said(figure.measure, finding.now),
            before=None if finding.change is Change.ABSURD else _said(figure.measure, finding.before),
            examples=staged_examples(work, figure) if place < MOST_SAID else (),
        )


def _line(alarm: Alarm) -> str:
    where = f" ({alarm.layout})" if alarm.layout else ""
    before = f", before {alarm.before}" if alarm.before else ""
    pages = f"; for example {', '.join(alarm.examples)}" if alarm.examples else ""
    return f"- {alarm.subject}{where}: {alarm.now}{before}{pages}"


def _said(measure: Measure, sums: Sums) -> str:
    told = {"have": f"{sums.have:,}", "of": f"{sums.of:,}", "share": f"{sums.share:.1%}", "mean": f"{sums.share:,.1f}"}
    return _WORDS[measure].format(**told)
