"""What a caller may set when it publishes; nothing here changes a row."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Weaving(Enum):
    """Which ranges get a new base that holds their additions, too."""

    MANY = "many"
    """Those that something changes in, where their additions became many."""
    ALL = "all"
    """Every one that has additions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishSettings:
    """How a dataset is published: the size of its files, the means of the merge, and what is kept."""

    articles_per_range: int = 100_000
    """Articles in a PMID range; a range is split when it has twice as many."""
    addresses_per_file: int = 250_000
    """Captures, or inputs, in a file; it is split when it has twice as many."""
    additions_share: float = 0.125
    """A range is written anew when its additions would be a greater part of its base than this."""
    smallest_base: int = 10_000
    """Articles below which a range has no additions: writing it anew costs a second."""
    weaving: Weaving = Weaving.MANY
    memory_limit: str = "1GB"
    """Memory of the decisions, as DuckDB writes it; what does not fit goes to disk.

    A limit, not a reservation: small inputs never come near it. What cannot go to disk grows with the captures and
    the threads; 256 MB were too few for 2 million captures.
    """
    sort_memory: int = 16 * 2**20
    """Bytes of rows that are sorted at once; what does not fit goes to disk."""
    threads: int = 2
    """Threads of the merge; it takes at most 4, for each of them needs a share of the memory."""
    lock_timeout: timedelta = timedelta(seconds=60)
    keep_count: int = 3
    """So many of the newest snapshots are kept, whatever their age."""
    keep_age: timedelta = timedelta(hours=48)
    """Snapshots younger than this are kept, whatever their number."""
    sweep_age: timedelta = timedelta(hours=72)
    """In an object store, files of no snapshot are removed at this age: younger ones may be a run's under way."""
