"""Starting a run and telling of it: the screen while it goes on, the summary when it is done."""

import signal
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
from flows.command.failing import Terminated, attempt
from flows.command.gate_options import GateOptions
from flows.command.runner import Runner
from flows.command.screen import Screen, screen
from flows.command.streams import heedless_streams
from flows.command.summary import for_programs, summary
from flows.plain import run_plain
from flows.progress import Phase, watched_by
from flows.run import OnAlarm, Run, RunReport
from flows.steps import confirm_folders


def start(run: Run, runner: Runner, *, as_json: bool, debug: bool) -> Exit:
    """Run with a screen, and print the summary."""
    with _terminable(), heedless_streams():
        return attempt(partial(_run, run, runner, as_json=as_json), debug=debug)


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


def _run(run: Run, runner: Runner, *, as_json: bool) -> Exit:
    confirm_folders(run)
    with screen() as shown, watched_by(shown):
        report = _RUNNERS[runner](run, shown)
    if as_json:
        write_json(for_programs(run, report))
    else:
        Console().print(summary(run, report), soft_wrap=True)
    return Exit.FINE


def _run_plain(run: Run, _shown: Screen) -> RunReport:
    return run_plain(run)


def _run_local(run: Run, shown: Screen) -> RunReport:
    from flows.embedded import engine

    shown.enter(Phase.START)
    with engine():
        from flows.ingest import ingest

        return ingest(run.raw, run.output, run.workers, run.basis, on_alarm=run.on_alarm, gates=run.gates)


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
def _terminable() -> Iterator[None]:
    """SIGTERM stops a run as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated
