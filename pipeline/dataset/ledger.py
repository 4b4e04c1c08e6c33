"""Which inputs a run has to read: the dataset itself knows what was read before, in which state, and by whom.

The plan is made before anything is read, out of the listing and of `_inputs`, which both come in the order of their
addresses. An input is read where it is new, where its state or the notes beside it changed, where it could not be read
or a parser that read it has another version now, and where the dataset lacks the rows of a page of it. What is gone
stays published.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

import duckdb
import pyarrow as pa

from pipeline.dataset.deciding.contents import Basis
from pipeline.dataset.deciding.identity import ROWS_NOT_KEPT
from pipeline.dataset.home import Home
from pipeline.dataset.snapshot.evolve import read_batches
from pipeline.dataset.snapshot.held import Held, view
from pipeline.dataset.snapshot.queries import reader
from pipeline.dataset.snapshot.stored import INPUTS, published
from pipeline.sources import Input, Listing, condense
from pipeline.staging import NOTHING_KNOWN, UNREAD, InputRead, Known, KnownPage
from pipeline.tables import CAPTURES


class Why(Enum):
    """Why an input is read, or is not."""

    NEW = "new"
    CHANGED = "changed"
    """Its state is another: perhaps only its time, so pages of known bytes are not parsed."""
    NOTED = "noted anew"
    """What is noted beside it is another."""
    OUTDATED = "outdated"
    """A parser that read it has another version now."""
    UNREAD = "unread"
    """It, or a page of it, could not be read the last time."""
    OWED = "owed"
    """The dataset lacks the rows of a page of it."""
    ASKED = "asked for"
    """Everything is to be read."""
    UNCHANGED = "unchanged"
    """It is not read."""


_WHYS = tuple(Why)
_CODES = {why: code for code, why in enumerate(_WHYS)}
_NOT_READ = bytes((_CODES[Why.UNCHANGED],))

GONE = "gone"
"""Stands among the reasons for inputs that are not in the listing any more."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A listing beside what is published."""

    to_read: Listing
    """The part of the listing that is to be read."""
    codes: bytes
    """Why each of these inputs is read: a byte, its place in `Why`."""
    unchanged: int
    """Inputs that are not read."""
    gone: int
    """Inputs that were read once and are not in the listing any more; what they showed stays."""
    known: Known
    """Pages that need no parsing where they still have the same bytes."""

    def counts(self) -> Mapping[str, int]:
        """How many inputs there are of each kind, the unread and the gone ones last."""
        told = Counter(map(_WHYS.__getitem__, self.codes))
        read = {why.value: told[why] for why in Why if told[why]}
        rest = {Why.UNCHANGED.value: self.unchanged, GONE: self.gone}
        return read | {name: number for name, number in rest.items() if number}

    def reasons(self) -> Iterator[tuple[Input, Why]]:
        """Each of these inputs, and why it is read."""
        return zip(self.to_read.inputs, map(_WHYS.__getitem__, self.codes), strict=True)


def compare(listing: Listing, home: Home, readers: frozenset[str], basis: Basis) -> Comparison:
    """What is to be read of a listing; `readers` are the parsers of today. Raises DatasetError."""
    held = home.held(basis)
    owed = _owed(held)
    codes, changed = bytearray(), list[str]()
    gone = 0
    for source, read in _side_by_side(listing.inputs, _known_inputs(held)):
        if source is None:
            gone += 1
            continue
        why = _why(source, read, listing, readers, basis)
        if why is Why.UNCHANGED and source.uri in owed:
            why = Why.OWED
        if why is Why.CHANGED:
            changed.append(source.uri)
        codes.append(_CODES[why])
    return Comparison(
        to_read=_to_read(listing, codes),
        codes=bytes(codes.translate(None, _NOT_READ)),
        unchanged=codes.count(_NOT_READ),
        gone=gone,
        known=_known_pages(held, changed, readers),
    )


def _to_read(listing: Listing, codes: bytearray) -> Listing:
    """The listing itself where all of it is read."""
    if _NOT_READ not in codes:
        return listing
    some = (source for source, code in zip(listing.inputs, codes, strict=True) if code not in _NOT_READ)
    return replace(listing, inputs=condense(some))


def _why(source: Input, read: InputRead | None, listing: Listing, readers: frozenset[str], basis: Basis) -> Why:
    if read is None:
        return Why.NEW
    if basis is not Basis.CURRENT:
        return Why.ASKED
    if read.notes != listing.sidecars.digest_of(source.uri):
        return Why.NOTED
    if UNREAD in read.parser_versions:
        return Why.UNREAD
    if not readers.issuperset(read.parser_versions):
        return Why.OUTDATED
    return Why.UNCHANGED if read.state == source.state else Why.CHANGED


def _side_by_side(
    inputs: Iterable[Input], known: Iterable[InputRead]
) -> Iterator[tuple[Input | None, InputRead | None]]:
    """Inputs with what is known of them; both are in the order of their URIs."""
    rest = iter(known)
    read = next(rest, None)
    for source in inputs:
        while read is not None and read.input_uri < source.uri:
            yield None, read
            read = next(rest, None)
        if read is not None and read.input_uri == source.uri:
            yield source, read
            read = next(rest, None)
        else:
            yield source, None
    while read is not None:
        yield None, read
        read = next(rest, None)


def _known_inputs(held: Held) -> Iterator[InputRead]:
    for file in held.files(INPUTS):
        for batch in read_batches(held.path_of(file), INPUTS, held.columns(INPUTS)):
            for row in batch.to_pylist():
                yield InputRead(**row)


def _owed(held: Held) -> frozenset[str]:
    """Inputs with a page that the dataset cannot give rows to."""
    query = f"""
        SELECT DISTINCT regexp_extract(source_uri, '^[^!#]*') FROM held_captures
        WHERE list_contains(warnings, '{ROWS_NOT_KEPT}')
    """
    if held.manifest is None or ROWS_NOT_KEPT not in held.manifest.counts.warnings:
        return frozenset()
    with _captures(held) as session:
        return frozenset(str(uri) for (uri,) in session.sql(query).fetchall())


def _known_pages(held: Held, changed: list[str], readers: frozenset[str]) -> Known:
    """The pages of inputs whose state is another, as far as today's parsers read them.

    One that lost is not among them: by its new time it may win, and then its rows are asked for.
    """
    if not changed:
        return NOTHING_KNOWN
    query = """
        SELECT input_uri, source_uri, capture_id, parser_version
        FROM held_captures JOIN changed ON regexp_extract(source_uri, '^[^!#]*') = input_uri
        WHERE capture_id IS NOT NULL AND parser_version IN (FROM readers) AND status <> 'superseded'
        ORDER BY input_uri, source_uri, captured_at NULLS FIRST
    """
    known: dict[str, dict[str, KnownPage]] = {}
    with _captures(held) as session:
        session.register("changed", pa.table({"input_uri": pa.array(changed, pa.string())}))
        session.register("readers", pa.table({"parser_version": pa.array(sorted(readers), pa.string())}))
        for input_uri, source_uri, capture_id, parser_version in session.sql(query).fetchall():
            known.setdefault(input_uri, {})[source_uri] = KnownPage(capture_id, parser_version)
    return known


def _captures(held: Held) -> duckdb.DuckDBPyConnection:
    session = reader()
    stored = published(CAPTURES)
    view(session, "held_captures", stored, held.paths(stored), held.columns(stored))
    return session
