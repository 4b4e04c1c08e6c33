"""Telling the receivers. What goes wrong comes back in words, and nothing here is raised: the run has ended already."""

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from flows.notices.notice import Notice
from flows.notices.posting import is_refusal, posted
from flows.notices.receivers import Receivers

PATIENCE: Final = 30.0
"""Seconds that a receiver has."""
_LAST_MOMENT: Final = 1.0
"""Seconds that a command has to be gone once it was killed."""
_STDERR: Final = 2


def send(notice: Notice, to: Receivers) -> tuple[str, ...]:
    """Tell all of them; what went wrong, in a sentence each."""
    url, command = to.url, to.command
    complaints = (
        None if url is None else _spared(_host(url), lambda: _post(notice, url)),
        _spared(command[0], lambda: _run(notice, command)) if command else None,
    )
    return tuple(complaint for complaint in complaints if complaint is not None)


def _spared(receiver: str, telling: Callable[[], str | None]) -> str | None:
    """The run ended as it did, whatever goes wrong with telling one of them."""
    try:
        trouble = telling()
    except Exception as error:  # noqa: BLE001  # no receiver is worth a run
        trouble = f"could not be told how the run ended ({_why(error)})"
    return None if trouble is None else f"{receiver} {trouble}"


def _why(error: Exception) -> str:
    """Never all of its words: they may repeat an address, whose secret is nobody's to read."""
    system = error.strerror if isinstance(error, OSError) else None
    return system or type(error).__name__


def _post(notice: Notice, url: str) -> str | None:
    status = posted(notice.as_json(), url, PATIENCE)
    return f"refused to be told how the run ended ({status})" if is_refusal(status) else None


def _host(url: str) -> str:
    """The address without what may be a secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}"


def _run(notice: Notice, command: tuple[str, ...]) -> str | None:
    """Its words go to stderr: stdout is the run's own."""
    environment = os.environ | told_by_environment(notice)
    process = subprocess.Popen(  # noqa: S603  # the command of whoever runs this; what pages say is on its stdin
        command, stdin=subprocess.PIPE, stdout=_STDERR, env=environment, start_new_session=True
    )
    try:
        process.communicate(notice.as_json().encode() + b"\n", timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return _stopped(process)
    return f"was told how the run ended, and failed ({process.returncode})" if process.returncode else None


def _stopped(process: subprocess.Popen[bytes]) -> str:
    """With all that it started. One that became another user's is not ours to kill, and nobody waits for it."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(OSError, subprocess.TimeoutExpired):
        process.communicate(timeout=_LAST_MOMENT)
    how = "could not be stopped" if process.returncode is None else "was stopped"
    return f"was told how the run ended, and {how} after {PATIENCE:g} seconds"


def told_by_environment(notice: Notice) -> Mapping[str, str]:
    """What a script reads without a parser of JSON: numbers and places, nothing that a page says."""
    told = {
        "PUBMED_ETL_COMMAND": notice.command,
        "PUBMED_ETL_EXIT_CODE": str(notice.exit_code),
        "PUBMED_ETL_OUTPUT": notice.output,
        "PUBMED_ETL_SNAPSHOT": notice.snapshot or "",
        "PUBMED_ETL_IS_PUBLISHED": "1" if notice.is_published else "",
        "PUBMED_ETL_REPORT": notice.report or "",
    }
    return {name: value.replace("\0", "") for name, value in told.items()}
