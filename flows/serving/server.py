"""The process of Prefect's own server: `python server.py SOCKET`. It ends when its stdin does.

Its parent holds the other end of that pipe, so the server goes when the parent is gone, however that happened.
Prefect would start the same server itself, but only after importing all of it a second time, and without a leash.
"""

import gc
import os
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

PATIENCE = 3.0
"""Seconds that the server has to end in good order."""


class Leash:
    """Watches stdin in a thread, from before the server is there."""

    def __init__(self) -> None:
        self.server: uvicorn.Server | None = None
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        sys.stdin.buffer.read()
        if self.server:
            self.server.should_exit = True
            time.sleep(PATIENCE)
        os._exit(0)


def serve(listening: int) -> None:
    """Answer on a socket that listens already."""
    leash = Leash()
    gc.disable()  # what is loaded stays, and looking through it again and again takes a tenth of the start
    import uvicorn  # noqa: PLC0415  # seconds, in which the parent may go
    from prefect.server.api.server import create_app  # noqa: PLC0415

    app = create_app(final=True)
    leash.server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    gc.freeze()
    gc.enable()
    leash.server.run([socket.socket(fileno=listening)])
    os._exit(0)  # taking the interpreter down in good order takes a second, and nothing is left to be put in order


if __name__ == "__main__":
    serve(int(sys.argv[1]))
