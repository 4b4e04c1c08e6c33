"""Why a run can fail as a whole; what is wrong with a single page is a row in `captures`, not an error.

PipelineError
└── RunError            the run ends without a new snapshot
    ├── NothingToRead     the raw folder holds no file that a reader knows
    ├── WorkerDied        the process that parsed a shard was killed, by a person or for want of memory
    ├── ShardsFailed      some shards could not be parsed, whatever was tried; the others are staged
    ├── WrongSetting      a variable of the environment says what cannot be
    ├── QualityAlarm      what the pages show fell off against the runs before; all shards are staged
    ├── DatasetDamaged    a published dataset breaks a promise; nobody wrote anything
    ├── Stopped           the run was asked to stop
    ├── EngineMissing     Prefect could not start
    │   ├── PortTaken       something else listens where its server should
    │   ├── AlreadyServing  another `pubmed-etl serve` uses the same files
    │   └── ServerLost      the server that `pubmed-etl serve` started is gone
    └── ClusterUnusable   there is no cluster at that address, or its workers are not fit for this run
"""

from pipeline.errors import PipelineError


class RunError(PipelineError):
    """The run ends without a new snapshot."""


class NothingToRead(RunError):
    """The raw folder holds no file that a reader knows."""


class WorkerDied(RunError):
    """The process that parsed a shard was killed."""


class ShardsFailed(RunError):
    """Some shards could not be parsed, whatever was tried."""


class WrongSetting(RunError):
    """A variable of the environment says what cannot be."""


class QualityAlarm(RunError):
    """What the pages show fell off against the runs before, and nobody has accepted that."""


class DatasetDamaged(RunError):
    """A published dataset breaks a promise."""


class Stopped(RunError):
    """The run was asked to stop."""


class EngineMissing(RunError):
    """Prefect could not start."""


class PortTaken(EngineMissing):
    """Something else listens where Prefect's server should."""


class AlreadyServing(EngineMissing):
    """Another `pubmed-etl serve` uses the same files."""


class ServerLost(EngineMissing):
    """The server that `pubmed-etl serve` started is gone."""


class ClusterUnusable(RunError):
    """There is no cluster at that address, or its workers are not fit for this run."""
