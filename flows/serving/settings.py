"""Prefect's settings for a server that stays, and where its files are; a variable that is set already stays."""

import os
import socket
from collections.abc import Mapping
from pathlib import Path

from flows.embedded import LEAN
from flows.serving.nights import Nights

HOME = "PREFECT_HOME"
HEARTBEAT = "30"
"""Seconds; the shortest that Prefect knows."""
_PROMPT = {
    # Task runs are recorded in a second instead of a minute, so that the next run does not wait for this one's:
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "200",
}
"""A server that keeps up."""
_CALM = {
    "PREFECT_SERVER_SERVICES_LATE_RUNS_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_LOOP_SECONDS": "60",
    "PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY": "PT15S",  # how often it looks whether a run is lost
}
"""And that rests while it has nothing to do: by itself, Prefect looks at each of these every five seconds."""
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # what a person may say, not what is listened to


def lasting(nights: Nights) -> Mapping[str, str]:
    """Of a server that stays, and of all that talk to it."""
    return (
        LEAN
        | _PROMPT
        | _CALM
        | {
            HOME: str(_home()),
            "PREFECT_SERVER_API_HOST": _name(nights.host),
            "PREFECT_SERVER_API_PORT": str(nights.port),
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            # What a run holds is known also after the server was killed; else no later night would get it:
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
            "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",  # runs of the last ninety days stay
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": HEARTBEAT,
        }
    )


def address(nights: Nights) -> str:
    """Where a browser finds the server."""
    name = _name(nights.host)
    return f"http://{f'[{name}]' if ':' in name else name}:{nights.port}"


def _name(host: str) -> str:
    """The machine's own name where the server listens on all its addresses."""
    return socket.gethostname() if host in _EVERYWHERE else host


def _home() -> Path:
    """What is remembered from start to start: runs, their logs, and which schedules are paused."""
    states = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return states / "pubmed-etl" / "prefect"
