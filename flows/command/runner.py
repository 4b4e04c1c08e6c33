"""Who runs a run; apart from the command, so that its help needs nothing else."""

from enum import Enum


class Runner(Enum):
    """What decides when each part of a run happens."""

    LOCAL = "local"
    """Prefect, on this machine."""
    PLAIN = "plain"
    """Nothing: one part after the other."""
