"""Who is told how a run ended, as options say it, or the environment where they do not.

PUBMED_ETL_NOTIFY_URL       an address that takes JSON
PUBMED_ETL_NOTIFY_COMMAND   a program with its arguments, as a shell would part them; no shell runs it
"""

import os
import shlex
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flows.errors import WrongSetting

URL: Final = "PUBMED_ETL_NOTIFY_URL"
COMMAND: Final = "PUBMED_ETL_NOTIFY_COMMAND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivers:
    """Who is told."""

    url: str | None = None
    command: tuple[str, ...] = ()


NOBODY = Receivers()


def receivers(url: str | None = None, command: str | None = None) -> Receivers:
    """Those that were named, else those of the environment. Raises WrongSetting."""
    return Receivers(
        url=_address(url or os.environ.get(URL) or None),
        command=_words(command or os.environ.get(COMMAND) or ""),
    )


def _address(url: str | None) -> str | None:
    """It is never repeated: whoever knows it may write there."""
    try:
        is_web = url is None or (urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname))
    except ValueError:
        is_web = False
    if not is_web:
        raise WrongSetting(f"the address to notify (--notify-url, {URL}) has to begin with https:// or http://")
    return url


def _words(command: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(command))
    except ValueError as error:
        raise WrongSetting(f"the command to notify (--notify-command, {COMMAND}) cannot be read: {error}") from error
