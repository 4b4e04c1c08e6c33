"""Starting Prefect's own server, and waiting until it answers."""

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from flows.embedded import is_healthy
from flows.errors import EngineMissing

SERVER = Path(__file__).with_name("server.py")
START_TIMEOUT = 120.0
"""Seconds; on a busy machine the server alone takes thirty."""
_PAUSE = 0.05
_LAST_WORDS = 300


def started(listening: socket.socket, words: IO[bytes]) -> subprocess.Popen[bytes]:
    """The server in a session of its own: Ctrl-C is for whoever serves to handle, who then tells the server."""
    return subprocess.Popen(  # noqa: S603  # this project's own module
        [sys.executable, "-P", str(SERVER), str(listening.fileno())],
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
