"""Tests for articles and what they tell of their captures, which come apart and in one order."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pytest

from pipeline.dataset.writing.origins import with_origins
from pipeline.errors import SnapshotInvalid


def _articles(*sizes: int) -> Iterator[pa.RecordBatch]:
    for ranks in _cut(sizes):
        yield _batch(ranks, "title", [f"Title {rank}" for rank in ranks])


def _origins(*sizes: int) -> Iterator[pa.RecordBatch]:
    for ranks in _cut(sizes):
        yield _batch(ranks, "url", [f"/{rank}/" for rank in ranks])


def _batch(ranks: list[int], name: str, told: list[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(ranks, pa.int64()), pa.array(told, pa.string())], names=["rank", name])


def _cut(sizes: Sequence[int]) -> Iterator[list[int]]:
    start = 1
    for size in sizes:
        yield list(range(start, start + size))
        start += size


@pytest.mark.parametrize("sizes", [(7,), (3, 4), (1, 5, 1), (2, 0, 5), (4, 3)])
def test_every_article_gets_the_origin_of_its_rank_however_both_are_cut(sizes: Sequence[int]) -> None:
    rows = [row for batch in with_origins(_articles(3, 0, 4), _origins(*sizes), ["url"]) for row in batch.to_pylist()]

    assert rows == [{"rank": rank, "title": f"Title {rank}", "url": f"/{rank}/"} for rank in range(1, 8)]


@pytest.mark.parametrize("sizes", [(), (6,), (3,)])
def test_an_article_without_an_origin_is_an_error(sizes: Sequence[int]) -> None:
    with pytest.raises(SnapshotInvalid, match="without its capture"):
        list(with_origins(_articles(3, 4), _origins(*sizes), ["url"]))


def test_an_origin_without_an_article_is_an_error() -> None:
    with pytest.raises(SnapshotInvalid, match="without its article"):
        list(with_origins(_articles(3, 4), _origins(8), ["url"]))


def test_an_origin_of_another_rank_is_an_error() -> None:
    others = (batch for batch in _origins(1, 7) if batch.num_rows == 7)

    with pytest.raises(SnapshotInvalid, match="without its capture"):
        list(with_origins(_articles(7), others, ["url"]))
