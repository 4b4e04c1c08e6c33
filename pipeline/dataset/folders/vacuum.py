"""Old snapshots go now, instead of with the next run that changes something."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipeline.dataset.disk.lock import exclusive
from pipeline.dataset.disk.places import Output
from pipeline.dataset.folders.history import confirm_sound, recover, retire
from pipeline.dataset.folders.names import place_of
from pipeline.dataset.folders.sizes import bytes_below
from pipeline.dataset.history import CURRENT, Retirement
from pipeline.dataset.settings import PublishSettings


def vacuum(output: Path, settings: PublishSettings, now: datetime) -> Retirement:
    """Remove what a dead run left, and snapshots that the settings do not keep; DatasetBusy while a run publishes."""
    places = Output(output)
    place_of(places, CURRENT)
    with exclusive(places.lock, settings.lock_timeout):
        confirm_sound(places)
        places.scratch.mkdir(exist_ok=True)
        leftovers = bytes_below(places.scratch)
        recover(places)
        return replace(retire(places, settings, now), leftover_bytes=leftovers)
