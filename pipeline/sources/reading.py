"""An input becomes captures; whatever is wrong with it ends as a rejection that says so, never as an exception."""

from collections.abc import Iterator

from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources.archives import read_archive
from pipeline.sources.faults import UNREADABLE, TooLargeError, in_words
from pipeline.sources.inputs import Input, Skipped
from pipeline.sources.limits import DEFAULT_LIMITS, Limits
from pipeline.sources.names import InputKind, compression_of
from pipeline.sources.packing import bounded, unpacked
from pipeline.sources.places import file_place
from pipeline.sources.sidecars import Sidecars


def read(source: Input, sidecars: Sidecars, limits: Limits = DEFAULT_LIMITS) -> Iterator[Capture | Rejected | Skipped]:
    """The pages of an input, one in memory at a time; members of an archive that are no pages come as `Skipped`."""
    match source.kind:
        case InputKind.PAGE:
            yield _page(source, sidecars, limits)
        case InputKind.ARCHIVE:
            yield from read_archive(source, sidecars, limits)


def _page(source: Input, sidecars: Sidecars, limits: Limits) -> Capture | Rejected:
    place = file_place(source, sidecars)
    try:
        with source.path.open("rb", buffering=0) as stream:
            stored = bounded(stream, limits.page_bytes)
        return place.capture(unpacked(stored, compression_of(source.path.name), limits.page_bytes))
    except TooLargeError as error:
        return place.rejected(Reason.TOO_LARGE, str(error))
    except UNREADABLE as error:
        return place.rejected(Reason.UNREADABLE, in_words(error))
