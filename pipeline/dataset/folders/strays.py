"""What lies where readers of a snapshot's tables find it, and is no file of it; and what they would not find."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.dataset.disk.places import Output
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.tables import TABLES

HIDDEN = (".", "_")
"""How names begin that readers of a folder leave out."""


def strays(snapshot: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Each table with the path, below the snapshot, of a file that a plain reader would take for one of its own."""
    listed = {file.path for file in manifest.files}
    for table in TABLES:
        for path in sorted((snapshot / table.name).glob("*")):
            name = path.relative_to(snapshot).as_posix()
            if name not in listed and not path.name.startswith(HIDDEN):
                yield table.name, name


def broken_links(snapshot: Path) -> Iterator[str]:
    """The tables that readers of the output folder do not find, or find elsewhere, where the snapshot is current."""
    output = Output(snapshot.parents[1])
    if output.current.resolve() != snapshot.resolve():
        return
    for table in TABLES:
        if output.table_link(table).resolve() != (snapshot / table.name).resolve():
            yield table.name
