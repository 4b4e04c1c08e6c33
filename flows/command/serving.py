"""Serving in front of a person: what is there, where to look, and how to end it."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from flows.command.exits import Exit
from flows.command.failing import attempt
from flows.command.notify_options import NotifyOptions
from flows.command.safe import printable
from flows.command.starting import terminable
from flows.embedded import set_unset
from flows.notices.receivers import COMMAND, URL, receivers
from flows.serving.deployments import Scheduled
from flows.serving.nights import Nights
from flows.serving.serve import Served, serve


def start(nights: Nights, notify: NotifyOptions, *, debug: bool) -> Exit:
    """Serve until somebody stops it, which is its usual end."""
    with terminable():
        return attempt(partial(_serve, nights, notify), debug=debug)


def _serve(nights: Nights, notify: NotifyOptions) -> Exit:
    receivers(notify.notify_url, notify.notify_command)
    told = {URL: notify.notify_url, COMMAND: notify.notify_command}
    set_unset({name: value for name, value in told.items() if value})
    _say(["Starting Prefect …"])
    try:
        serve(nights, lambda served: _say(_lines(served)))
    except KeyboardInterrupt:
        _say(["Stopped: nothing runs by itself any more."])
    return Exit.FINE


def _lines(served: Served) -> Iterator[str]:
    yield f"Prefect is at {served.api_url.removesuffix('/api')}"
    yield ""
    yield from map(_line, served.schedules)
    yield ""
    prefect = Path(sys.executable).with_name("prefect")
    yield "Start one now:"
    yield f"  PREFECT_API_URL={served.api_url} {_shown(prefect)} deployment run {served.schedules[0].name} --watch"
    yield ""
    yield f"Logs and Prefect's files are in {served.home}. Ctrl-C ends all of it."


def _line(schedule: Scheduled) -> str:
    when = f"{schedule.cron} ({schedule.timezone})"
    return f"  {schedule.name:<20}{when if schedule.is_active else f'not by itself; else {when}'}"


def _shown(program: Path) -> str:
    return str(program.relative_to(Path.cwd())) if program.is_relative_to(Path.cwd()) else str(program)


def _say(lines: Iterator[str] | list[str]) -> None:
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))
    sys.stdout.flush()
