"""The process of the worker: `python -m flows.serving.worker POOL`. It ends when its stdin does, and its runs with it.

Its parent holds the other end of that pipe, so the worker goes when the parent is gone, however that happened.
"""

import asyncio
import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress

PATIENCE = 60.0
"""Seconds that the worker, and the runs that it started, have to end in good order."""


def name_here() -> str:
    """What the names of all workers begin with that ran on this machine."""
    return f"pubmed-etl-{socket.gethostname()}-"


def work(pool: str) -> None:
    """Start runs of a pool as they come due."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from prefect.workers.process import ProcessWorker  # noqa: PLC0415  # seconds, in which the parent may go

    with suppress(KeyboardInterrupt):
        asyncio.run(ProcessWorker(work_pool_name=pool, name=f"{name_here()}{os.getpid()}").start())


def _end_with_parent() -> None:
    """As Ctrl-C would."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job hands it on ignored
    work(sys.argv[1])
