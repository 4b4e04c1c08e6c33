"""A Dask cluster of this machine, of real processes: a scheduler, and workers that share nothing but the disk.

with scheduler(folder) as there, workers(there, 2, folder):
    … there.address …
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from distributed import Client

from flows.progress import Tally, Unwatched
from tests.flows.command_line import CHECKOUT

PATIENCE = 60.0
_DASK = str(Path(sys.executable).with_name("dask"))
_NO_DASHBOARD = ("--dashboard-address", "127.0.0.1:0", "--no-dashboard")


@dataclass(frozen=True, slots=True)
class Scheduler:
    """A scheduler that runs."""

    address: str
    process: subprocess.Popen[bytes]

    def worker_pids(self) -> list[int]:
        """The processes that parse, by their own word."""
        with Client(self.address) as client:
            return sorted(client.run(os.getpid).values())

    def wait_for_workers(self, count: int) -> None:
        """Until there are exactly so many."""
        with Client(self.address) as client:
            deadline = time.monotonic() + PATIENCE
            while len(client.nthreads()) != count:
                assert time.monotonic() < deadline, client.nthreads()
                time.sleep(0.05)

    def shards(self) -> int:
        """How many shards it knows, whatever their state."""
        with Client(self.address) as client:
            count: int = client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
            return count


class Striker(Unwatched):
    """Does something, once, as soon as so many shards have been begun and none of these is finished."""

    def __init__(self, output: Path, begun: int, strike: Callable[[], None]) -> None:
        self.has_struck = threading.Event()
        self._output = output
        self._begun = begun
        self._strike = strike

    def parsing(self, tally: Tally) -> None:  # noqa: ARG002  # it looks at the disk
        """Look out for that moment."""
        threading.Thread(target=self._look_out, daemon=True).start()

    def _look_out(self) -> None:
        while len(list(self._output.glob("_work/*/*.partial"))) < self._begun:
            time.sleep(0.01)
        self._strike()
        self.has_struck.set()


def published(output: Path) -> Mapping[str, bytes]:
    """All Parquet files that are published in a folder, by their place."""
    current = (output / "current").resolve()
    return {str(path.relative_to(current)): path.read_bytes() for path in current.rglob("*.parquet")}


@contextmanager
def scheduler(folder: Path) -> Iterator[Scheduler]:
    """A scheduler that gives a shard up after the second death of a worker, so that tests need not wait for four."""
    told = folder / "scheduler.json"
    told.unlink(missing_ok=True)
    words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    with _process(folder, *words, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as process:
        deadline = time.monotonic() + PATIENCE
        while not told.exists() or not told.read_text():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield Scheduler(json.loads(told.read_text())["address"], process)


@contextmanager
def workers(
    there: Scheduler,
    count: int,
    folder: Path,
    *,
    program: Path = CHECKOUT,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[subprocess.Popen[bytes]]:
    """So many more workers of one thread, which have the program of a checkout; of several, one that dies is replaced."""
    with Client(there.address) as client:
        before = len(client.nthreads())
    words = ("worker", there.address, "--host", "127.0.0.1", "--nworkers", str(count), "--nthreads", "1")
    own = ("--local-directory", str(folder / "workers"), "--death-timeout", str(PATIENCE))
    alone = () if count > 1 else ("--no-nanny",)  # starts in half the time
    with _process(folder, *words, *own, *alone, PYTHONPATH=str(program), **environment) as process:
        there.wait_for_workers(before + count)
        yield process
    if there.process.poll() is None:
        there.wait_for_workers(before)


@contextmanager
def _process(folder: Path, *words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process group of its own: Ctrl-C of a run is not for it, and it goes with its children."""
    with (folder / f"{words[0]}.log").open("ab") as said:
        process = subprocess.Popen(
            [_DASK, *words, *_NO_DASHBOARD],
            cwd=folder,
            env=_environment(more),
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DASK_"))}
    return {**kept, **more}


def _end(process: subprocess.Popen[bytes]) -> None:
    """At once, with its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
