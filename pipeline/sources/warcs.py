"""A WARC file becomes captures, one record at a time: answers of servers, resources, and text made of pages (WET)."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.limits import Limits
from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources import moments
from pipeline.sources.addresses import published_address
from pipeline.sources.faults import DAMAGED, UNREADABLE, TooLargeError, in_words, reason_of
from pipeline.sources.header_fields import media_type_of
from pipeline.sources.http_messages import answer_of, unpacked_body
from pipeline.sources.inputs import Input, Skipped
from pipeline.sources.names import compression_of
from pipeline.sources.opening import opened
from pipeline.sources.places import Place, file_place, record_place
from pipeline.sources.sidecars import Sidecar, Sidecars
from pipeline.sources.unpackers import PACKINGS
from pipeline.sources.uris import record_uri
from pipeline.sources.warc_records import Head, Records

_HOLD_PAGES: Final = frozenset({"response", "resource", "conversion"})
_PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", None})
"""What a page may be by its server's word; where there is none, the page's own counts."""
_ANSWER: Final = "application/http"
_NAMEABLE = re.compile(r"[a-z0-9][a-z0-9.+/-]{0,60}")
_SAYS_NOTHING: Final = Sidecar()


def read_warc(source: Input, sidecars: Sidecars, limits: Limits) -> Iterator[Capture | Rejected | Skipped]:
    """The file's pages in its order; a record that is broken ends as a rejection, and the next whole one follows."""
    own = file_place(source, sidecars)
    try:
        with opened(source) as stream:
            records = Records(stream, PACKINGS.get(compression_of(source.path.name)), limits)
            for number, outcome in enumerate(_outcomes(records, own, limits), start=1):
                if number > limits.archive_members:
                    yield own.rejected(Reason.TOO_LARGE, f"more than {limits.archive_members:,} records")
                    return
                yield outcome
    except UNREADABLE as error:
        yield own.rejected(Reason.UNREADABLE, in_words(error))


def _outcomes(records: Records, own: Place, limits: Limits) -> Iterator[Capture | Rejected | Skipped]:
    while records.begins():
        place = record_place(own, _uri(own, records), 0, _SAYS_NOTHING)
        try:
            head = records.head()
            place = record_place(own, place.uri, head.length, _told(head))
            outcome = _outcome(records, head, place, limits)
            records.end()
        except DAMAGED as error:
            following = records.go_on()
            yield place.rejected(reason_of(error), f"{in_words(error)}; {_whereabouts(following)}")
            if following is None:
                return
        else:
            yield outcome


def _uri(own: Place, records: Records) -> str:
    frame, within = records.place
    return record_uri(own.uri, f"{frame}+{within}" if within else str(frame))


def _told(head: Head) -> Sidecar:
    """What a record tells of itself; a time that is none is as if it were not told."""
    url = head.fields.get("warc-target-uri", "").strip("<>")  # as some crawlers write it
    return Sidecar(moments.of_text_or_none(head.fields.get("warc-date")), published_address(url))


def _whereabouts(following: int | None) -> str:
    if following is None:
        return "no whole record follows it"
    return f"the next whole record begins at byte {following:,}"


def _outcome(records: Records, head: Head, place: Place, limits: Limits) -> Capture | Rejected | Skipped:
    if head.kind not in _HOLD_PAGES:
        records.skip(head)
        return _skipped(place, head.kind)
    if head.length > limits.page_bytes:
        records.skip(head)
        return place.rejected(Reason.TOO_LARGE, f"more than {limits.page_bytes:,} bytes")
    block = records.block(head)
    try:
        return _page(block, head, place, limits)
    except (*UNREADABLE, TooLargeError) as error:
        return place.rejected(reason_of(error), in_words(error))


def _page(block: bytes, head: Head, place: Place, limits: Limits) -> Capture | Skipped:
    media_type = media_type_of(head.fields.get("content-type"))
    if media_type != _ANSWER:
        return place.capture(block) if media_type in _PAGE_TYPES else _skipped(place, media_type)
    answer = answer_of(block)
    media_type = media_type_of(answer.fields.get("content-type"))
    if media_type not in _PAGE_TYPES:
        return _skipped(place, media_type)
    return place.capture(unpacked_body(answer, limits))


def _skipped(place: Place, kind: str | None) -> Skipped:
    return Skipped(place.uri, f"({kind})" if kind and _NAMEABLE.fullmatch(kind) else "(record of no kind)")
