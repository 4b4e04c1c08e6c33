"""A Prefect server that stands already, that of `pubmed-etl serve`, with what it costs while it serves a run."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from tempfile import TemporaryDirectory, TemporaryFile

from flows.embedded import API_URL
from flows.serving.nights import Nights
from flows.serving.settings import HOME, address, lasting
from flows.serving.starting import started, wait

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
    with TemporaryDirectory() as home, TemporaryFile() as words, create_server(("127.0.0.1", 0)) as listening:
        nights = Nights(folder=Path(home), port=listening.getsockname()[1])
        url = f"{address(nights)}/api"
        with _told({**lasting(nights), HOME: home}):
            process = started(listening, words)
        listening.close()
        try:
            wait(process, url, words)
            os.environ[API_URL] = url
            yield StandingServer(process.pid, url)
        finally:
            os.environ.pop(API_URL, None)
            process.communicate()


@contextmanager
def _told(settings: Mapping[str, str]) -> Iterator[None]:
    """What is started inside knows them, and what is started later does not."""
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        for name in settings.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)
