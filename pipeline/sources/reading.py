"""Inputs become captures; whatever is wrong with one ends as a rejection that says so, never as an exception."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from pipeline.limits import DEFAULT_LIMITS, Limits
from pipeline.outcome import Capture, Provenance, Reason, Rejected
from pipeline.sources.ahead import Body, fetched_ahead
from pipeline.sources.archives import read_archive
from pipeline.sources.faults import UNREADABLE, TooLargeError, in_words, reason_of
from pipeline.sources.inputs import Input, Skipped
from pipeline.sources.lines import read_lines
from pipeline.sources.names import InputKind, compression_of
from pipeline.sources.opening import stored
from pipeline.sources.packing import unpacked
from pipeline.sources.parquet import read_parquet
from pipeline.sources.places import Place, file_place
from pipeline.sources.sidecars import Sidecars
from pipeline.sources.warcs import read_warc

_READERS: Final[Mapping[InputKind, Callable[[Input, Sidecars, Limits], Iterator[Capture | Rejected | Skipped]]]] = {
    InputKind.ARCHIVE: read_archive,
    InputKind.WARC: read_warc,
    InputKind.LINES: read_lines,
    InputKind.PARQUET: read_parquet,
}
"""Of the kinds of files that hold many pages."""


def read(source: Input, sidecars: Sidecars, limits: Limits = DEFAULT_LIMITS) -> Iterator[Capture | Rejected | Skipped]:
    """The pages of an input, one in memory at a time; members and records that are no pages come as `Skipped`."""
    yield from read_all((source,), sidecars, limits)


def read_all(
    inputs: Iterable[Input], sidecars: Sidecars, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Capture | Rejected | Skipped]:
    """The pages of many inputs, in their order; those that lie in an object store are fetched a little ahead."""
    for _, pages in read_each(inputs, sidecars, limits):
        yield from pages


def read_each(
    inputs: Iterable[Input], sidecars: Sidecars, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[Input, Iterator[Capture | Rejected | Skipped]]]:
    """The same by input, to be read to the end of one or left there."""
    for source, body in fetched_ahead(inputs, partial(stored, limit=limits.page_bytes)):
        yield source, _pages(source, body, sidecars, limits)


def rejected_input(source: Input, sidecars: Sidecars, reason: Reason, detail: str) -> Rejected:
    """Why an input was not read, or not to its end."""
    behind = "" if source.kind is InputKind.PAGE else "; what lies behind this place was not read"
    return file_place(source, sidecars).rejected(reason, f"{detail}{behind}")


def _pages(source: Input, body: Body, sidecars: Sidecars, limits: Limits) -> Iterator[Capture | Rejected | Skipped]:
    match source.kind:
        case InputKind.NOTHING:
            yield _nothing(source)
        case InputKind.PAGE:
            yield _page(source, body, file_place(source, sidecars), limits)
        case _:
            yield from _READERS[source.kind](source, sidecars, limits)


def _nothing(source: Input) -> Rejected:
    """What is not there has no time: that of its note, if it has one, is none of a page."""
    provenance = Provenance(source_uri=source.uri, capture_id=None, size=source.size)
    return Rejected(provenance, Reason.UNREADABLE, source.obstacle or "nothing is there")


def _page(source: Input, body: Body, place: Place, limits: Limits) -> Capture | Rejected:
    try:
        return place.capture(unpacked(body(), compression_of(source.path.name), limits))
    except (*UNREADABLE, TooLargeError) as error:
        return place.rejected(reason_of(error), in_words(error))
