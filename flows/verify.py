"""A look at a published snapshot as a Prefect flow, for a schedule: a damaged dataset is a failed run that says why."""

from functools import partial

from prefect import flow, get_run_logger

from flows.ending import answered, asked_of, tell_of_stop
from flows.errors import DatasetDamaged
from flows.parameters import PlaceText
from flows.verifying import SAMPLE, verified, verified_with_pages
from pipeline.dataset.verifying.findings import Verification
from pipeline.raw import place_of

_NAME = "verify"


@flow(name=_NAME, persist_result=False, on_cancellation=[tell_of_stop], on_crashed=[tell_of_stop])
def verify(output: PlaceText, snapshot: str = "current", raw: PlaceText | None = None, sample: int = SAMPLE) -> int:
    """Hold a snapshot against all that is promised of it; its number. DatasetDamaged names what is broken.

    Args:
        output: The folder of the dataset, or its address in an object store.
        snapshot: Its number or its name; `current` and `previous` are names.
        raw: Where its pages lie, if some of them shall be read again.
        sample: How many of them.
    """
    return answered(
        asked_of(_NAME, output, raw),
        partial(_number_of_sound, output, snapshot, raw, sample),
        lambda number: f"snapshot {number} keeps its promises, as far as it was looked at",
    )


def _number_of_sound(output: str, snapshot: str, raw: str | None, sample: int) -> int:
    found = _looked_at(output, snapshot, raw, sample)
    for what in found.unchecked:
        get_run_logger().warning("not looked at: %s", what)
    for one in found.broken:
        get_run_logger().error("%s: %s (%d)", one.file or one.table, one.what, one.number)
    if not found.is_sound or found.number is None:
        first = found.broken[0]
        where = first.file or first.table or "the snapshot"
        raise DatasetDamaged(f"{output} is damaged ({len(found.broken)} findings): {where}: {first.what}")
    return found.number


def _looked_at(output: str, snapshot: str, raw: str | None, sample: int) -> Verification:
    place = place_of(output)
    return verified(place, snapshot) if raw is None else verified_with_pages(place, snapshot, place_of(raw), sample)
