"""Prefect on this machine, for one run: its settings, and its own small server that lives as long as the run.

Nothing here leaves the machine, and nothing touches the user's own Prefect: its files are in a cache folder of this
project. A variable that is set already is left as it is, so `PREFECT_API_URL` names a server to use instead.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import IO

from flows.errors import EngineMissing
from flows.server import Kind

API_URL = "PREFECT_API_URL"
SERVER = Path(__file__).with_name("server.py")
START_TIMEOUT = 120.0
"""Seconds; on a busy machine the server alone takes thirty."""
_PAUSE = 0.05
_LAST_WORDS = 300

LEAN = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the terminal is ours
}
"""Nothing leaves this machine, and nothing is written between our own words."""
PROMPT = {
    # Task runs are recorded in a second instead of a minute, so that the next run does not wait for this one's:
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "200",
}
"""A server that keeps up."""
_EMBEDDED = PROMPT | {
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # nobody reads them when the server ends with the run
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # the flow has no use for Prefect's blocks
}


@contextmanager
def engine() -> Iterator[None]:
    """Have a Prefect API to run flows with; EngineMissing where there is none. Prefect is imported in here first."""
    set_unset(LEAN | {"PREFECT_HOME": str(_home())})
    if url := os.environ.get(API_URL):
        expect_answer(url)
        yield
    else:
        set_unset(_EMBEDDED)
        with _server():
            yield


def set_unset(settings: Mapping[str, str]) -> None:
    """Set what nobody has set, for this process and those that it starts."""
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def _home() -> Path:
    """Where the server keeps its database from run to run: making it anew costs seconds."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = caches / "pubmed-etl" / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir(), f"pubmed-etl-prefect-{os.getuid()}")
    return home


def expect_answer(url: str) -> None:
    """EngineMissing where no Prefect server answers."""
    if not is_healthy(url):
        raise EngineMissing(f"no Prefect server answers at {url}, which {API_URL} names.")


@contextmanager
def _server() -> Iterator[None]:
    """Start the server, import Prefect in the meantime, and end the server afterwards."""
    with tempfile.TemporaryFile() as words, socket.create_server(("127.0.0.1", 0)) as listening:
        process = started(listening, words, Kind.EMBEDDED)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
        listening.close()
        os.environ[API_URL] = url
        try:
            from prefect import settings  # noqa: PLC0415  # reads them now; takes a second, as the server does

            wait(process, url, words)
            with settings.temporary_settings({settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):  # costs a second
                yield
        finally:
            del os.environ[API_URL]
            process.communicate()


def started(listening: socket.socket, words: IO[bytes], kind: Kind) -> subprocess.Popen[bytes]:
    """The server in a session of its own: Ctrl-C is for the run to handle, which then tells the server."""
    return subprocess.Popen(  # noqa: S603  # this project's own module
        [sys.executable, "-P", str(SERVER), str(listening.fileno()), kind.value],
        stdin=subprocess.PIPE,
        stdout=words,
        stderr=words,
        pass_fds=[listening.fileno()],
        start_new_session=True,
    )


def wait(process: subprocess.Popen[bytes], url: str, words: IO[bytes]) -> None:
    """Until it answers; EngineMissing with its last words where it does not."""
    deadline = time.monotonic() + START_TIMEOUT
    while not is_healthy(url):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise EngineMissing(f"Prefect's own server did not start. {last_words(words)}".strip())
        time.sleep(_PAUSE)


def last_words(words: IO[bytes]) -> str:
    """What a process said at last."""
    words.seek(0)
    return words.read().decode(errors="replace").strip()[-_LAST_WORDS:]


def is_healthy(url: str) -> bool:
    """Whether a Prefect server answers."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=START_TIMEOUT) as answer:  # noqa: S310  # http of this machine
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, ValueError, HTTPException):  # no answer, no address, no HTTP
        return False
