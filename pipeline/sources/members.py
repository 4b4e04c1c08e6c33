"""An entry of an archive, in the one shape that zip and tar share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An entry that is no folder, while it is the current one."""

    name: str
    size: int
    captured_at: datetime | None
    obstacle: str | None
    """Why it cannot be read, known before it is tried: encrypted, a link; None where nothing stands in the way."""
    read: Callable[[], bytes]
    """Its bytes as stored in the archive, which may be a packed page. Raises TooLargeError and UNREADABLE."""
