"""All of it together, until somebody stops it: a server, a worker that is started anew when it dies, the schedules."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from flows.embedded import API_URL, expect_answer, is_healthy, set_unset
from flows.errors import AlreadyServing, PortTaken, ServerLost
from flows.serving.deployments import Deployment, Scheduled, deployments, scheduled
from flows.serving.nights import POOL, Nights
from flows.serving.settings import HOME, address, lasting
from flows.serving.starting import last_words, started, wait
from flows.serving.worker import PATIENCE
from pipeline.dataset.disk.lock import exclusive
from pipeline.errors import DatasetBusy

_PAUSE = 0.5
_BEFORE_ANOTHER = 5.0
"""Seconds before a worker that died is started anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is there."""

    api_url: str
    home: Path
    schedules: tuple[Scheduled, ...]


def serve(nights: Nights, ready: Callable[[Served], None]) -> None:
    """Serve, and say once all is there; it ends with KeyboardInterrupt. Raises EngineMissing, WrongSetting."""
    set_unset(lasting(nights))
    home = Path(os.environ[HOME])
    home.mkdir(parents=True, exist_ok=True)
    with _only_one(home), _server(nights, home) as server, ExitStack() as working:
        found = deployments(nights)  # while the server starts
        if server is not None:
            server.wait()
        worker = Worker(home, is_own=server is not None)
        working.callback(worker.stop)
        worker.start()
        _deploy(found, nights.folder)
        ready(Served(api_url=os.environ[API_URL], home=home, schedules=tuple(scheduled(found))))
        _watch(server, worker)


def _deploy(found: list[Deployment], folder: Path) -> None:
    from flows.serving.deploying import deploy  # noqa: PLC0415  # Prefect reads its settings now

    deploy(found, folder.absolute())


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    with ExitStack() as held:
        try:
            held.enter_context(exclusive(home / "serve.lock", timedelta()))
        except DatasetBusy as error:
            raise AlreadyServing(
                f"another `pubmed-etl serve` is running with the files in {home}. End that one"
            ) from error
        yield


@dataclass(frozen=True, slots=True)
class Server:
    """The server that was started here."""

    process: subprocess.Popen[bytes]
    words: IO[bytes]

    def wait(self) -> None:
        """Until it answers."""
        wait(self.process, os.environ[API_URL], self.words)

    def confirm_alive(self) -> None:
        """ServerLost where it is gone."""
        if self.process.poll() is not None:
            raise ServerLost(f"Prefect's own server ended; start it again. {last_words(self.words)}".strip())


@contextmanager
def _server(nights: Nights, home: Path) -> Iterator[Server | None]:
    """The one that `PREFECT_API_URL` names, or one of ours, which ends with this."""
    if url := os.environ.get(API_URL):
        expect_answer(url)
        yield None
        return
    with (home / "server.log").open("w+b") as words, _listening(nights) as listening:
        process = started(listening, words)
        listening.close()
        os.environ[API_URL] = f"{address(nights)}/api"
        try:
            yield Server(process, words)
        finally:
            del os.environ[API_URL]
            process.communicate()


def _listening(nights: Nights) -> socket.socket:
    family = socket.AF_INET6 if ":" in nights.host else socket.AF_INET
    try:
        return socket.create_server((nights.host, nights.port), family=family)
    except OSError as error:
        raise PortTaken(
            f"nothing can listen at {nights.host}, port {nights.port} ({os.strerror(error.errno or 0)}). Name another "
            f"--port; or, if that is a Prefect server to be used, set {API_URL}=http://{nights.host}:{nights.port}/api"
        ) from error


class Worker:
    """The worker, which is started anew when it dies."""

    def __init__(self, home: Path, *, is_own: bool) -> None:
        self._log = home / "worker.log"
        self._is_own = is_own
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, once the server knows its pool, and that runs are no more whose process is gone."""
        from flows.serving.preparing import prepare  # noqa: PLC0415  # Prefect reads its settings now

        asyncio.run(prepare())
        self._mark_orphans()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # this project's own module
                [sys.executable, "-m", "flows.serving.worker", POOL],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us to handle, who then tell the worker
            )

    def keep_alive(self) -> None:
        """Start another one where it died."""
        if self._process is not None and self._process.poll() is not None:
            time.sleep(_BEFORE_ANOTHER)
            self.start()

    def stop(self) -> None:
        """End it, and the runs that it started."""
        if self._process is None:
            return
        try:
            self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        deadline = time.monotonic() + PATIENCE
        while self._mark_orphans() and time.monotonic() < deadline:
            time.sleep(_PAUSE)

    def _mark_orphans(self) -> int:
        from flows.serving.orphans import mark_orphans  # noqa: PLC0415  # Prefect reads its settings now

        can_tell = self._is_own and is_healthy(os.environ[API_URL])
        return asyncio.run(mark_orphans()) if can_tell else 0


def _watch(server: Server | None, worker: Worker) -> None:
    while True:
        if server is not None:
            server.confirm_alive()
        worker.keep_alive()
        time.sleep(_PAUSE)
