"""What is to be written of each stored table: new files out of old ones, without the rows that go, and new rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import duckdb
import pyarrow as pa

from pipeline.dataset.snapshot.files import Bound, PlannedFile, WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.keys import keys_of
from pipeline.dataset.snapshot.ranges import UNNUMBERED, ArticleRange, Layer
from pipeline.dataset.snapshot.stored import Stored
from pipeline.dataset.snapshot.weaving import Column, Keys
from pipeline.dataset.writing import addresses
from pipeline.dataset.writing.keeping import KeptPart
from pipeline.dataset.writing.placing import Placement, Slot, Way
from pipeline.tables import ARTICLES

_NO_KEYS = pa.array([], pa.string())


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Files to be written."""

    stored: Stored
    old: tuple[WrittenFile, ...]
    """Files whose rows stay, but for the dropped ones; the new files take their place."""
    dropped: Column
    """Keys of the rows that go."""
    keys: Keys
    ranks: range
    """The new rows, by their rank."""
    new: tuple[PlannedFile, ...]
    """The files, in the order of their rows; each but the first begins at its `low`."""
    is_owed: bool
    """Whether a file is written even where it has no row."""


def published_jobs(held: Held, stored: Stored, placement: Placement, run_id: str) -> Iterator[Job]:
    """The layers of a range of an article's table that change."""
    dropped = _dropped(stored, placement)
    old = held.files_of_ranges(stored, {placement.before.number})
    is_numbered = placement.before.low is not None
    keys = keys_of(stored, is_numbered=is_numbered)
    for slots, layers in _groups(stored, placement):
        yield Job(
            stored=stored,
            old=tuple(file for file in old if file.layer in layers),
            dropped=_as_keys(dropped, keys),
            keys=keys,
            ranks=range(min(slot.ranks.start for slot in slots), max(slot.ranks.stop for slot in slots)),
            new=tuple(_article_file(stored, slot.of, slot, run_id) for slot in slots),
            is_owed=slots[0].layer is Layer.BASE and (is_numbered or any(slot.articles for slot in slots)),
        )


def _dropped(stored: Stored, placement: Placement) -> Column:
    is_articles = stored.table is ARTICLES
    return pa.concat_arrays([placement.dropped, placement.renewed]) if is_articles else placement.dropped


def _groups(stored: Stored, placement: Placement) -> Iterator[tuple[tuple[Slot, ...], frozenset[Layer]]]:
    """Slots that are written together, and the layers of the old files that go into them."""
    if placement.way is Way.ANEW:
        yield placement.slots, frozenset(Layer)
        return
    for slot in placement.slots:
        is_added = placement.way is Way.ADDED and slot.layer is Layer.ADDITIONS
        is_renewed = stored.table is ARTICLES and len(slot.ranks) > 0
        if is_added or is_renewed:
            yield (slot,), frozenset({slot.layer})


def empty_job(stored: Stored, one: ArticleRange, run_id: str) -> Job:
    """The base of a range in a table that an earlier program did not have."""
    return Job(
        stored=stored,
        old=(),
        dropped=_NO_KEYS,
        keys=keys_of(stored, is_numbered=one.low is not None),
        ranks=range(0),
        new=(_article_file(stored, one, None, run_id),),
        is_owed=True,
    )


def kept_job(held: Held, stored: Stored, part: KeptPart, run_id: str) -> Job:
    """The kept contents of a range."""
    keys = keys_of(stored, is_numbered=part.before.low is not None)
    return Job(
        stored=stored,
        old=held.files_of_ranges(stored, {part.before.number}),
        dropped=_as_keys(part.dropped, keys),
        keys=keys,
        ranks=part.ranks,
        new=tuple(_article_file(stored, one, None, run_id) for one in part.after),
        is_owed=False,
    )


def address_job(merge: duckdb.DuckDBPyConnection, stored: Stored, part: addresses.Part, run_id: str) -> Job:
    """A file of a table that is cut by addresses."""
    keys = keys_of(stored, is_numbered=False)
    lost = addresses.losses(merge, stored, part.lows[0], part.high)
    bounds = zip(part.lows, (*part.lows[1:], part.high), strict=True)
    return Job(
        stored=stored,
        old=(part.before,) if part.before else (),
        dropped=_keys_of_table(lost, keys),
        keys=keys,
        ranks=part.ranks,
        new=tuple(_address_file(stored, low, high, run_id) for low, high in bounds),
        is_owed=True,
    )


def recast_job(stored: Stored, file: WrittenFile, run_id: str) -> Job:
    """A file of an earlier program, whose rows stay as they are in today's columns."""
    path = f"{file.path.removesuffix('.parquet').rpartition('-')[0]}-{run_id}.parquet"
    return Job(
        stored=stored,
        old=(file,),
        dropped=_NO_KEYS,
        keys=keys_of(stored, is_numbered=isinstance(file.low, int)),
        ranks=range(0),
        new=(_planned(stored, path, file.layer, (file.low, file.high)),),
        is_owed=True,
    )


def _as_keys(article_ids: Column, keys: Keys) -> Column:
    return keys(pa.RecordBatch.from_arrays([article_ids], names=["article_id"]))


def _keys_of_table(table: pa.Table, keys: Keys) -> Column:
    batches = table.combine_chunks().to_batches()
    return keys(batches[0]) if batches else _NO_KEYS


def _article_file(stored: Stored, of: ArticleRange, slot: Slot | None, run_id: str) -> PlannedFile:
    layer = slot.layer if slot else Layer.BASE
    label = of.label(layer)
    return PlannedFile(
        stored=stored,
        path=_path(stored, label, run_id),
        layer=layer,
        low=of.low,
        high=of.high,
        is_in_key_order=slot.is_in_text_order if slot else label == UNNUMBERED,
    )


def _address_file(stored: Stored, low: str, high: str | None, run_id: str) -> PlannedFile:
    digest = sha256(low.encode("utf-8", "surrogatepass")).hexdigest()[:9] if low else "0" * 9
    return _planned(stored, _path(stored, digest, run_id), Layer.BASE, (low, high))


def _planned(stored: Stored, path: str, layer: Layer, bounds: tuple[Bound, Bound]) -> PlannedFile:
    low, high = bounds
    return PlannedFile(
        stored=stored, path=path, layer=layer, low=low, high=high, is_in_key_order=low is None or isinstance(low, str)
    )


def _path(stored: Stored, part: str, run_id: str) -> str:
    """The same name always means the same bytes: the run's digest is a digest of all that decides them."""
    return f"{stored.name}/{stored.name.rpartition('/')[2].lstrip('_')}-{part}-{run_id}.parquet"
