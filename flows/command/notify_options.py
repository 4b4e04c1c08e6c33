"""Options of who is told how a run ended; a night has nobody who looks."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyOptions:
    """Who is told how a run ended, whatever its ending is."""

    notify_url: Annotated[str | None, Parameter(metavar="URL", env_var="PUBMED_ETL_NOTIFY_URL")] = None
    """A web address that gets a JSON object with `text`, `exit_code`, counts and more; what chats call a webhook."""
    notify_command: Annotated[str | None, Parameter(metavar="COMMAND", env_var="PUBMED_ETL_NOTIFY_COMMAND")] = None
    """A program with its arguments that gets the same object on its stdin. No shell runs it."""


NOBODY = NotifyOptions()
