"""A scheduler's address -> a client, whose workers are fit: who cannot be used is told before anything is made."""

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Final

from distributed import Client
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError

from flows.cluster.passport import SAME_EVERYWHERE, Passport, confirm_same, own_passport
from flows.errors import ClusterUnusable

PATIENCE = 10.0
"""Seconds that a scheduler has to answer."""
GONE: Final = (CancelledError, ClosedClientError, CommClosedError)
"""What a client meets whose scheduler went away."""


@contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """Be a client of the scheduler; what it has not finished at the end is given up. Raises ClusterUnusable."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # the terminal is ours
    try:
        client = Client(scheduler, timeout=PATIENCE, name="pubmed-etl")
    except (OSError, ValueError) as error:
        raise ClusterUnusable(f"no Dask scheduler answers at {scheduler} ({error})") from error
    with client:
        confirm_fit(client, scheduler)
        yield client


def confirm_fit(client: Client, scheduler: str) -> None:
    """ClusterUnusable where there is no worker, or one that runs another program."""
    answers: dict[str, object] = client.run(own_passport, on_error="return")
    if not answers:
        raise ClusterUnusable(
            f"the scheduler at {scheduler} has no workers. Start some, on each machine: "
            f"dask worker {scheduler} --nworkers -1 --nthreads 1"
        )
    for worker, answer in answers.items():
        if not isinstance(answer, Passport):
            raise ClusterUnusable(f"the worker {worker} cannot run this program ({answer}). {SAME_EVERYWHERE}")
        confirm_same(own_passport(), answer, worker)


def threads_of(client: Client) -> int:
    """How many shards the workers can parse at a time, as of now: they come and go."""
    try:
        return sum(client.nthreads().values())
    except (*GONE, OSError) as error:
        raise gone(error) from error


def gone(error: Exception) -> ClusterUnusable:
    """What a person is told where the scheduler went away."""
    said = (str(error) or type(error).__name__).splitlines()[0]
    return ClusterUnusable(f"the scheduler went away ({said}). Start it, and run it again")
