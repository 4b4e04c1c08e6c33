"""What a dataset in an object store holds: every state with what its run changed, names, and what no state names."""

from collections import Counter
from collections.abc import Mapping

from pipeline.dataset.history import SnapshotStatus, Status, dataset_missing
from pipeline.dataset.settings import PublishSettings
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache
from pipeline.dataset.stores.keeps import keeps
from pipeline.dataset.stores.prefix import Prefix
from pipeline.dataset.stores.states import manifest_of, states
from pipeline.errors import DatasetError, SnapshotMissing
from pipeline.sources.stores import StoredObject


def status_of_store(prefix: Prefix, cache: Cache) -> Status:
    """What is there; DatasetMissing."""
    files = bucket.listed(prefix.files)
    manifests = _manifests(states(prefix), cache)
    if not manifests:
        raise dataset_missing(prefix.root)
    return Status(
        snapshots=_snapshots(manifests, keeps(prefix)),
        unpublished_bytes=_nobodys(prefix, files, manifests),
        unpublished_stay=PublishSettings().sweep_age,
    )


def _manifests(there: Mapping[int, StoredObject], cache: Cache) -> Mapping[int, Manifest | None]:
    """What the states consist of, but for those that are retired meanwhile; None for what this program cannot read."""
    found: dict[int, Manifest | None] = {}
    for number, state in there.items():
        try:
            found[number] = manifest_of(state, cache)
        except SnapshotMissing:
            continue
        except DatasetError:
            found[number] = None
    return found


def _snapshots(manifests: Mapping[int, Manifest | None], names: Mapping[str, int]) -> tuple[SnapshotStatus, ...]:
    shared = Counter(file.path for manifest in manifests.values() if manifest for file in manifest.files)
    are_known = None not in manifests.values()
    return tuple(
        SnapshotStatus(
            number=number,
            is_current=number == max(manifests),
            names=tuple(name for name, kept in names.items() if kept == number),
            bytes=sum(file.bytes for file in manifest.files) if manifest else None,
            own_bytes=sum(file.bytes for file in manifest.files if shared[file.path] == 1)
            if manifest and are_known
            else None,
            manifest=manifest,
        )
        for number, manifest in manifests.items()
    )


def _nobodys(prefix: Prefix, files: list[StoredObject], manifests: Mapping[int, Manifest | None]) -> int | None:
    """Bytes of the files that no state names; None where that of one cannot be known."""
    if None in manifests.values():
        return None
    named = {prefix.file(file) for manifest in manifests.values() if manifest for file in manifest.files}
    return sum(one.size for one in files if one.path not in named)
