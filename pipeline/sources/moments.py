"""When a page was captured, in UTC, from whatever tells it. A time that means "not set" is None, not 1970 or 1980."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

ZipTime = tuple[int, int, int, int, int, int]


def of_file(modified_ns: int) -> datetime:
    """A file's time of modification; the nearest that a `datetime` can hold, where a file system counts further."""
    try:
        return EPOCH + timedelta(microseconds=modified_ns // 1000)
    except OverflowError:
        return _FIRST if modified_ns < 0 else _LAST


def of_tar_entry(modified: float) -> datetime | None:
    """A tar entry's time; None where it is 0, as in archives made to be reproducible, or no time at all."""
    if not modified or not isfinite(modified):
        return None
    try:
        return EPOCH + timedelta(seconds=modified)
    except OverflowError:
        return None


def of_zip_entry(local: ZipTime) -> datetime | None:
    """A zip entry's time, which has no zone and is read as UTC; None where it is the first one there is, or none."""
    if local <= _ZIP_EPOCH:
        return None
    try:
        return datetime(*local, tzinfo=UTC)
    except ValueError:
        return None


def of_microseconds_or_none(since_epoch: int) -> datetime | None:
    """A timestamp of Parquet, in UTC whether it says so or not; None beyond the years 1 to 9999."""
    try:
        return EPOCH + timedelta(microseconds=since_epoch)
    except OverflowError:
        return None


def of_text(text: str) -> datetime:
    """An ISO 8601 time with its zone. Raises ValueError in words."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        message = f"the time {text!r} has no zone (write 2023-12-01T10:00:00Z)"
        raise ValueError(message)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        message = f"the time {text!r} is outside of the years 1 to 9999 in UTC"
        raise ValueError(message) from error


def of_text_or_none(text: str | None) -> datetime | None:
    """The same; None where there is no text, or no such time in it."""
    try:
        return of_text(text) if text else None
    except ValueError:
        return None
