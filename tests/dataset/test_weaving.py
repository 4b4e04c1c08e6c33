"""Rows out of several sorted sources come out as one sort of them all, whatever batches they come in."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset.snapshot.weaving import Column, cut_at, without, woven

_COLUMNS: dict[str, pa.DataType] = {"article": pa.int64(), "position": pa.int32(), "source": pa.int32()}
_SCHEMA = pa.schema(_COLUMNS)

_Row = tuple[int, int, int]


def _keys(batch: pa.RecordBatch) -> Column:
    return batch.column("article")


def _names(batch: pa.RecordBatch) -> Column:
    return batch.column("article").cast(pa.string())


def _batches(rows: Sequence[_Row], cuts: Sequence[int]) -> Iterator[pa.RecordBatch]:
    """The rows in batches that end at the cuts, empty ones among them."""
    for start, end in pairwise([0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]):
        columns = zip(*rows[start:end], strict=True) if start < end else ([], [], [])
        arrays = [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA)


def _rows(batches: Iterator[pa.RecordBatch]) -> list[_Row]:
    return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]


_CUTS = st.lists(st.integers(0, 40), max_size=6)
_KEYS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), max_size=40, unique=True)


@st.composite
def _sources(draw: st.DrawFn) -> list[list[_Row]]:
    """Sorted sources, no two of which have rows of one article."""
    keys = draw(_KEYS)
    owners = draw(st.lists(st.integers(0, 3), min_size=13, max_size=13))
    return [
        sorted((article, position, source) for article, position in keys if owners[article] == source)
        for source in range(4)
    ]


@given(_sources(), st.lists(_CUTS, min_size=4, max_size=4))
def test_rows_of_several_sources_come_out_sorted_and_none_is_lost(
    sources: list[list[_Row]], cuts: list[list[int]]
) -> None:
    batches = [_batches(rows, at) for rows, at in zip(sources, cuts, strict=True)]

    found = _rows(woven(batches, _keys, ["position"]))

    assert found == sorted(row for rows in sources for row in rows)


@given(_sources(), st.lists(_CUTS, min_size=4, max_size=4))
def test_keys_that_are_text_are_sorted_as_text(sources: list[list[_Row]], cuts: list[list[int]]) -> None:
    as_text = [sorted(rows, key=lambda row: (str(row[0]), row[1])) for rows in sources]
    batches = [_batches(rows, at) for rows, at in zip(as_text, cuts, strict=True)]

    found = _rows(woven(batches, _names, ["position"]))

    assert found == sorted((row for rows in sources for row in rows), key=lambda row: (str(row[0]), row[1]))


def test_no_sources_give_no_rows() -> None:
    assert list(woven([], _keys, [])) == []


def test_sources_are_read_no_further_than_the_rows_that_are_taken() -> None:
    taken = []

    def source(first: int) -> Iterator[pa.RecordBatch]:
        for number in range(first, 100, 2):
            taken.append(number)
            yield from _batches([(number, 1, 0)], [])

    together = woven([source(0), source(1)], _keys, [])
    first = [_rows(iter([next(together)])) for _ in range(4)]

    assert first == [[(number, 1, 0)] for number in range(4)]
    assert max(taken) < 8


@given(_KEYS, _CUTS, st.sets(st.integers(0, 13), max_size=4))
def test_parts_begin_where_they_are_asked_to_and_none_is_missing(
    keys: list[tuple[int, int]], cuts: list[int], starts: set[int]
) -> None:
    rows = sorted((*key, 0) for key in keys)
    bounds = [0, *sorted(starts - {0}), 99]

    parts = [_rows(part) for part in cut_at(_batches(rows, cuts), _keys, bounds[:-1])]

    assert parts == [[row for row in rows if low <= row[0] < high] for low, high in pairwise(bounds)]


@given(_KEYS, _CUTS, st.sets(st.integers(0, 13)))
def test_rows_of_dropped_keys_go_and_all_others_stay(
    keys: list[tuple[int, int]], cuts: list[int], dropped: set[int]
) -> None:
    rows = sorted((*key, 0) for key in keys)

    kept = list(without(_batches(rows, cuts), _keys, pa.array(sorted(dropped), pa.int64())))

    assert _rows(iter(kept)) == [row for row in rows if row[0] not in dropped]
    assert all(batch.num_rows for batch in kept)
