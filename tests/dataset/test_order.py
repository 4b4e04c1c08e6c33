"""Rows come out in their order, whether memory holds them or not."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset.snapshot.pieces import in_one_piece
from pipeline.dataset.writing.order import Sorting, in_order

_ONE_ROW = 1
_ALL_ROWS = 2**30


def _batches(rows: Sequence[tuple[int, str, str]], size: int) -> list[pa.RecordBatch]:
    columns: dict[str, pa.DataType] = {"rank": pa.int64(), "language": pa.string(), "text": pa.string()}
    schema = pa.schema(columns)
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [
        pa.RecordBatch.from_pylist([dict(zip(schema.names, row, strict=True)) for row in part], schema)
        for part in parts
    ]


def _ordered(rows: Sequence[tuple[int, str, str]], size: int, memory: int, folder: Path) -> list[tuple[int, str, str]]:
    how = Sorting(by=("language",), memory=memory, spill=folder)
    ranks = range(1, max((rank for rank, _, _ in rows), default=0) + 1)
    found = (row for batch in in_order(_batches(rows, size), ranks, how) for row in batch.to_pylist())
    return [(row["rank"], row["language"], row["text"]) for row in found]


_ROWS = st.lists(
    st.tuples(st.integers(1, 9000), st.text("aBé", max_size=3), st.text(max_size=5)),
    max_size=40,
    unique_by=lambda row: row[:2],
)


@given(_ROWS, st.integers(1, 50), st.sampled_from([_ONE_ROW, 300, _ALL_ROWS]))
def test_rows_are_sorted_by_rank_and_then_by_the_bytes_of_the_key(
    rows: list[tuple[int, str, str]], size: int, memory: int
) -> None:
    with TemporaryDirectory() as folder:
        found = _ordered(rows, size, memory, Path(folder))

    assert found == sorted(rows, key=lambda row: (row[0], row[1].encode()))


def test_nothing_is_left_where_rows_waited(tmp_path: Path) -> None:
    rows = [(rank, "", "") for rank in range(5000, 0, -1)]

    _ordered(rows, 100, _ONE_ROW, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_rows_of_one_rank_may_be_more_than_memory_should_hold(tmp_path: Path) -> None:
    rows = [(1, f"{number:03d}", "") for number in range(300, 0, -1)]

    assert _ordered(rows, 7, _ONE_ROW, tmp_path) == rows[::-1]


def test_an_error_in_the_rows_is_not_the_end_of_the_rows(tmp_path: Path) -> None:
    def failing() -> list[pa.RecordBatch]:
        raise MemoryError

    with pytest.raises(MemoryError):
        list(
            in_order((batch for _ in [0] for batch in failing()), range(1, 9), Sorting(by=(), memory=1, spill=tmp_path))
        )


def _many_rows(count: int) -> Iterator[pa.RecordBatch]:
    """A kilobyte each, a hundred at a time."""
    for start in range(count, 0, -100):
        yield pa.record_batch({"rank": pa.array(range(start, start - 100, -1), pa.int64()), "text": ["x" * 1000] * 100})


def test_rows_that_wait_are_not_in_memory(tmp_path: Path) -> None:
    how = Sorting(by=(), memory=200_000, spill=tmp_path)
    before = pa.total_allocated_bytes()

    held = [pa.total_allocated_bytes() - before for _ in in_order(_many_rows(20_000), range(1, 20_001), how)]

    assert max(held) < 2_000_000


def test_the_batches_that_are_put_into_one_piece_are_given_up() -> None:
    batches = [pa.record_batch({"n": [1, 2]}).slice(1), pa.record_batch({"n": [3]})]

    assert in_one_piece(batches)["n"].chunks == [pa.array([2, 3])]
    assert batches == []
