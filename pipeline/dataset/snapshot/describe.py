"""What lies beside a snapshot's files for programs and people: its manifest, its schemas, its dictionary."""

from pathlib import Path

from pipeline.dataset.disk.places import DICTIONARY, SCHEMAS
from pipeline.dataset.snapshot.manifest import Manifest, schemas, write_manifest
from pipeline.record import dictionary


def describe(folder: Path, manifest: Manifest) -> None:
    """Write all three."""
    write_manifest(folder, manifest)
    (folder / SCHEMAS).write_text(schemas(), encoding="utf-8")
    (folder / DICTIONARY).write_text(dictionary(), encoding="utf-8")
