"""What a dataset holds, wherever it lives: every snapshot with what its run changed, names, and what lies beside."""

from pipeline.dataset.history import Status
from pipeline.dataset.homes import history_of
from pipeline.raw import Place


def status_of(output: Place) -> Status:
    """What is there; a snapshot that goes meanwhile is left out. Raises DatasetMissing."""
    return history_of(output).status()
