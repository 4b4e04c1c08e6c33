"""What lies beside a snapshot's files for programs and people: its manifest, its columns, its views."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pipeline.datapackage import datapackage
from pipeline.dataset.disk.places import DICTIONARY, PACKAGE, SCHEMAS, VIEWS
from pipeline.dataset.snapshot.manifest import Manifest, schemas, write_manifest
from pipeline.queries.script import folder_script
from pipeline.record import dictionary
from pipeline.tables import TABLES


def describe(folder: Path, manifest: Manifest, number: int) -> None:
    """Write all of them for the snapshot that is going to have this number."""
    texts = {
        SCHEMAS: schemas(),
        DICTIONARY: dictionary(),
        PACKAGE: package_of(manifest),
        VIEWS: folder_script(number, manifest.run_digest),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_manifest(folder, replace(manifest, beside=_digests(texts)))


def package_of(manifest: Manifest) -> str:
    """The Data Package of a snapshot's tables."""
    files = {table.name: [file.path for file in manifest.files_of(table)] for table in TABLES}
    return datapackage(manifest.created_at, files)


def _digests(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
