"""`pubmed-etl serve`."""

from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.command.exits import Exit
from flows.command.notify_options import NOBODY, NotifyOptions
from flows.command.options import Flag
from flows.command.place import OutputOption, RawOption

_LAST_PORT = 65_535
Port = Annotated[int, Parameter(validator=Number(gte=1, lte=_LAST_PORT))]


def serve(  # noqa: PLR0913  # one a kind of option
    *,
    raw: RawOption | None = None,
    output: OutputOption | None = None,
    cron: str | None = None,
    timezone: str | None = None,
    host: str = "127.0.0.1",
    port: Port = 4200,
    notify: NotifyOptions = NOBODY,
    debug: Flag = False,
) -> Exit:
    """Run every night by itself: Prefect's server and UI, a worker, and the schedules of prefect.yaml, on this machine.

    It stays until Ctrl-C or SIGTERM, and leaves no process behind. A night that comes due in between is made up for at
    the next start. With PREFECT_API_URL set, that server gets the schedules, and only the worker is started.

    Args:
        raw: What is read, as `run` takes it; `raw` if not told.
        output: The dataset, as `run` takes it; `output` if not told.
        cron: When pages are read, by minute, hour, day, month and day of the week: '0 2 * * *'.
        timezone: Whose clock that is, like Europe/Berlin.
        host: Where the server listens. Who reaches it can start runs, and asks for no password.
        port: Where the server listens.
        notify: Who is told how each run ended.
        debug: Show where an error comes from.
    """
    from pathlib import Path

    from flows.command.serving import start
    from flows.serving.nights import Nights

    nights = Nights(
        folder=Path.cwd(),
        raw=None if raw is None else str(raw),
        output=None if output is None else str(output),
        cron=cron,
        timezone=timezone,
        host=host,
        port=port,
    )
    return start(nights, notify, debug=debug)
