"""Raw folders as crawlers leave them, small enough to be read in a test."""

import io
import os
import tarfile
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.outcome import Capture, Rejected
from pipeline.sources import Skipped, list_inputs, read

PAGE = b"<!DOCTYPE html>\n<html><head><title>An invented page</title></head><body>One</body></html>\n"
OTHER_PAGE = b"<!DOCTYPE html>\n<html><head><title>Another</title></head><body>Two \xc3\xa9</body></html>\n"
SAVED_AT = datetime(2023, 12, 1, 10, 0, 0, tzinfo=UTC)

Outcome = Capture | Rejected | Skipped


def save(path: Path, body: bytes = PAGE, at: datetime = SAVED_AT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def zipped(members: Iterable[tuple[str, bytes]], at: datetime = SAVED_AT, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), body, method)
    return packed.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], at: datetime = SAVED_AT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", encoding="utf-8", errors="surrogateescape") as archive:
        for name, body in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            entry.mtime = int(at.timestamp())
            archive.addfile(entry, io.BytesIO(body))
    return packed.getvalue()


def outcomes(raw: Path, limits: Limits = DEFAULT_LIMITS) -> list[Outcome]:
    listing = list_inputs(raw)
    return [outcome for source in listing.inputs for outcome in read(source, listing.sidecars, limits)]


def captures(raw: Path) -> dict[str, bytes]:
    return {outcome.source_uri: outcome.body for outcome in outcomes(raw) if isinstance(outcome, Capture)}


def rejections(raw: Path, limits: Limits = DEFAULT_LIMITS) -> list[Rejected]:
    return [outcome for outcome in outcomes(raw, limits) if isinstance(outcome, Rejected)]


def only_capture(raw: Path) -> Capture:
    (outcome,) = outcomes(raw)
    assert isinstance(outcome, Capture)
    return outcome


def only_rejection(raw: Path, limits: Limits = DEFAULT_LIMITS) -> Rejected:
    (outcome,) = outcomes(raw, limits)
    assert isinstance(outcome, Rejected)
    return outcome
