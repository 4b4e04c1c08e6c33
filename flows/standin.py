"""Stands in for Prefect's server while one run goes on: it answers what Prefect's client asks of it, and keeps nothing.

Prefect's own server is a database and seconds of imports, for a run that nobody could look at: it would end with it.
What a flow needs of a server is little: a number for itself, and a yes to each of its states. All else Prefect decides
in the run's own process: which task runs when, what is tried again, and which hooks are called.
"""

import json
import threading
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import Any, Final
from uuid import uuid4

from pydantic import JsonValue

Entry = dict[str, JsonValue]
"""A flow, its run, a state or an artifact, as Prefect's client writes it in JSON."""
HOST: Final = "127.0.0.1"
_API: Final = "/api/"
_RUN: Final = "run"
"""What a run is called that nobody gave a name."""
_STORAGE: Final[Entry] = {"default_result_storage_block_id": None}
_ACCEPTED: Final[Entry] = {"status": "ACCEPT", "details": {"type": "accept_details"}}


def start() -> str:
    """Its address. It goes with the process, for Prefect's threads have questions until then."""
    server = _Server((HOST, 0), partial(_Answering, Ledger()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://{HOST}:{server.server_port}{_API}".rstrip("/")


class Ledger:
    """What the client has told, by the number that each got."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {"storage": _STORAGE}

    def answer(self, method: str, path: str, told: Entry) -> Entry:
        """What Prefect's server would say. LookupError where this one has no answer."""
        _, name, *rest = path.removeprefix(_API).split("/")
        match method, name, rest:
            case "GET", _, []:
                return self._entries[name]
            case "POST", "", []:
                return self._noted(told)
            case "POST", _, ["set_state"]:
                return self._moved(name, told)
        raise LookupError(path)

    def _noted(self, told: Entry) -> Entry:
        number = str(uuid4())
        self._entries[number] = {**told, "id": number, "name": told.get("name") or _RUN} | _stamped(told)
        return self._entries[number]

    def _moved(self, number: str, told: Entry) -> Entry:
        """A run is in another state now: Prefect's engine knows when, and is not contradicted."""
        state = _stamped(told)
        self._entries[number] = self._entries[number] | state
        return state | _ACCEPTED


def _stamped(told: Entry) -> Entry:
    """The state of what was told, if it has one, with a number and its time."""
    state = told.get("state")
    if not isinstance(state, dict):
        return {}
    return {"state": {"id": str(uuid4()), "timestamp": datetime.now(UTC).isoformat(), **state}}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ANN401  # as it is declared
        """Whoever asked is gone, or spoke no HTTP: nothing that a person should read."""


class _Answering(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"  # one connection serves all questions
    disable_nagle_algorithm = True  # head and body of an answer go out at once

    def __init__(self, ledger: Ledger, *connection: Any) -> None:  # noqa: ANN401  # as it is declared
        self._ledger = ledger
        super().__init__(*connection)

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _answer(self, told: Entry) -> None:
        try:
            status, said = HTTPStatus.OK, self._ledger.answer(self.command, self.path, told)
        except LookupError:
            status, said = HTTPStatus.NOT_FOUND, {"detail": "This stands in for a server, and has no answer to that."}
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
