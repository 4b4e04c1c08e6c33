"""The names below the output folder.

output/current -> _snapshots/00000042      the only pointer: what it does not name does not exist
output/<table> -> current/<table>          a static link a table
output/_snapshots/00000042/                every table's folder, `_manifest.json`, and for people and programs
                                           `_schema.json`, `data-dictionary.md`, `datapackage.json`, `views.sql`
output/_keep/<name> -> ../_snapshots/00000042   a snapshot that stays until its name is taken away
output/_tmp/                               what a run builds; nothing in it is ever read
output/_lock                               held by the run that publishes
output/report.html, output/_reports/       what runs did; nothing of the dataset
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.tables import Table

MANIFEST = "_manifest.json"
SCHEMAS = "_schema.json"
DICTIONARY = "data-dictionary.md"
PACKAGE = "datapackage.json"
VIEWS = "views.sql"


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder, by the names of its parts."""

    root: Path

    @property
    def current(self) -> Path:
        """The pointer to the published snapshot."""
        return self.root / "current"

    @property
    def snapshots(self) -> Path:
        """The folder of all snapshots."""
        return self.root / "_snapshots"

    @property
    def keep(self) -> Path:
        """The folder of the names that people gave to snapshots."""
        return self.root / "_keep"

    @property
    def scratch(self) -> Path:
        """The folder of what is not published yet, or not any more."""
        return self.root / "_tmp"

    @property
    def lock(self) -> Path:
        """The file that a publisher locks."""
        return self.root / "_lock"

    def table_link(self, table: Table) -> Path:
        """Where readers find a table."""
        return self.root / table.name

    def kept(self, name: str) -> Path:
        """Where readers find a snapshot that somebody keeps."""
        return self.keep / name

    def snapshot(self, number: int) -> Path:
        """Where a snapshot lives."""
        return self.snapshots / f"{number:08d}"

    def current_number(self) -> int:
        """The number of the snapshot that the pointer names; 0 where it names none."""
        name = self.current.readlink().name if self.current.is_symlink() else ""
        return int(name) if name.isdecimal() else 0

    def snapshot_numbers(self) -> list[int]:
        """The numbers of all snapshots on disk, ascending."""
        return sorted(int(path.name) for path in self.snapshots.iterdir() if path.name.isdigit())
