"""Telling the receivers. What goes wrong comes back in words, and nothing here is raised: the run has ended already."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flows.notices.notice import Notice
from flows.notices.receivers import Receivers

PATIENCE: Final = 30.0
"""Seconds that a receiver has."""
_STDERR: Final = 2


def send(notice: Notice, to: Receivers) -> tuple[str, ...]:
    """Tell all of them; what went wrong, in a sentence each."""
    return (*_post(notice, to.url), *_run(notice, to.command))


def _post(notice: Notice, url: str | None) -> Iterator[str]:
    if url is None:
        return
    import httpx  # noqa: PLC0415  # a fifth of a second, which few runs need

    headers = {"content-type": "application/json"}
    try:
        answer = httpx.post(url, content=notice.as_json(), headers=headers, timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        yield f"{_host(url)} could not be told how the run ended ({type(error).__name__})"
        return
    if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES:
        yield f"{_host(url)} refused to be told how the run ended ({answer.status_code})"


def _host(url: str) -> str:
    """The address without what may be a secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}"


def _run(notice: Notice, command: tuple[str, ...]) -> Iterator[str]:
    """Its words go to stderr: stdout is the run's own."""
    if not command:
        return
    environment = os.environ | told_by_environment(notice)
    try:
        process = subprocess.Popen(  # noqa: S603  # the command of whoever runs this; what pages say is on its stdin
            command, stdin=subprocess.PIPE, stdout=_STDERR, env=environment, start_new_session=True
        )
    except (OSError, ValueError) as error:
        yield f"{command[0]} could not be told how the run ended ({error})"
        return
    yield from _waited_for(process, notice, command[0])


def _waited_for(process: subprocess.Popen[bytes], notice: Notice, name: str) -> Iterator[str]:
    try:
        process.communicate(notice.as_json().encode() + b"\n", timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        yield f"{name} was told how the run ended, and was stopped after {PATIENCE:g} seconds"
        return
    if process.returncode:
        yield f"{name} was told how the run ended, and failed ({process.returncode})"


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
