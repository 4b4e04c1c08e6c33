"""The last look before a run publishes: what its pages show, beside what those of the runs before showed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.errors import QualityAlarm
from flows.run import OnAlarm, Run
from pipeline.dataset import GONE, Home, Why, rejected_again, runs_before, staged_coverage, staged_examples
from pipeline.quality.figures import EVERY_LAYOUT, Figure, Measure, Sums
from pipeline.quality.gates import Change, Finding, findings, without_known_rejections
from pipeline.raw import FileList

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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be remembered of a run that may publish."""

    beside: tuple[tuple[Figure, Sums], ...]
    """Figures that no staged page knows."""
    accepted: frozenset[Figure]
    """Figures that would have stopped it, had not a person accepted them."""


def judged(run: Run, home: Home, work: Path, inputs: Mapping[str, int]) -> Judgement:
    """The run beside those before it; QualityAlarm where it shows less, unless a person has accepted that."""
    beside = ((INPUTS, _inputs(run, inputs)),)
    now = {**staged_coverage(work), **dict(beside)}
    past = runs_before(home, run.basis, run.gates.runs_compared)
    found = findings(now, past, run.gates)
    if any(finding.figure.measure in _OF_REJECTIONS for finding in found):
        found = findings(without_known_rejections(now, rejected_again(home, work)), past, run.gates)
    if found and run.on_alarm is OnAlarm.STOP:
        raise QualityAlarm(_in_words(found, work))
    return Judgement(beside, frozenset(finding.figure for finding in found))


def _inputs(run: Run, counts: Mapping[str, int]) -> Sums:
    """The inputs that were read before, and those of them that are still there.

    A list names what somebody wants to be read, and a folder without any of them is another folder: nothing is gone.
    """
    before = sum(counts.values()) - counts.get(Why.NEW.value, 0)
    there = before - counts.get(GONE, 0)
    return Sums(before, there) if there and not isinstance(run.raw, FileList) else Sums(0, 0)


def _in_words(found: Sequence[Finding], work: Path) -> str:
    said = leading(found)
    lines = [_line(finding, staged_examples(work, finding.figure)) for finding in said[:MOST_SAID]]
    rest = len(found) - len(lines)
    more = [f"and {rest} more figures that changed with these"] if rest else []
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


def _line(finding: Finding, examples: Sequence[str]) -> str:
    figure = finding.figure
    subject = _SUBJECTS.get(figure.measure, "{name}").format(name=figure.name)
    where = "" if figure.layout == EVERY_LAYOUT else f" ({figure.layout})"
    now = _said(figure.measure, finding.now)
    before = "" if finding.change is Change.ABSURD else f", before {_said(figure.measure, finding.before)}"
    pages = f"; for example {', '.join(examples)}" if examples else ""
    return f"- {subject}{where}: {now}{before}{pages}"


def _said(measure: Measure, sums: Sums) -> str:
    told = {"have": f"{sums.have:,}", "of": f"{sums.of:,}", "share": f"{sums.share:.1%}", "mean": f"{sums.share:,.1f}"}
    return _WORDS[measure].format(**told)
