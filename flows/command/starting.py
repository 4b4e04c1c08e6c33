"""Starting a run and telling of it: the screen while it goes on, the summary when it is done."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import NoReturn

from rich.console import Console

from flows.cluster.installed import confirm_installed
from flows.command.as_json import write_json
from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.gate_options import GateOptions
from flows.command.notify_options import NotifyOptions
from flows.command.runner import Runner
from flows.command.safe import printable
from flows.command.screen import Screen, screen
from flows.command.streams import heedless_streams
from flows.command.summary import for_programs, summary
from flows.exits import Terminated
from flows.lean import uncollected
from flows.notices import Asked, receivers, told_afterwards
from flows.plain import run_plain
from flows.progress import Phase, watched_by
from flows.run import OnAlarm, Run, RunReport
from flows.steps import confirm_folders
from pipeline.dataset import Basis


def start(run: Run, runner: Runner, notify: NotifyOptions, *, as_json: bool, debug: bool) -> Exit:
    """Run with a screen, print the summary, and tell whoever wants to know."""
    with terminable(), heedless_streams():
        return attempt(partial(_told, run, runner, notify, as_json=as_json), debug=debug)


def judged_by(options: GateOptions | None, run: Run) -> Run:
    """The run, as it is to be judged before it publishes."""
    if options is None:
        return run
    gates = replace(
        run.gates,
        runs_compared=options.runs_compared,
        least_fall=options.least_fall,
        false_alarms=options.false_alarms,
    )
    return replace(run, gates=gates, on_alarm=OnAlarm.ACCEPT if options.accept else OnAlarm.STOP)


def _told(run: Run, runner: Runner, notify: NotifyOptions, *, as_json: bool) -> Exit:
    to = receivers(notify.notify_url, notify.notify_command)
    command = "run" if run.basis is Basis.CURRENT else "rebuild"
    asked = Asked(command=command, output=str(run.output), raw=str(run.raw))
    with told_afterwards(asked, to, complain) as ending:
        report = _run(run, runner)
        ending.reached(report)
    if as_json:
        write_json(for_programs(run, report))
    else:
        Console().print(summary(run, report), soft_wrap=True)
    return Exit.FINE


def _run(run: Run, runner: Runner) -> RunReport:
    confirm_folders(run)
    with screen() as shown, watched_by(shown):
        return _RUNNERS[runner](run, shown)


def complain(trouble: str) -> None:
    """Say what went wrong beside a run, which ends as it would have."""
    sys.stderr.write(f"pubmed-etl: {printable(trouble)}\n")


def _run_plain(run: Run, _shown: Screen) -> RunReport:
    return run_plain(run)


def _run_local(run: Run, shown: Screen) -> RunReport:
    from flows.embedded import engine

    shown.enter(Phase.START)
    with engine():
        with uncollected():
            from flows.ingest import run_in_prefect

        return run_in_prefect(run)


def _run_clustered(run: Run, _shown: Screen) -> RunReport:
    confirm_installed()
    from flows.clustered import run_clustered

    return run_clustered(run)


_RUNNERS: dict[Runner, Callable[[Run, Screen], RunReport]] = {
    Runner.PLAIN: _run_plain,
    Runner.LOCAL: _run_local,
    Runner.DASK: _run_clustered,
}


@contextmanager
def terminable() -> Iterator[None]:
    """SIGTERM stops a run as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated
