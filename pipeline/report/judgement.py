"""The answer in one line, and what somebody should look at: all that is read of most reports."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.outcome import Reason
from pipeline.report.sums import sums
from pipeline.report.values import Ending, Report

_FAULTS: Final = frozenset(
    reason.value
    for reason in (Reason.PARSER_ERROR, Reason.TOO_SLOW, Reason.OUT_OF_MEMORY, Reason.PARSER_CRASH, Reason.UNREADABLE)
)
"""Reasons that tell of this program or of a disk, and not of what was saved."""
_MOST_NAMED: Final = 3


def with_judgement(report: Report) -> Report:
    """The report, once all else is known."""
    unusual = tuple(_unusual(report))
    return replace(report, unusual=unusual, headline=_headline(report, len(unusual)))


def counted(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _headline(report: Report, unusual: int) -> str:
    if report.ending is Ending.FAILED:
        return f"Failed, nothing was published: {(report.error or 'nobody knows why').splitlines()[0]}"
    if report.ending is Ending.STOPPED:
        fell = f"{counted(len(report.alarms), 'figure')} differ" + ("s" if len(report.alarms) == 1 else "")
        return f"Stopped before publishing: {fell} from the runs before{_stays(report)}"
    look = "nothing unusual" if not unusual else f"{counted(unusual, 'thing')} to look at"
    return f"{_done(report)}; {look}"


def _done(report: Report) -> str:
    came_in = report.came_in
    if report.ending is Ending.UNCHANGED:
        read = "no page is new" if not came_in or not came_in.pages else f"{counted(came_in.pages, 'page')} read"
        return f"Nothing changed: {read}{_stays(report)}"
    pages = f": {counted(came_in.pages, 'page')}, {came_in.rejected:,} rejected" if came_in else ""
    return f"Published snapshot {report.snapshot}{pages}"


def _stays(report: Report) -> str:
    return f", snapshot {report.snapshot} stays" if report.snapshot else ""


def _unusual(report: Report) -> Iterator[str]:
    if report.ending is Ending.PUBLISHED and report.error:
        yield f"It was published, and then something went wrong: {report.error.splitlines()[0]}"
    if report.alarms:
        names = ", ".join(dict.fromkeys(alarm.subject for alarm in report.alarms[:_MOST_NAMED]))
        rest = ", …" if len(report.alarms) > _MOST_NAMED else ""
        end = "accepted by whoever ran it" if report.ending is Ending.PUBLISHED else "nothing was published"
        yield f"The pages show less than those of the runs before ({names}{rest}); {end}."
    for wrong in sums(report):
        if not wrong.is_right:
            yield f"The counts do not add up: {wrong.words}. This is a fault of the program."
    rejections = report.came_in.rejections if report.came_in else ()
    faults = {kind.name: kind.pages for kind in rejections if kind.name in _FAULTS}
    if faults:
        told = ", ".join(f"{name} {number:,}" for name, number in faults.items())
        yield f"{counted(sum(faults.values()), 'page')} could not be read to the end: {told}."
