"""Files of a dataset in an object store, on this machine: fetched when they are asked for, kept for the next time."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.dataset.home import Overtaken
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.stores import bucket
from pipeline.dataset.stores.cache import Cache
from pipeline.dataset.stores.prefix import Prefix
from pipeline.dataset.stores.states import states
from pipeline.errors import DatasetError
from pipeline.sources.faults import StoreError
from pipeline.sources.stores import object_at

_TRIES: Final = 3
"""How often a file is fetched that arrives with other bytes than it has."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """The files of one state."""

    prefix: Prefix
    cache: Cache
    number: int
    """The state's."""

    def path_of(self, file: WrittenFile) -> Path:
        """Where a file is, once it is here. Raises DatasetError; Overtaken where it went with its state."""
        if self.cache.holds(file):
            return self.cache.place(file)
        found = self._fetched(file)
        if isinstance(found, Path):
            return found
        if max(states(self.prefix), default=0) > self.number:
            raise Overtaken(f"{found}, and there is a newer state of the dataset; try again")
        raise _damaged(found)

    def arrived(self, file: WrittenFile) -> Path:
        """Where a file is, once it came here again as the store has it now. Raises DatasetError, Overtaken."""
        place = self.prefix.file(file)
        there = object_at(place)
        is_whole = there is None or there.size == file.bytes
        found = self._fetched(file) if is_whole else f"{place} has {there.size if there else 0:,} bytes"
        if isinstance(found, Path):
            return found
        if self.number not in states(self.prefix):
            raise Overtaken(f"{found}: the state was retired meanwhile")
        raise _damaged(found)

    def _fetched(self, file: WrittenFile) -> Path | str:
        """Where a file is now; or why it did not come."""
        place = self.prefix.file(file)
        try:
            for _ in range(_TRIES):
                kept = self.cache.keep(file, bucket.download(place, file.bytes))
                if kept is not None:
                    return kept
        except StoreError as error:
            return f"{place}: {error}"
        return f"{place}: its bytes are not those that the manifest promises"


def _damaged(why: str) -> DatasetError:
    return DatasetError(
        f"{why}. If the object is damaged or missing, restore it, or build the dataset anew: "
        "pubmed-etl rebuild --basis nothing"
    )
