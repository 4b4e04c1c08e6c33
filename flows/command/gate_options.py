"""Options of what a run is judged by before it publishes; every one has its default from `pipeline.quality`."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.command.options import Flag
from pipeline.quality.settings import USUAL

Share = Annotated[float, Parameter(validator=Number(gte=0, lte=1))]
Count = Annotated[int, Parameter(validator=Number(gte=1))]


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class GateOptions:
    """What stops a run before it publishes."""

    accept: Flag = False
    """Publish although the pages show less than those of the runs before: somebody has looked. What they show now is
    what later runs are compared with."""
    runs_compared: Count = USUAL.runs_compared
    """How many of the last runs count."""
    least_fall: Share = USUAL.least_fall
    """Part of its share that a column has to lose at least; 1 for a column that is gone, and nothing else."""
    false_alarms: Share = USUAL.false_alarms
    """Runs that may be stopped by chance, of those that are like the ones before: 0 never stops one for a column."""
