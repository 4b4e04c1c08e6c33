"""What this machine keeps of a dataset in an object store: what is at work, and files that were needed before.

<caches>/pubmed-etl/objects/<digest of the address>/
    address.txt     which dataset it is
    _work/, _run    what a run stages, as below an output folder
    scratch/        what a run builds
    files/          files of the dataset, under their names there; they never change
    manifests/      manifests, under their number and the store's name for their bytes
    arrivals/       what is on its way into one of these
    _lock           held by the run that publishes

All of it may be removed at any time when no run is at work.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Final

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.durable import flush
from pipeline.errors import DatasetError
from pipeline.raw import ObjectPath

MOST_BYTES: Final = 20 * 2**30
"""Of files that are kept for a later run; those that were not used for longest go first."""
_IN_USE: Final = timedelta(hours=1)
"""A reader opens a file within this time after it asked for it."""


@dataclass(frozen=True, slots=True)
class Cache:
    """The folder of one dataset."""

    root: Path

    @property
    def scratch(self) -> Path:
        """The folder of what is not published yet."""
        return self.root / "scratch"

    @property
    def lock(self) -> Path:
        """The file that a publisher locks."""
        return self.root / "_lock"

    @property
    def _files(self) -> Path:
        return self.root / "files"

    @property
    def _manifests(self) -> Path:
        return self.root / "manifests"

    @property
    def _arrivals(self) -> Path:
        return self.root / "arrivals"

    def place(self, file: WrittenFile) -> Path:
        """Where a file is, if it is here."""
        return self._files / file.path

    def holds(self, file: WrittenFile) -> bool:
        """Whether a file is here; it is in use from now on."""
        place = self.place(file)
        try:
            is_whole = place.stat().st_size == file.bytes
            os.utime(place)
        except FileNotFoundError:
            return False
        return is_whole

    def keep(self, file: WrittenFile, parts: Iterable[bytes]) -> Path | None:
        """Keep a file that arrives in parts; None where these are not the bytes that the manifest promises."""
        digest = hashlib.sha256()
        with self._arriving(self.place(file)) as (stream, arrived):
            for part in parts:
                digest.update(part)
                stream.write(part)
            if digest.hexdigest() != file.sha256:
                return None
            arrived()
        return self.place(file)

    def adopt(self, file: WrittenFile, built: Path) -> None:
        """Keep a file that was built here, and is stored now."""
        place = self.place(file)
        place.parent.mkdir(parents=True, exist_ok=True)
        flush(built)
        built.replace(place)

    def manifest(self, name: str, fetch: Callable[[], bytes]) -> bytes:
        """A manifest that never changes, from here or from where it is."""
        place = self._manifests / name
        try:
            return place.read_bytes()
        except FileNotFoundError:
            body = fetch()
        with self._arriving(place) as (stream, arrived):
            stream.write(body)
            arrived()
        return body

    def tidy(self, files: Collection[str], manifests: Collection[str], now: datetime) -> None:
        """Remove what these names do not name, and of the files what is too much; what may be in use stays."""
        idle = (now - _IN_USE).timestamp()
        size = 0
        for place, told in sorted(_below(self._files), key=lambda one: -one[1].st_mtime):
            size += told.st_size
            is_named = place.relative_to(self._files).as_posix() in files
            if (not is_named or size > MOST_BYTES) and told.st_mtime < idle:
                place.unlink(missing_ok=True)
        for place, told in (*_below(self._manifests), *_below(self._arrivals)):
            if place.name not in manifests and told.st_mtime < idle:
                place.unlink(missing_ok=True)

    @contextmanager
    def _arriving(self, place: Path) -> Iterator[tuple[IO[bytes], Callable[[], object]]]:
        """A file to write to, and what to call when it is whole: else it never has its name, and nothing is left."""
        place.parent.mkdir(parents=True, exist_ok=True)
        self._arrivals.mkdir(exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._arrivals)
        partial = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:

                def arrived() -> None:
                    stream.flush()
                    flush(partial)
                    partial.replace(place)

                yield stream, arrived
        finally:
            partial.unlink(missing_ok=True)


def cache_of(address: ObjectPath) -> Cache:
    """The folder of the dataset at this address; it is made if it is not there. Raises DatasetError."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    endpoint = next((os.environ[name] for name in _ENDPOINTS if os.environ.get(name)), "")
    digest = hashlib.sha256(f"{address} {endpoint}".encode()).hexdigest()[:16]
    root = caches / "pubmed-etl" / "objects" / digest
    try:
        root.mkdir(parents=True, exist_ok=True)
        (root / "address.txt").write_text(f"{address}\n", encoding="utf-8")
    except OSError as error:
        raise DatasetError(
            f"{root} cannot be written ({error.strerror}), and a dataset in an object store needs it for what is at "
            "work: set XDG_CACHE_HOME to a folder that can"
        ) from error
    return Cache(root)


_ENDPOINTS: Final = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
"""Two stores may both have a bucket of that name."""


def _below(folder: Path) -> list[tuple[Path, os.stat_result]]:
    return [(path, path.stat()) for path in folder.rglob("*") if path.is_file()]
