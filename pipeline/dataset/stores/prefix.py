"""The names below the address of a dataset in an object store.

_manifests/00000042.json     a published state; the one of the highest number is current, and no number comes twice
data/<table>/<file>          files that states consist of; they never change, and what no manifest names does not exist
data/_clock                  written by a vacuum, for its time
_keep/<name>.json            names a state that is not retired
_work/<plan>/000003.zip      a shard that a worker of another machine staged, on its way to the run that publishes it
_retiring/00000042.<attempt>    says that somebody is about to retire a state, and nobody can give it a name any more
_schema.json, data-dictionary.md, datapackage.json    for people and programs; those of the newest state
views.sql                    the tables and views for DuckDB; it looks for the newest state when it is read
"""

import re
from dataclasses import dataclass
from typing import Final

from pipeline.dataset.disk.places import DICTIONARY, PACKAGE, SCHEMAS, VIEWS
from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.raw import ObjectPath

_DATA: Final = "data/"
_MANIFEST = re.compile(r"(\d{8})\.json")
_RETIRING = re.compile(r"(\d{8})\.[0-9a-f]+")
_JSON: Final = ".json"
_PARQUET: Final = ".parquet"


@dataclass(frozen=True, slots=True)
class Prefix:
    """The address of a dataset, by the names of its parts."""

    root: ObjectPath

    @property
    def manifests(self) -> ObjectPath:
        """What all manifests lie below."""
        return self.root / "_manifests"

    @property
    def files(self) -> ObjectPath:
        """What all files of all states lie below."""
        return self.root / "data"

    @property
    def keeps(self) -> ObjectPath:
        """What lies below here names states that are kept."""
        return self.root / "_keep"

    @property
    def retirings(self) -> ObjectPath:
        """What lies below here names states that are about to be retired."""
        return self.root / "_retiring"

    @property
    def staging(self) -> ObjectPath:
        """What lies below here is staged, and nobody's dataset."""
        return self.root / "_work"

    @property
    def clock(self) -> ObjectPath:
        """An object whose time is the store's own, once it is written; it is nobody's file, and goes as these do."""
        return self.files / "_clock"

    @property
    def schemas(self) -> ObjectPath:
        """The columns, for programs."""
        return self.root / SCHEMAS

    @property
    def dictionary(self) -> ObjectPath:
        """The columns, for people."""
        return self.root / DICTIONARY

    @property
    def package(self) -> ObjectPath:
        """The columns, keys and files, for programs that know nothing of this one."""
        return self.root / PACKAGE

    @property
    def views(self) -> ObjectPath:
        """The tables and views, for DuckDB."""
        return self.root / VIEWS

    def manifest(self, number: int) -> ObjectPath:
        """Where a state's manifest lies."""
        return self.manifests / f"{number:08d}.json"

    def file(self, file: WrittenFile) -> ObjectPath:
        """Where a file of a state lies."""
        return self.root / file.path

    def number_of(self, path: ObjectPath) -> int | None:
        """Which state it is the manifest of; None for an object of another name."""
        named = _MANIFEST.fullmatch(path.name)
        return int(named[1]) if named and path.parent == self.manifests else None

    def keep(self, name: str) -> ObjectPath:
        """What keeps a state under this name."""
        return self.keeps / f"{name}{_JSON}"

    def retiring(self, number: int, attempt: str) -> ObjectPath:
        """What says that a state is about to be retired."""
        return self.retirings / f"{number:08d}.{attempt}"

    def number_of_retiring(self, path: ObjectPath) -> int | None:
        """Which state is about to be retired; None for an object of another name."""
        named = _RETIRING.fullmatch(path.name)
        return int(named[1]) if named and path.parent == self.retirings else None

    def name_of_keep(self, path: ObjectPath) -> str | None:
        """The name that a state is kept by; None for an object of another name."""
        is_one = path.name.endswith(_JSON) and path.parent == self.keeps
        return path.name.removesuffix(_JSON) if is_one else None


def path_in_store(path: str, attempt: str) -> str:
    """What a new file is called in the store: no other attempt to publish has files of this name.

    So nothing is ever overwritten, neither by a run of the same pages on another machine, whose Parquet library
    may write other bytes, nor by the next try after a run that died; and what a dead run left is nobody's.
    """
    return f"{_DATA}{path.removeprefix(_DATA).removesuffix(_PARQUET)}.{attempt}{_PARQUET}"
