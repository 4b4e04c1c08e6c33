"""A page in a column of a table, as JSON lines and Parquet hold it, with what its other columns tell.

    html, content, body or text              the page: the first of them that is there
    url                                      where it was saved from
    captured_at, timestamp or fetched_at     when: ISO 8601 with its zone, or a timestamp of Parquet

Other columns are not read. A time that is none is as if it were not told.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources import moments
from pipeline.sources.addresses import published_address
from pipeline.sources.places import Place, record_place
from pipeline.sources.sidecars import Sidecar
from pipeline.sources.uris import record_uri

PAGE_COLUMNS: Final = ("html", "content", "body", "text")
ADDRESS_COLUMN: Final = "url"
TIME_COLUMNS: Final = ("captured_at", "timestamp", "fetched_at")

NO_PAGE: Final = f"no text is named {', '.join(PAGE_COLUMNS[:-1])} or {PAGE_COLUMNS[-1]}"
_SAYS_NOTHING: Final = Sidecar()


def row_place(own: Place, number: int) -> Place:
    """The place of a row of which nothing else is known."""
    return record_place(own, record_uri(own.uri, str(number)), 0, _SAYS_NOTHING)


def row_page(own: Place, number: int, row: Mapping[str, object], limit: int) -> Capture | Rejected:
    """The page of a row, or why it has none."""
    page = _first(row, PAGE_COLUMNS)
    if not isinstance(page, str | bytes):
        return row_place(own, number).rejected(Reason.UNREADABLE, NO_PAGE)
    body = page if isinstance(page, bytes) else _encoded(page)
    place = record_place(own, record_uri(own.uri, str(number)), len(body), _told(row))
    if len(body) > limit:
        return place.rejected(Reason.TOO_LARGE, f"more than {limit:,} bytes")
    return place.capture(body)


def _first(row: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((value for name in names if (value := row.get(name)) is not None), None)


def _told(row: Mapping[str, object]) -> Sidecar:
    moment = _first(row, TIME_COLUMNS)
    captured_at = moment if isinstance(moment, datetime) else moments.of_text_or_none(_text(moment))
    return Sidecar(captured_at, published_address(_text(row.get(ADDRESS_COLUMN))))


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else None


def _encoded(page: str) -> bytes:
    """UTF-8; half of a character beyond the first 65,536, which JSON can escape alone, is lost."""
    try:
        return page.encode()
    except UnicodeEncodeError:
        return page.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
