"""Which home and which history a dataset has: the one place that tells a folder from an object store."""

from pathlib import Path

from pipeline.dataset.folders.local import local_home
from pipeline.dataset.folders.local_history import local_history
from pipeline.dataset.history import History
from pipeline.dataset.home import Home
from pipeline.dataset.stores.cache import cache_of
from pipeline.dataset.stores.object_history import object_history
from pipeline.dataset.stores.object_home import object_home
from pipeline.raw import ObjectPath, Place


def home_of(output: Place) -> Home:
    """The home of the dataset at a path or an address. Raises DatasetError."""
    return object_home(output) if isinstance(output, ObjectPath) else local_home(output)


def history_of(output: Place) -> History:
    """The snapshots of the dataset at a path or an address. Raises DatasetError."""
    return object_history(output) if isinstance(output, ObjectPath) else local_history(output)


def workplace_of(output: Place) -> Path:
    """The folder of this machine where a run keeps what it stages: the output itself, if that is here."""
    return cache_of(output).root if isinstance(output, ObjectPath) else output
