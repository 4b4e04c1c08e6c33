"""Prefect on this machine, for one run: its settings, and whom it asks where no server stands.

Nothing here leaves the machine, and nothing touches the user's own Prefect: its files are in a cache folder of this
project. A variable that is set already is left as it is, so `PREFECT_API_URL` names a server to use.
"""

import os
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path

from flows import standin
from flows.errors import EngineMissing
from flows.lean import uncollected

API_URL = "PREFECT_API_URL"
ANSWERS_WITHIN = 120.0
"""Seconds in which a server answers, on a busy machine."""

LEAN = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the terminal is ours
}
"""Nothing leaves this machine, and nothing is written between our own words."""
_ALONE = {
    "PREFECT_LOGGING_TO_API_ENABLED": "false",  # nobody reads them
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
}
"""What the stand-in for a server is not asked."""


@contextmanager
def engine() -> Iterator[None]:
    """Have a Prefect API to run flows with; EngineMissing where there is none. Prefect is imported in here first."""
    set_unset(LEAN | {"PREFECT_HOME": str(_home())})
    if url := os.environ.get(API_URL):
        expect_answer(url)
        yield
    else:
        with _alone():
            yield


def set_unset(settings: Mapping[str, str]) -> None:
    """Set what nobody has set, for this process and those that it starts."""
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def _home() -> Path:
    """Where Prefect looks for a profile, and keeps what it keeps."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = caches / "pubmed-etl" / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir(), f"pubmed-etl-prefect-{os.getuid()}")
    return home


def expect_answer(url: str) -> None:
    """EngineMissing where no Prefect server answers."""
    if not is_healthy(url):
        raise EngineMissing(f"no Prefect server answers at {url}, which {API_URL} names.")


@contextmanager
def _alone() -> Iterator[None]:
    """No server stands: a stand-in says yes to what the run does, and nobody is told of its events."""
    set_unset(_ALONE)
    _spare_proxies()
    os.environ[API_URL] = standin.start()
    try:
        with uncollected():
            from prefect import settings  # noqa: PLC0415  # reads them now
            from prefect.events.clients import NullEventsClient  # noqa: PLC0415
            from prefect.events.worker import EventsWorker  # noqa: PLC0415

        EventsWorker.set_client_override(NullEventsClient)
        with settings.temporary_settings({settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):  # its end takes a second
            yield
    finally:
        del os.environ[API_URL]


def _spare_proxies() -> None:
    """What goes to this process itself goes through no proxy, whatever does."""
    spared = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or standin.HOST
    if spared not in ("*", standin.HOST):
        spared = f"{spared},{standin.HOST}"
    os.environ["no_proxy"] = spared


def is_healthy(url: str) -> bool:
    """Whether a Prefect server answers."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=ANSWERS_WITHIN) as answer:  # noqa: S310  # http of this machine
            return bool(answer.status == HTTPStatus.OK)
    except (OSError, ValueError, HTTPException):  # no answer, no address, no HTTP
        return False
