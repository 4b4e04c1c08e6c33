"""A sample of articles whose pages are read again: whether the dataset holds what they show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.dataset import Snapshot
from pipeline.dataset.reading.read import paths_of
from pipeline.dataset.snapshot.queries import reader
from pipeline.explaining.explain import Origin, origin_of
from pipeline.explaining.rereading import reread_each
from pipeline.extract import CURRENT_READERS
from pipeline.raw import Place
from pipeline.sources import input_of
from pipeline.tables import ARTICLES

_SAMPLE = """
SELECT article_id, source_uri, capture_id FROM read_parquet($paths)
WHERE parser_version IN (FROM (SELECT unnest($readers)))
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
    for done, (article_id, origin) in enumerate(_origins(snapshot, raw, number)):
        told(done)
        if not origin.is_at_hand:
            gone += 1
        elif origin.differs:
            other.append(f"{article_id} ({', '.join(origin.differs)})")
        else:
            same += 1
    return Sampled(same=same, gone=gone, other=tuple(other))


def _origins(snapshot: Snapshot, raw: Place, number: int) -> Iterator[tuple[str, Origin]]:
    """File by file, since a file that holds many pages takes long to be read."""
    for source_uri, articles in _sample(snapshot, number).items():
        for capture_id, page in reread_each(raw, source_uri, articles):
            article_id = articles[capture_id]
            yield article_id, origin_of(snapshot, article_id, page)


def _sample(snapshot: Snapshot, number: int) -> Mapping[str, Mapping[str, str]]:
    """Articles by the digest of their page, by the file that it is in."""
    with reader() as session:
        asked = {
            "paths": paths_of(snapshot, ARTICLES),
            "readers": sorted(CURRENT_READERS),
            "seed": str(snapshot.number),
            "number": number,
        }
        found = session.execute(_SAMPLE, asked).fetchall()
    by_file: dict[str, dict[str, str]] = {}
    for article_id, source_uri, capture_id in found:
        by_file.setdefault(input_of(source_uri), {})[capture_id] = article_id
    return by_file
