"""What an article's row tells of its capture, out of rows of their own in the same order."""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from pipeline.dataset.snapshot.pieces import in_one_piece
from pipeline.dataset.writing.order import RANK
from pipeline.errors import SnapshotInvalid


def with_origins(
    articles: Iterable[pa.RecordBatch], origins: Iterable[pa.RecordBatch], told: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    """The articles, each with the columns that the origin of its rank tells. Every article has one origin."""
    source, rest = iter(origins), list[pa.RecordBatch]()
    for batch in (some for some in articles if some.num_rows):
        beside = _following(source, batch.num_rows, rest)
        if not beside.column(RANK).equals(batch.column(RANK)):
            raise SnapshotInvalid("an article is without its capture, or has several")
        yield _joined(batch, beside, told)
    if any(batch.num_rows for batch in (*rest, *source)):
        raise SnapshotInvalid("a capture is without its article")


def _following(source: Iterator[pa.RecordBatch], number: int, rest: list[pa.RecordBatch]) -> pa.RecordBatch:
    """The next rows, as many as there are up to the number; of a batch that has more, the others are the rest."""
    taken: list[pa.RecordBatch] = []
    while number and (batch := rest.pop() if rest else next(source, None)) is not None:
        taken.append(batch.slice(0, number))
        if batch.num_rows > number:
            rest.append(batch.slice(number))
        number -= taken[-1].num_rows
    if not taken:
        raise SnapshotInvalid("an article is without its capture")
    return in_one_piece(taken).to_batches()[0]


def _joined(articles: pa.RecordBatch, origins: pa.RecordBatch, told: Sequence[str]) -> pa.RecordBatch:
    for name in told:
        articles = articles.append_column(name, origins.column(name))
    return articles
