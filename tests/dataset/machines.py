"""Machines that publish to an object store, which share nothing but the store, and readers without this program."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow import fs

from pipeline.dataset import Publication, Published, PublishSettings, Unchanged, publish
from pipeline.dataset.stores.cache import Cache
from pipeline.dataset.stores.object_history import ObjectHistory
from pipeline.dataset.stores.object_home import ObjectHome
from pipeline.dataset.stores.prefix import Prefix
from pipeline.raw import ObjectPath
from tests.dataset.builds import remembered
from tests.dataset.pages import NOON, SETTINGS, Page, staged

State = Mapping[str, pa.Table]
"""Rows by table."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine, by its disk."""

    address: ObjectPath
    disk: Path

    @property
    def home(self) -> ObjectHome:
        cache = self.disk / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        return ObjectHome(Prefix(self.address), Cache(cache))

    @property
    def history(self) -> ObjectHistory:
        return ObjectHistory(self.home.prefix, self.home.cache)

    def publish(
        self, *pages: Page, settings: PublishSettings = SETTINGS, at: datetime = NOON, **how: object
    ) -> Published | Unchanged:
        """Publish pages as one shard."""
        work = self.disk / f"work-{sha256(repr(pages).encode()).hexdigest()[:12]}"
        with suppress(FileExistsError):
            staged(work, pages)
        return publish(self.home, work, Publication(settings=settings, created_at=at, **how))  # type: ignore[arg-type]  # its fields

    def given(
        self, *pages: Page, settings: PublishSettings = SETTINGS, at: datetime = NOON, **how: object
    ) -> Published | Unchanged:
        """The same, not built again where it was built before: for what a test finds, and not for what it is about."""
        with remembered():
            return self.publish(*pages, settings=settings, at=at, **how)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the newest state as README tells, in another language if need be: from a server at an endpoint."""

    endpoint: str
    root: str
    """The bucket, and the prefix in it."""

    @property
    def store(self) -> fs.S3FileSystem:
        host = self.endpoint.removeprefix("http://")
        return fs.S3FileSystem(
            access_key="testing",
            secret_key="testing",  # noqa: S106  # the server asks for one, and does not look at it
            region="us-east-1",
            endpoint_override=host,
            scheme="http",
        )

    def newest(self) -> str:
        """The manifest that is current; empty where there is none."""
        selector = fs.FileSelector(f"{self.root}/_manifests", allow_not_found=True)
        return max((found.path for found in self.store.get_file_info(selector)), default="")

    def state(self) -> State:
        """All tables, by one manifest."""
        manifest = json.loads(self.store.open_input_file(self.newest()).read())
        names = sorted({file["table"] for file in manifest["files"]})
        return {name: self._table(manifest["files"], name) for name in names}

    def dataset(self, name: str) -> ds.Dataset:
        """A table by the very words of README; costs five requests a file, where two bring it whole."""
        manifest = json.loads(self.store.open_input_file(self.newest()).read())
        return ds.dataset(self._paths(manifest["files"], name), filesystem=self.store)

    def _table(self, files: Sequence[Mapping[str, str]], name: str) -> pa.Table:
        return pa.concat_tables(self._rows(path) for path in self._paths(files, name))

    def _rows(self, path: str) -> pa.Table:
        return pq.read_table(pa.BufferReader(self.store.open_input_stream(path).read()))

    def _paths(self, files: Sequence[Mapping[str, str]], name: str) -> list[str]:
        return [f"{self.root}/{file['path']}" for file in files if file["table"] == name]


def texts(state: State, table: str, column: str) -> list[str]:
    """The values of a column."""
    return [str(text) for text in state[table][column].to_pylist()]


def edition(shows: str) -> list[Page]:
    """The same articles, with rows that tell which edition they are of."""
    return [Page(uri=f"{pmid}", pmid=pmid, shows=shows, references=5) for pmid in range(1, 40)]


def editions(state: State) -> set[str]:
    """Which editions the tables show; a state that is whole shows one."""
    titles, authors = texts(state, "articles", "title"), texts(state, "authors", "name")
    references = texts(state, "references", "text")
    assert (len(titles), len(authors), len(references)) == (39, 39, 39 * 5)
    return {*titles, *(name.rsplit(" ", 1)[-1] for name in authors), *(text.split(" ")[0] for text in references)}
