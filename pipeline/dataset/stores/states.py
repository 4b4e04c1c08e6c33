"""The published states of a dataset in an object store: their manifests, and the files that these name."""

from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from pipeline.dataset.snapshot.manifest import Manifest, OlderFormat, understood
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache
from pipeline.dataset.stores.prefix import Prefix
from pipeline.errors import DatasetError, SnapshotMissing
from pipeline.raw import ObjectPath
from pipeline.sources.stores import StoredObject

RETIRED = b'{"retired": true}\n'
"""What a manifest becomes when its state is retired: its number stays taken, whoever still starts from an old state."""


def states(prefix: Prefix) -> dict[int, StoredObject]:
    """All manifests by their numbers, ascending, but for retired ones. Raises DatasetError."""
    alive = (one for one in bucket.listed(prefix.manifests) if one.size != len(RETIRED))
    found = {number: one for one in alive if (number := prefix.number_of(one.path)) is not None}
    return dict(sorted(found.items()))


def manifest_of(state: StoredObject, cache: Cache) -> Manifest:
    """What a state consists of. Raises DatasetError where this program cannot read it; SnapshotMissing."""
    try:
        return _confined(understood(_text(state, cache)))
    except OlderFormat as error:
        raise OlderFormat(f"{state.path}: {error}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise DatasetError(
            f"{state.path} is no manifest that this program can read: {error!r}. If a newer pubmed-etl wrote it, use "
            "that one; if it does not belong there, remove it, and the state of the number before it is current again"
        ) from error


def _text(state: StoredObject, cache: Cache) -> bytes:
    if state.etag is None:
        return _read(state.path)
    return cache.manifest(cached_name(state), partial(_read, state.path))


def cached_name(state: StoredObject) -> str:
    """What a manifest is called in the cache: another one under the same address has another name."""
    return f"{sha256(f'{state.path} {state.etag}'.encode()).hexdigest()[:32]}.json"


def _read(path: ObjectPath) -> bytes:
    body = bucket.read(path)
    if body is None or body == RETIRED:
        raise SnapshotMissing(f"{path} was retired after it was listed: try again")
    return body


def _confined(manifest: Manifest) -> Manifest:
    """ValueError for a file that would lie elsewhere: what a store says becomes a path of this machine."""
    for file in manifest.files:
        path = PurePosixPath(file.path)
        if path.is_absolute() or ".." in path.parts or path.as_posix() != file.path:
            raise ValueError(f"{file.path!r} is no path below the dataset")
    return manifest
