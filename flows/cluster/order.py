"""What a worker is told: which shard, and where to stage it."""

import pickle
import zlib
from dataclasses import dataclass

from flows.cluster.passport import Passport
from pipeline.limits import Limits
from pipeline.raw import Place, Raw
from pipeline.shards import Shard

_FAST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All that a worker needs to parse a shard.

    The scheduler keeps it until the shard is done. So the shard is packed, to some 30 bytes a file, or 80 where its
    page is known: at most some megabytes, for a shard is cut by bytes of input, however small its files are.
    """

    passport: Passport
    """The worker's own has to be the same."""
    raw: Raw
    """What the run reads; the worker has to see it too."""
    staging: Place
    """The run's own folder of staged shards on a disk that all share, or their prefix in a store."""
    limits: Limits
    """What one page may take."""
    packed: bytes

    @property
    def shard(self) -> Shard:
        """The shard, unpacked."""
        shard: Shard = pickle.loads(zlib.decompress(self.packed))  # noqa: S301  # who may send it may run any code there
        return shard


def packed(shard: Shard) -> bytes:
    """A shard, ready to be sent."""
    return zlib.compress(pickle.dumps(shard), _FAST)
