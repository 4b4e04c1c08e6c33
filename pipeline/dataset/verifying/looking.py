"""A DuckDB over the rows of one slot, or of the whole snapshot: it spills to disk, and every row knows its file."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.dataset.snapshot.files import WrittenFile
from pipeline.dataset.snapshot.queries import READING, files_in, rows_of
from pipeline.dataset.snapshot.ranges import ArticleRange, Layer
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.dataset.snapshot.stored import STORED
from pipeline.dataset.verifying.findings import EXAMPLES, Broken, Notes
from pipeline.dataset.verifying.promises import Promise
from pipeline.dataset.verifying.rules import RowRule, Rule, key_of
from pipeline.dataset.verifying.storage import has_columns_of_today
from pipeline.errors import SnapshotInvalid

Watch = Callable[[str, int, int], None]
"""Told what is looked at, how far that is, and how far it goes."""

_MEMORY = "1GB"
_BY_NAME = {stored.name: stored for stored in STORED}
_BROKEN = "SELECT filename, count(*), min(key, {examples}) FROM ({query}) GROUP BY filename ORDER BY filename"
_SUM = "count(*) FILTER (broken_{number}), min(key, {examples}) FILTER (broken_{number})"


@dataclass(frozen=True, slots=True)
class Look:
    """A look at the rows of a snapshot, as far as its files are whole."""

    snapshot: Snapshot
    notes: Notes
    watch: Watch
    session: duckdb.DuckDBPyConnection
    places: Mapping[str, Path]
    """Where a file is on this machine, by what the manifest calls it; damaged ones are missing."""

    def hold(self, promise: Promise, rows: int, file: WrittenFile | None, check: Callable[[], object]) -> None:
        """Hold so many rows against a promise, by a check that raises."""
        broken: list[Broken] = []
        try:
            check()
        except (SnapshotInvalid, pa.ArrowInvalid, OSError) as error:
            table, path = (file.table, file.path) if file else (None, None)
            broken = [Broken(promise=promise, table=table, file=path, what=str(error))]
        self.notes.note(promise, rows, broken)

    def ask(self, rules: Sequence[Rule], tables: Sequence[str], what: str) -> None:
        """Ask for what breaks each rule, of the tables that are in view; those that need others are left out."""
        for number, rule in enumerate(rules):
            if set(rule.reads) <= set(tables):
                self.watch(what, number, len(rules))
                self.notes.note(rule.promise, 1, self._breaking(rule))
        if missing := sorted({name for rule in rules for name in rule.reads} - set(tables)):
            self.notes.unchecked.append(f"{what}: what needs whole files, and those of today, of {', '.join(missing)}")

    def ask_rows(self, rules: Sequence[RowRule]) -> None:
        """Ask for what breaks the rules of one table, which is in view, in one pass."""
        flags = ", ".join(f"({rule.is_broken}) AS broken_{number}" for number, rule in enumerate(rules))
        sums = ", ".join(_SUM.format(number=number, examples=EXAMPLES) for number in range(len(rules)))
        table = rules[0].table
        rows = f'SELECT filename, {key_of(table)} AS key, {flags} FROM "{table.name}"'
        found = self._found(f"SELECT filename, {sums} FROM ({rows}) GROUP BY filename ORDER BY filename", table.name)
        for number, rule in enumerate(rules):
            told = [(one[0], *one[1 + 2 * number : 3 + 2 * number]) for one in found]
            self.notes.note(rule.promise, 1, self._broken(rule.promise, table.name, rule.what, told))

    def view(self, names: Iterable[str]) -> list[str]:
        """Let stored tables have all their rows; those whose files are not all whole, or older, are left out."""
        return [name for name in names if self._view(name, self.files(name))]

    def view_slot(self, names: Iterable[str], one: ArticleRange, layer: Layer) -> list[str]:
        """The same with the rows of one layer of a range."""
        return [name for name in names if self._view(name, self.slot(name, one, layer))]

    def files(self, name: str) -> list[WrittenFile]:
        """The files of a stored table."""
        return [file for file in self.snapshot.manifest.files if file.table == name]

    def slot(self, name: str, one: ArticleRange, layer: Layer) -> list[WrittenFile]:
        """Those of one layer of a range."""
        return [file for file in self.files(name) if file.low == one.low and file.layer is layer]

    def are_whole(self, files: Iterable[WrittenFile]) -> bool:
        """Whether all of them can be read."""
        return all(file.path in self.places for file in files)

    def _view(self, name: str, files: Sequence[WrittenFile]) -> bool:
        if not self.are_whole(files) or not has_columns_of_today(self.snapshot.manifest, name):
            return False
        self.session.execute(f'DROP VIEW IF EXISTS "{name}"')
        if files:
            paths = files_in(str(self.places[file.path]) for file in files)
            self.session.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({paths}, filename = true)')
        else:
            schema = _BY_NAME[name].schema.append(pa.field("filename", pa.string()))
            self.session.register(name, schema.empty_table())
        return True

    def _breaking(self, rule: Rule) -> list[Broken]:
        """What breaks a rule, file by file."""
        found = self._found(_BROKEN.format(examples=EXAMPLES, query=rule.query), rule.table)
        return self._broken(rule.promise, rule.table, rule.what, found)

    def _found(self, query: str, table: str) -> list[tuple[object, ...]]:
        try:
            return rows_of(self.session, query)
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            what = f"its rows cannot be read: {error}"
            self.notes.note(Promise.FILES, 0, [Broken(promise=Promise.FILES, table=table, what=what)])
            return []

    def _broken(self, promise: Promise, table: str, what: str, found: Iterable[tuple[object, ...]]) -> list[Broken]:
        names = {str(place): path for path, place in self.places.items()}
        return [
            Broken(
                promise=promise,
                table=table,
                file=names[str(place)],
                what=what,
                number=int(str(number)),
                examples=tuple(map(str, examples)) if isinstance(examples, list) else (),
            )
            for place, number, examples in found
            if number
        ]


@contextmanager
def session() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that asks nothing of the network and takes little memory."""
    with tempfile.TemporaryDirectory() as spill:
        options = READING | {"memory_limit": _MEMORY, "temp_directory": spill, "preserve_insertion_order": False}
        with duckdb.connect(":memory:", config=options) as opened:
            opened.execute("SET enable_progress_bar = false")
            yield opened
