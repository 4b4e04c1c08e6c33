"""A snapshot that somebody reads: which one it is, what it consists of, and where its files are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.held import PathOf
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.raw import Place
from pipeline.record import schema
from pipeline.tables import Table

if TYPE_CHECKING:
    import pyarrow.dataset as ds


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A published state of all tables."""

    dataset: Place
    """Where the dataset lies that it is a state of, as whoever asked for it said."""
    path: Place
    """Its folder; in an object store its manifest."""
    root: Place
    """Where the paths that its manifest names begin: its folder; in an object store the dataset's address."""
    number: int
    manifest: Manifest
    path_of: PathOf
    arrived: PathOf
    """The same with the bytes that lie there now, whatever this machine keeps of them; DatasetError where they are not
    those that were published."""

    def open(self, table: Table) -> "ds.Dataset":
        """A table of the snapshot, to be filtered and read with pyarrow."""
        import pyarrow.dataset as ds  # noqa: PLC0415  # with pandas, where that is: half a second that no run needs

        return ds.dataset(self.paths(self.manifest.files_of(table)), schema=schema(table), format="parquet")

    def paths(self, files: Iterable[WrittenFile]) -> list[str]:
        """Where files of the snapshot can be read on this machine."""
        return [str(self.path_of(file)) for file in files]
