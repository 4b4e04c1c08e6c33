"""A sample of articles whose pages are read again: whether the dataset holds what they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.dataset import Snapshot
from pipeline.dataset.reading.read import paths_of
from pipeline.dataset.snapshot.queries import reader
from pipeline.explaining.explain import origin_of
from pipeline.extract import CURRENT_READERS
from pipeline.raw import Place
from pipeline.tables import ARTICLES

_SAMPLE = """
SELECT article_id FROM read_parquet($paths) WHERE parser_version IN (FROM (SELECT unnest($readers)))
ORDER BY hash(article_id || $seed) LIMIT $number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """What became of a sample."""

    same: int
    gone: int
    """Articles whose pages are not where they were, or have other bytes."""
    other: tuple[str, ...]
    """Articles that are told in another way than their page, with what differs."""


def sampled(snapshot: Snapshot, raw: Place, number: int, told: Callable[[int], None]) -> Sampled:
    """Read so many pages again, of a snapshot that the caller has pinned; other ones for another snapshot."""
    same, gone, other = 0, 0, []
    for done, article_id in enumerate(_sample(snapshot, number)):
        told(done)
        origin = origin_of(snapshot, article_id, raw)
        if not origin.is_at_hand:
            gone += 1
        elif origin.differs:
            other.append(f"{article_id} ({', '.join(origin.differs)})")
        else:
            same += 1
    return Sampled(same=same, gone=gone, other=tuple(other))


def _sample(snapshot: Snapshot, number: int) -> Sequence[str]:
    with reader() as session:
        asked = {
            "paths": paths_of(snapshot, ARTICLES),
            "readers": sorted(CURRENT_READERS),
            "seed": str(snapshot.number),
            "number": number,
        }
        return [str(name) for (name,) in session.execute(_SAMPLE, asked).fetchall()]
