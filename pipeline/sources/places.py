"""Where a page lies and when it was captured: all that is known of it before its bytes are."""

from dataclasses import dataclass, replace
from datetime import datetime

from pipeline.outcome import Capture, CapturedAtSource, Provenance, Reason, Rejected
from pipeline.sources.inputs import Input
from pipeline.sources.members import Member
from pipeline.sources.sidecars import Sidecar, Sidecars


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page's URI, size and time, from which its capture or its rejection is made."""

    uri: str
    size: int
    captured_at: datetime
    captured_at_source: CapturedAtSource
    url: str | None

    def capture(self, body: bytes) -> Capture:
        """The page that was read here."""
        return Capture(
            source_uri=self.uri,
            body=body,
            url=self.url,
            captured_at=self.captured_at,
            captured_at_source=self.captured_at_source,
        )

    def rejected(self, reason: Reason, detail: str) -> Rejected:
        """Why there is no page from here."""
        provenance = Provenance(
            source_uri=self.uri,
            capture_id=None,
            size=self.size,
            url=self.url,
            captured_at=self.captured_at,
            captured_at_source=self.captured_at_source,
        )
        return Rejected(provenance, reason, detail)


def file_place(source: Input, sidecars: Sidecars) -> Place:
    """The place of a file: its note's time, else the file's own."""
    return _place(source.uri, source.size, (source.modified_at, CapturedAtSource.FILE_TIME), sidecars)


def member_place(source: Input, member: Member, uri: str, sidecars: Sidecars) -> Place:
    """The place of an archive's member: its note's time, else the entry's, else the archive file's."""
    if member.captured_at is None:
        return _place(uri, member.size, (source.modified_at, CapturedAtSource.FILE_TIME), sidecars)
    return _place(uri, member.size, (member.captured_at, CapturedAtSource.ARCHIVE_ENTRY), sidecars)


def record_place(own: Place, uri: str, size: int, told: Sidecar) -> Place:
    """The place of a record of a file: what it tells of itself, else what is known of the file."""
    place = replace(own, uri=uri, size=size, url=told.url or own.url)
    if told.captured_at is None:
        return place
    return replace(place, captured_at=told.captured_at, captured_at_source=CapturedAtSource.RECORD)


def _place(uri: str, size: int, own_time: tuple[datetime, CapturedAtSource], sidecars: Sidecars) -> Place:
    note = sidecars.of(uri)
    captured_at, told_by = (note.captured_at, CapturedAtSource.SIDECAR) if note.captured_at else own_time
    return Place(uri=uri, size=size, captured_at=captured_at, captured_at_source=told_by, url=note.url)
