"""Inputs become captures; whatever is wrong with one ends as a rejection that says so, never as an exception."""

from collections.abc import Iterable, Iterator
from functools import partial

from pipeline.outcome import Capture, Reason, Rejected
from pipeline.sources.ahead import Body, fetched_ahead
from pipeline.sources.archives import read_archive
from pipeline.sources.faults import UNREADABLE, TooLargeError, in_words
from pipeline.sources.inputs import Input, Skipped
from pipeline.sources.limits import DEFAULT_LIMITS, Limits
from pipeline.sources.lines import read_lines
from pipeline.sources.names import InputKind, compression_of
from pipeline.sources.opening import stored
from pipeline.sources.packing import unpacked
from pipeline.sources.parquet import read_parquet
from pipeline.sources.places import Place, file_place
from pipeline.sources.sidecars import Sidecars
from pipeline.sources.warcs import read_warc


def read(source: Input, sidecars: Sidecars, limits: Limits = DEFAULT_LIMITS) -> Iterator[Capture | Rejected | Skipped]:
    """The pages of an input, one in memory at a time; members and records that are no pages come as `Skipped`."""
    yield from read_all((source,), sidecars, limits)


def read_all(
    inputs: Iterable[Input], sidecars: Sidecars, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Capture | Rejected | Skipped]:
    """The pages of many inputs, in their order; those that lie in an object store are fetched a little ahead."""
    for source, body in fetched_ahead(inputs, partial(stored, limit=limits.page_bytes)):
        match source.kind:
            case InputKind.PAGE:
                yield _page(source, body, file_place(source, sidecars), limits)
            case InputKind.ARCHIVE:
                yield from read_archive(source, sidecars, limits)
            case InputKind.WARC:
                yield from read_warc(source, sidecars, limits)
            case InputKind.LINES:
                yield from read_lines(source, sidecars, limits)
            case InputKind.PARQUET:
                yield from read_parquet(source, sidecars, limits)


def _page(source: Input, body: Body, place: Place, limits: Limits) -> Capture | Rejected:
    try:
        return place.capture(unpacked(body(), compression_of(source.path.name), limits.page_bytes))
    except TooLargeError as error:
        return place.rejected(Reason.TOO_LARGE, str(error))
    except UNREADABLE as error:
        return place.rejected(Reason.UNREADABLE, in_words(error))
