"""A Prefect server that stands already, as that of nightly schedules does, with what it costs while it serves a run."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from socket import create_server
from tempfile import TemporaryDirectory

from flows.embedded import API_URL

_PATIENCE = 120.0
_PAUSE = 0.25
_SETTLED = 3.0
"""Seconds after a run in which the server still writes down what it was told."""
_TICKS = os.sysconf("SC_CLK_TCK")


class StandingServer:
    """The server's process."""

    def __init__(self, process: int, url: str) -> None:
        self._process = process
        self._url = url
        self._before = 0.0

    @contextmanager
    def left_alone(self) -> Iterator[None]:
        """Children of this process know nothing of it meanwhile."""
        del os.environ[API_URL]
        try:
            yield
        finally:
            os.environ[API_URL] = self._url

    def begin(self) -> None:
        """From here on its CPU counts."""
        self._before = self._cpu_seconds()

    def cpu_seconds(self) -> float:
        """What it took since, once it has written all down."""
        time.sleep(_SETTLED)
        return self._cpu_seconds() - self._before

    def _cpu_seconds(self) -> float:
        """Of user and system, which stand behind the process's name."""
        fields = Path(f"/proc/{self._process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def standing_server() -> Iterator[StandingServer]:
    """Start a server with a database of its own, and tell this process's children of it."""
    with TemporaryDirectory() as home:
        port = _free_port()
        url = f"http://127.0.0.1:{port}/api"
        process = _started(home, port)
        try:
            _wait(process, url)
            os.environ[API_URL] = url
            yield StandingServer(process.pid, url)
        finally:
            os.environ.pop(API_URL, None)
            process.terminate()
            process.wait()


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _started(home: str, port: int) -> subprocess.Popen[bytes]:
    settings = {
        "PREFECT_HOME": home,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "prefect", "server", "start"],
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=_PATIENCE):  # noqa: S310  # http of this machine
                return
        except (OSError, HTTPException):
            time.sleep(_PAUSE)
    raise RuntimeError(f"no Prefect server came up at {url}")
