"""Whether Dask is here: a run on one machine does without it, so it is an extra."""

from importlib.util import find_spec

from flows.errors import ClusterUnusable


def confirm_installed() -> None:
    """ClusterUnusable where Dask is missing."""
    if find_spec("distributed") is None:
        raise ClusterUnusable(
            "a run on a cluster needs Dask, which is not installed here: pip install -c constraints.txt '.[cluster]'"
        )
