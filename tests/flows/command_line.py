"""The command as another program starts it: a process of its own, with a home and a cache of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

COMMAND = (sys.executable, "-m", "flows.command")
CHECKOUT = Path(__file__).parents[2]


def environment(home: Path, **more: str) -> dict[str, str]:
    """This environment, without any setting of Prefect, and with another home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONPATH": str(CHECKOUT)} | more


def finished(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end, with more variables in its environment."""
    return subprocess.run(
        [*COMMAND, *words], env=environment(home, **more), capture_output=True, text=True, timeout=180, check=False
    )


def started(home: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    """Start the command as a terminal does: as the leader of a process group, which does not ignore Ctrl-C."""
    before = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's background job would hand it on ignored
    try:
        return subprocess.Popen(
            [*COMMAND, *words],
            env=environment(home, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    """Read stderr until it says so."""
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"ended without saying {words!r}")


def descendants(pid: int) -> set[int]:
    """All processes below a process, by the kernel's own list."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents[int(stat.parent.name)] = int(said[1])
    below = {pid}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return below - {pid}


def are_gone(pids: set[int], patience: float = 10.0) -> bool:
    """Whether all of them end in time."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if not any(_is_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def interrupt(process: subprocess.Popen[str]) -> None:
    """Ctrl-C: SIGINT to everybody in the foreground."""
    os.killpg(process.pid, signal.SIGINT)
