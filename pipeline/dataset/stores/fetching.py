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
        return self.cache.place(file) if self.cache.holds(file) else self._fetched(file)

    def arrived(self, file: WrittenFile) -> Path:
        """Where a file is, once it came here again as the store has it now. Raises DatasetError, Overtaken."""
        place = self.prefix.file(file)
        there = object_at(place)
        if there is not None and there.size != file.bytes:
            raise DatasetError(f"{place} has {there.size:,} bytes, not {file.bytes:,}")
        return self._fetched(file)

    def _fetched(self, file: WrittenFile) -> Path:
        try:
            for _ in range(_TRIES):
                kept = self.cache.keep(file, bucket.download(self.prefix.file(file), file.bytes))
                if kept is not None:
                    return kept
        except StoreError as error:
            raise self._missing(file, str(error)) from error
        raise self._missing(file, "its bytes are not those that the manifest promises")

    def _missing(self, file: WrittenFile, why: str) -> DatasetError:
        place = self.prefix.file(file)
        if max(states(self.prefix), default=0) > self.number:
            return Overtaken(f"{place}: {why}, and there is a newer state of the dataset; try again")
        return DatasetError(
            f"{place}: {why}. If the object is damaged or missing, restore it, or build the dataset anew: "
            "pubmed-etl rebuild --basis nothing"
        )
