"""Who runs a run, and who reads its pages; apart from the command, so that its help needs nothing else."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated

from cyclopts import Parameter

from flows.command.options import Workers


class Runner(Enum):
    """What decides when each part of a run happens."""

    LOCAL = "local"
    """Prefect, on this machine."""
    PLAIN = "plain"
    """Nothing: one part after the other."""
    DASK = "dask"
    """The same, with pages read by the workers of a Dask cluster."""


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a run is run with."""

    runner: Runner = Runner.LOCAL
    """`local` runs with Prefect on this machine; `plain` does the same without Prefect; `dask` as well, with the pages
    read by the workers of a Dask cluster."""
    scheduler: Annotated[str | None, Parameter(metavar="ADDRESS")] = None
    """With `dask`, the address of the cluster's scheduler: tcp://HOST:8786."""
    workers: Workers = None
    """Processes that read pages at a time; with `dask`, these are all that the cluster has."""


def _confirm_scheduler(_type: object, means: Means) -> None:
    """The one is nothing without the other."""
    if means.runner is Runner.DASK and means.scheduler is None:
        raise ValueError("--runner dask needs the address of a scheduler: --scheduler tcp://HOST:8786")
    if means.runner is not Runner.DASK and means.scheduler is not None:
        raise ValueError("--scheduler goes with --runner dask")


MeansOptions = Annotated[Means, Parameter(name="*", validator=_confirm_scheduler)]
THIS_MACHINE = Means()
