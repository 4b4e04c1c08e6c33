"""Staged shards that go through the store, from the machine that parsed them to the one that publishes.

<output>/_work/<plan>/000003.zip    a finished shard

A shard is one object, so it is there whole or not at all, and nothing has to be renamed. One that is sent twice, by a
worker that was taken for dead and by another, is the one that came last: never a mixture, for whoever fetches it asks
all parts of the same one.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

from pipeline.dataset.stores import bucket
from pipeline.errors import DatasetBusy, DatasetError, SourceError
from pipeline.raw import ObjectPath
from pipeline.sources.faults import StoreError
from pipeline.sources.stores import StoredObject, object_at
from pipeline.staging.stage import StagedShard, new_shard

_PARCEL = re.compile(r"(\d{6,})\.zip")
_TRIES: Final = 3
"""How often a parcel is fetched that arrives damaged, or that another one replaces meanwhile."""


def send(shard: StagedShard, staging: ObjectPath) -> None:
    """Store a finished shard. Raises DatasetError."""
    with tempfile.TemporaryDirectory(dir=shard.path.parent) as folder:
        packed = Path(folder, "packed.zip")
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as parcel:
            for file in sorted(shard.path.iterdir()):
                parcel.write(file, file.name)
        bucket.upload(_place(staging, shard.number), packed)


def sent(staging: ObjectPath) -> frozenset[int]:
    """The numbers of the shards that are there. Raises DatasetError."""
    named = (_PARCEL.fullmatch(found.path.name) for found in bucket.listed(staging))
    return frozenset(int(name[1]) for name in named if name)


def fetch(staging: ObjectPath, shard: int, work: Path) -> None:
    """Make it a shard of this machine. Raises DatasetError; DatasetBusy where it is not there any more."""
    place = _place(staging, shard)
    fault: Exception | None = None
    for _ in range(_TRIES):
        try:
            return _unpack(bucket.download(place, *_state(place)), shard, work)
        except (StoreError, zipfile.BadZipFile) as error:
            fault = error
    raise DatasetError(f"{place} cannot be fetched: {fault}. Run it again") from fault


def clear(staging: ObjectPath) -> None:
    """Remove what was sent. Raises DatasetError."""
    bucket.remove(found.path for found in bucket.listed(staging))


def _place(staging: ObjectPath, shard: int) -> ObjectPath:
    return staging / f"{shard:06d}.zip"


def _state(place: ObjectPath) -> tuple[int, str | None]:
    """Its size, and what tells it from one that replaces it."""
    found = _found(place)
    if found is None:
        raise DatasetBusy(f"{place} is gone: another run of the same pages has published, or removed it; run it again")
    return found.size, found.etag


def _found(place: ObjectPath) -> StoredObject | None:
    try:
        return object_at(place)
    except SourceError as error:
        raise DatasetError(str(error)) from error


def _unpack(parts: Iterable[bytes], shard: int, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=work) as arrived, new_shard(work, shard) as folder:
        arrived.writelines(parts)
        _extract(arrived, folder)


def _extract(arrived: IO[bytes], folder: Path) -> None:
    with zipfile.ZipFile(arrived) as parcel:
        parcel.extractall(folder)
