"""What was built once is not built again, for tests about what comes before or after: they bring pages by `given`.

The same shards in the same state give the same files (test_determinism proves it), so only the first of equal
publications decides and writes them; each claims its home, checks, commits and retires as ever. What a test is about
is always built: by `published` and `Machine.publish`.
"""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from pipeline.dataset import Publication, program_digest, publishing
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import Held
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.staging import StagedShard

Build = Callable[[Held, Sequence[StagedShard], Path, Publication], Manifest]

_ANY = timedelta(0)
_IS_REMEMBERED = ContextVar("_IS_REMEMBERED", default=False)


@contextmanager
def remembered() -> Iterator[None]:
    """What this thread publishes in here is taken from what was built before, where it was."""
    before = _IS_REMEMBERED.set(True)
    try:
        yield
    finally:
        _IS_REMEMBERED.reset(before)


@dataclass(frozen=True, slots=True)
class _Built:
    """What was built, and the files that were held then."""

    manifest: Manifest
    held: Sequence[WrittenFile]

    def from_state(self, held: Sequence[WrittenFile]) -> Manifest:
        """The same from an equal state, whose files have other names: in a store each has a name of its own."""
        named = {before.path: now for before, now in zip(self.held, held, strict=True)}
        return replace(self.manifest, files=tuple(named.get(file.path, file) for file in self.manifest.files))


@dataclass(frozen=True, slots=True)
class Builds:
    """All that was built to be remembered, by what it was built from."""

    build: Build
    folder: Path
    known: dict[str, _Built] = field(default_factory=dict)

    def __call__(self, held: Held, shards: Sequence[StagedShard], scratch: Path, how: Publication) -> Manifest:
        if not _IS_REMEMBERED.get():
            return self.build(held, shards, scratch, how)
        key, files = _digest(held, shards, how), held.manifest.files if held.manifest else ()
        if key in self.known:
            shutil.copytree(self.folder / key, scratch / "snapshot")
            return self.known[key].from_state(files)
        manifest = self.build(held, shards, scratch, how)
        shutil.copytree(scratch / "snapshot", self.folder / key)
        self.known[key] = _Built(manifest, files)
        return manifest


_OWN_NAME = re.compile(r"\.[0-9a-f]{8}(?=\.parquet)")
"""What a store's files are told apart by."""


def _digest(held: Held, shards: Sequence[StagedShard], how: Publication) -> str:
    """Names all that decides what is built; what is kept, and for how long, decides nothing of it."""
    building = replace(
        how, settings=replace(how.settings, lock_timeout=_ANY, keep_count=0, keep_age=_ANY, sweep_age=_ANY)
    )
    state = repr((held.manifest, building, program_digest(), publishing._storage(how.settings)))
    digest = hashlib.sha256(_OWN_NAME.sub("", state).encode("utf-8", "surrogatepass"))
    for shard in shards:
        for file in sorted(shard.path.iterdir()):
            digest.update(f"{shard.number} {file.name} {file.stat().st_size} ".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
