"""Whole runs of the command, and what a reader finds in a dataset without this program."""

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.flows.command_line import COMMAND, environment

PATIENCE = 3_600.0
"""Seconds that a run may take before it counts as hanging."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended."""

    code: int
    """The exit code; negative where a signal ended it."""
    said: str
    """The end of what it wrote to stderr."""

    @property
    def is_unhandled(self) -> bool:
        """Whether it ended with a fault of the program instead of an answer."""
        return self.code == 1 or "Traceback" in self.said


def environment_of(home: Path) -> dict[str, str]:
    """This environment, with a home of its own."""
    return environment(home)


def run_of(raw: Path, output: Path, *options: str) -> list[str]:
    """A run without Prefect, which takes ten seconds of each and is not what fails here."""
    return [*COMMAND, "run", "--raw", str(raw), "--output", str(output), "--runner", "plain", *options]


def run(raw: Path, output: Path, *options: str, **variables: str) -> Ended:
    """Let a run end by itself; TimeoutExpired where it hangs."""
    return ended(run_of(raw, output, "--false-alarms", "0", *options), output.parent, **variables)


def ended(command: list[str], home: Path, **variables: str) -> Ended:
    """Let a command end by itself; TimeoutExpired where it hangs."""
    done = subprocess.run(
        command,
        env=environment(home, **variables),
        capture_output=True,
        text=True,
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )
    return Ended(done.returncode, done.stderr[-600:])


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a run and its processes at once, as the kernel does where memory runs out."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def query(output: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask the current snapshot; a table is written as `@name`."""
    return asked(output / "current", sql)


def asked(snapshot: Path, sql: str) -> list[tuple[object, ...]]:
    """The same of any snapshot."""
    words = [f"read_parquet('{snapshot}/{w[1:]}/*.parquet')" if w.startswith("@") else w for w in sql.split()]
    with duckdb.connect(":memory:", config={"threads": 1}) as reader:
        return reader.sql(" ".join(words)).fetchall()


def captures_of(output: Path) -> Mapping[str, str]:
    """Where each capture was saved, and what became of it."""
    sql = "SELECT source_uri, coalesce(reason, status) FROM @captures ORDER BY ALL"
    return {str(uri): str(became) for uri, became in query(output, sql)}
