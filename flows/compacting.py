"""Compacting a dataset as a Prefect flow: what nights added is woven into as few files as can be."""

from functools import partial

from prefect import flow

from flows.ending import asked_of, ended, tell_of_stop
from flows.parameters import PlaceText, Workers
from flows.run import usable_cores
from flows.steps import compacted
from pipeline.dataset import Compacted
from pipeline.raw import place_of

_NAME = "compact"


@flow(name=_NAME, persist_result=False, on_cancellation=[tell_of_stop], on_crashed=[tell_of_stop])
def compact(output: PlaceText, workers: Workers | None = None) -> Compacted:
    """Weave what nights added beside the files of a dataset into these; no row changes.

    Args:
        output: The folder of the dataset, or its address in an object store.
        workers: Threads that write; as many as there are cores where it is not given.
    """
    return ended(asked_of(_NAME, output), partial(compacted, place_of(output), workers or usable_cores()))
