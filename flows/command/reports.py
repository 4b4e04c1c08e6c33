"""Where the report of a run is, in front of a person or a program; it is made where there is none."""

import sys
import webbrowser
from enum import Enum
from functools import partial

from rich.console import Console
from rich.text import Text

from flows.command.blocks import linked
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.safe import printable
from flows.reporting import ReportFiles, newest_report, report_of
from flows.reporting.filing import file_report, headline_of
from flows.reporting.remaking import remade
from pipeline.dataset import CURRENT, pinned
from pipeline.raw import Place


class Shown(Enum):
    """What is done with a report."""

    PATH = "path"
    BROWSER = "browser"
    JSON = "json"


def start(output: Place, snapshot: str | None, how: Shown, *, debug: bool) -> Exit:
    """Find it or make it, and show it."""
    return attempt(partial(_report, output, snapshot, how), debug=debug)


def _report(output: Place, snapshot: str | None, how: Shown) -> Exit:
    files = _found(output, snapshot)
    if how is Shown.JSON:
        sys.stdout.write(files.json.read_text(encoding="ascii"))
        return Exit.FINE
    headline = headline_of(files)
    console = Console(highlight=False)
    if headline:
        console.print(Text(printable(headline)), soft_wrap=True)
    console.print(linked(files.html), soft_wrap=True)
    if how is Shown.BROWSER:
        webbrowser.open(files.html.absolute().as_uri())
    return Exit.FINE


def _found(output: Place, snapshot: str | None) -> ReportFiles:
    newest = newest_report(output) if snapshot is None else None
    return newest or _of_snapshot(output, snapshot or CURRENT)


def _of_snapshot(output: Place, which: str) -> ReportFiles:
    with pinned(output, which) as there:
        number = there.number
    return report_of(output, number) or _made(output, which)


def _made(output: Place, which: str) -> ReportFiles:
    from pipeline.report.page import html_page  # Jinja and pygal, which a report that is there needs not

    report = remade(output, which)
    return file_report(output, report, html_page(report))
