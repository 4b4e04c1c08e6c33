"""A dataset that is as it was published keeps every promise; whatever one damage does to it is named."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset import current_snapshot
from pipeline.dataset.verifying.contents import Seen, Told, look_at_articles
from pipeline.dataset.verifying.findings import Broken, Notes, Verification
from pipeline.dataset.verifying.promises import MEANINGS, Promise
from pipeline.dataset.verifying.storage import look_at_manifest, whole_files
from pipeline.dataset.verifying.verify import verify
from pipeline.errors import DatasetMissing, SnapshotMissing
from pipeline.tables import ARTICLE_TABLES, Table
from tests.dataset.pages import copied
from tests.dataset.verifying.damage import (
    Change,
    changed,
    filled_files,
    manifest_changed,
    path_of,
    sound_dataset,
    with_value,
)


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_dataset(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def output(sound: Path, tmp_path: Path) -> Path:
    """The same for one test alone."""
    return copied(sound, tmp_path / "output")


def _broken(output: Path) -> list[Broken]:
    return list(verify(output, "current").broken)


def _kinds(found: Verification) -> set[Promise]:
    return {one.promise for one in found.broken}


@pytest.fixture(scope="session")
def looked(sound: Path) -> tuple[Verification, list[str]]:
    """A look at it, and what was told meanwhile."""
    told: list[str] = []
    return verify(sound, "current", lambda what, _done, _of: told.append(what)), told


def test_a_dataset_as_it_was_published_keeps_every_promise(looked: tuple[Verification, list[str]]) -> None:
    found, _ = looked

    assert found.broken == ()
    assert set(found.looked_at) == set(MEANINGS) - {Promise.PAGES}


def test_the_dataset_that_is_damaged_here_has_ranges_additions_fragments_and_losers(sound: Path) -> None:
    manifest = current_snapshot(sound).manifest
    statuses = set(manifest.counts.statuses)

    assert len(manifest.ranges) > 1
    assert any(one.additions for one in manifest.ranges)
    assert {"parsed", "superseded", "duplicate", "rejected"} <= statuses
    assert any(layout.endswith("-fragment") for layout in manifest.counts.layouts)


def test_what_was_not_looked_at_is_said(looked: tuple[Verification, list[str]]) -> None:
    said = " ".join(looked[0].unchecked)

    assert Seen.CUT.value in said
    assert Seen.COMPLETED.value in said
    assert "no page is read again" in said


def test_who_waits_is_told_how_far_it_is(looked: tuple[Verification, list[str]]) -> None:
    assert {"Bytes of files", "Keys", "Values", "Captures"} <= set(looked[1])


def test_an_earlier_snapshot_is_looked_at_by_its_number(sound: Path) -> None:
    assert verify(sound, "1").number == 1


def test_what_is_not_there_is_no_damage(sound: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing):
        verify(tmp_path / "nothing", "current")
    with pytest.raises(SnapshotMissing):
        verify(sound, "99")


def _file(output: Path, table: str) -> Path:
    return path_of(output, filled_files(output, table)[0])


def _flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    _overwrite(path, bytes(body))


def _cut(path: Path) -> None:
    _overwrite(path, path.read_bytes()[:-9])


def _drop(path: Path) -> None:
    path.unlink()


def _overwrite(path: Path, body: bytes) -> None:
    path.unlink()
    path.write_bytes(body)


_FILES = {"references": _flip, "grants": _cut, "figures": _drop}


@pytest.fixture(scope="session")
def cut(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Verification:
    """A look at files that are not as they were."""
    output = copied(sound, tmp_path_factory.mktemp("cut") / "output")
    for table, damage in _FILES.items():
        damage(_file(output, table))
    return verify(output, "current")


@pytest.mark.parametrize("table", _FILES)
def test_a_file_that_is_not_as_it_was_published(table: str, sound: Path, cut: Verification) -> None:
    (broken,) = [one for one in cut.broken if one.table == table]

    assert (broken.promise, broken.file) == (Promise.FILES, filled_files(sound, table)[0].path)
    assert "restore the file" in broken.remedy


def test_what_needs_a_damaged_file_is_not_looked_at_and_said(cut: Verification) -> None:
    assert len(cut.broken) == len(_FILES)
    assert any(all(table in said for table in _FILES) for said in cut.unchecked)


def test_a_file_that_is_no_parquet_though_the_manifest_knows_its_bytes(output: Path) -> None:
    file = filled_files(output, "references")[0]
    _overwrite(path_of(output, file), b"PAR1 nothing")
    own = {"bytes": 12, "sha256": sha256(b"PAR1 nothing").hexdigest()}
    manifest_changed(output, lambda said: [one.update(own) for one in said["files"] if one["path"] == file.path])

    assert {(one.promise, one.file) for one in _broken(output)} == {(Promise.COLUMNS, file.path)}


def test_a_manifest_that_is_no_manifest(output: Path) -> None:
    _overwrite(output / "current" / "_manifest.json", b"{")

    (broken,) = _broken(output)

    assert broken.promise is Promise.MANIFEST


def test_a_file_beside_those_of_a_table(output: Path) -> None:
    shutil.copyfile(_file(output, "authors"), output / "authors" / "copy.parquet")

    (broken,) = _broken(output)

    assert (broken.promise, broken.file) == (Promise.STRAYS, "authors/copy.parquet")


@pytest.mark.parametrize("name", ["views.sql", "datapackage.json", "_schema.json", "data-dictionary.md"])
def test_a_text_beside_the_tables_that_is_not_as_it_was_published(name: str, output: Path) -> None:
    _overwrite(output / "current" / name, b"SELECT 1;")

    (broken,) = _broken(output)

    assert (broken.promise, broken.file, broken.what) == (Promise.FILES, name, "it has other bytes than were published")


def test_a_text_beside_the_tables_that_is_gone(output: Path) -> None:
    (output / "current/views.sql").unlink()

    (broken,) = _broken(output)

    assert (broken.promise, broken.file, broken.what) == (Promise.FILES, "views.sql", "it is missing")


def test_texts_of_which_an_earlier_program_said_nothing_are_not_owed(output: Path) -> None:
    manifest_changed(output, lambda said: said.pop("beside"))
    for name in ("views.sql", "datapackage.json"):
        (output / "current" / name).unlink()

    assert _broken(output) == []


def test_a_table_that_readers_do_not_find(output: Path) -> None:
    (output / "authors").unlink()

    (broken,) = _broken(output)

    assert (broken.promise, broken.table) == (Promise.STRAYS, "authors")


def _duplicate(rows: pa.Table) -> pa.Table:
    return pa.concat_tables([rows.slice(0, 1), rows])


def _without_first(rows: pa.Table) -> pa.Table:
    return rows.slice(1)


def _reversed(rows: pa.Table) -> pa.Table:
    return rows.take(list(range(rows.num_rows - 1, -1, -1)))


def _set(column: str, value: object, at: int = 0) -> Change:
    return lambda rows: with_value(rows, column, at, value)


_AT_ONCE = {
    "a row twice": ("references", _duplicate, Promise.KEYS),
    "rows in another order": ("mesh_terms", _reversed, Promise.KEYS),
    "a first row that is gone": ("related_articles", _without_first, Promise.POSITIONS),
    "a position that is another": ("affiliations", _set("position", 0), Promise.POSITIONS),
    "a text that is gone": ("documents", _without_first, Promise.LINKS),
    "rows of no article": ("grants", _set("article_id", "pmid:1"), Promise.LINKS),
    "an affiliation that is not there": ("authors", _set("affiliation_positions", [99]), Promise.LINKS),
    "an input that is forgotten": ("_inputs", _without_first, Promise.LINKS),
    "another capture": ("articles", _set("capture_id", "0" * 64), Promise.LINKS),
    "another PMID than its name": ("articles", _set("pmid", 7, 1), Promise.LINKS),
    "a layout of nobody": ("articles", _set("layout", "pubmed-1999"), Promise.VALUES),
    "a category of nobody": ("abstract_sections", _set("category", "AIMS"), Promise.VALUES),
    "a DOI with its prefix": ("articles", _set("doi", "https://doi.org/10.1000/a"), Promise.VALUES),
    "an empty title": ("articles", _set("title", ""), Promise.VALUES),
    "a keyword with a blank": ("articles", _set("keywords", ["kelp "]), Promise.VALUES),
    "a negative width": ("figures", _set("width", -1), Promise.VALUES),
    "a date without its year": ("articles", _set("publication_year", None), Promise.NULLS),
    "a year of another date": ("articles", _set("publication_year", 1888, 1), Promise.DERIVED),
    "a count of nothing": ("articles", _set("author_count", 999), Promise.DERIVED),
    "a reason without a rejection": ("captures", _set("reason", "empty"), Promise.NULLS),
    "a page that was read without a digest": ("captures", _set("content_id", None), Promise.NULLS),
    "a status of nobody": ("captures", _set("status", "lost", 1), Promise.VALUES),
    "a status of another": ("captures", _set("status", "superseded", 2), Promise.COUNTS),
    "a capture of no article": ("captures", _set("article_id", "pmid:1", 3), Promise.LINKS),
    "a content of nobody": ("_kept/contents", _without_first, Promise.LINKS),
}  # fmt: skip
"""Damages that do not hide each other."""


@pytest.fixture(scope="session")
def damaged(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Verification:
    """One look at all of them."""
    output = copied(sound, tmp_path_factory.mktemp("damaged") / "output")
    for table, change, _ in _AT_ONCE.values():
        changed(output, table, change)
    return verify(output, "current")


@pytest.mark.parametrize("name", _AT_ONCE)
def test_rows_that_break_a_promise(name: str, sound: Path, damaged: Verification) -> None:
    table, _, promise = _AT_ONCE[name]
    names = {"documents": "articles", "_inputs": "captures", "_kept/contents": "_kept/articles"}
    file = filled_files(sound, names.get(table, table))[0]

    broken = [one for one in damaged.broken if one.promise is promise and one.table == file.table]

    assert broken, [(one.promise, one.table, one.what) for one in damaged.broken]
    assert promise is Promise.COUNTS or file.path in {one.file for one in broken}


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        (_without_first, Promise.LINKS),
        (_duplicate, Promise.KEYS),
        (_set("article_id", "pmid:1"), Promise.LINKS),
        (_set("article_id", "pmid:99999999", -1), Promise.RANGES),
    ],
)
def test_articles_that_are_gone_or_twice_or_elsewhere(change: Change, promise: Promise, output: Path) -> None:
    changed(output, "articles", change)

    assert promise in _kinds(verify(output, "current"))


def test_a_capture_that_is_gone(output: Path) -> None:
    changed(output, "captures", _without_first)

    assert {Promise.COUNTS, Promise.LINKS} <= _kinds(verify(output, "current"))


def test_a_broken_promise_names_keys(sound: Path, damaged: Verification) -> None:
    (broken,) = [one for one in damaged.broken if one.what == "rows of no article" and one.table == "grants"]

    assert (broken.number, broken.examples) == (1, ("pmid:1 1",))
    assert broken.file == filled_files(sound, "grants")[0].path


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        (lambda said: said["counts"]["statuses"].update(parsed=1), Promise.COUNTS),
        (lambda said: said["counts"]["tables"].update(references=1), Promise.COUNTS),
        (lambda said: said["counts"]["tables"].pop("references"), Promise.COUNTS),
        (lambda said: said["ranges"][0].update(high=5), Promise.RANGES),
        (lambda said: _of(said, "grants").update(high=1), Promise.RANGES),
        (lambda said: _of(said, "grants").update(low=1), Promise.RANGES),
        (lambda said: _of(said, "_kept/contents").update(high=1), Promise.RANGES),
        (lambda said: _of(said, "article_id_changes").update(low=None), Promise.RANGES),
        (lambda said: said.update(files=[one for one in said["files"] if one["table"] != "grants"]), Promise.MANIFEST),
    ],
)
def test_a_manifest_that_does_not_add_up(change: Callable[[Any], object], promise: Promise, output: Path) -> None:
    manifest_changed(output, change)
    notes = Notes()

    look_at_manifest(current_snapshot(output).manifest, notes)

    assert promise in {one.promise for one in notes.broken}


def test_a_manifest_that_says_something_else_than_the_rows(output: Path) -> None:
    manifest_changed(output, _miscounted)

    found = verify(output, "current")

    assert {Promise.COUNTS, Promise.COLUMNS, Promise.RANGES} <= _kinds(found)
    assert any("doubt 3 but 0 in the rows" in one.what for one in found.broken)


def _miscounted(said: dict[str, Any]) -> None:
    said["counts"]["warnings"].update({"doubt": 3})
    said["ranges"][0].update(base=said["ranges"][0]["base"] + 1)
    _of(said, "grants").update(rows=77)


def _of(said: dict[str, Any], table: str) -> dict[str, Any]:
    """What a manifest says of the first file of a table."""
    return next(one for one in said["files"] if one["table"] == table)


_OTHER_COLUMNS: Mapping[str, Callable[[dict[str, dict[str, str]]], object]] = {
    "another type": lambda columns: columns["articles"].update(pmid="int60"),
    "a column more": lambda columns: columns["articles"].update(more="string"),
    "a column less": lambda columns: columns["articles"].pop("pmid"),
    "another order": lambda columns: columns["articles"].update(pmid=columns["articles"].pop("pmid")),
    "a table less": lambda columns: columns.pop("articles"),
}


@pytest.mark.parametrize("name", _OTHER_COLUMNS)
def test_a_manifest_that_says_other_columns_than_the_files_have(name: str, output: Path) -> None:
    manifest_changed(output, lambda said: _OTHER_COLUMNS[name](said["columns"]))
    notes = Notes()

    whole = {file.table for file in whole_files(current_snapshot(output), notes, lambda _: None)}

    assert {(one.promise, one.table) for one in notes.broken} == {(Promise.COLUMNS, "articles")}
    assert "articles" not in whole
    assert "references" in whole


def test_records_texts_and_values_that_are_not_those_of_their_page(output: Path) -> None:
    """Three articles, each with one word that is another; nothing else tells."""
    changed(output, "figures", _set("caption", "Something else."))
    changed(output, "articles", _set("volume", "999", 1))
    changed(output, "documents", _set("text", "Something else.", 2))

    broken = _broken(output)

    assert {(one.promise, one.what) for one in broken} == {
        (Promise.CONTENTS, f"articles with {seen.value}") for seen in (Seen.OTHER, Seen.OTHER_ROW, Seen.OTHER_TEXT)
    }
    assert any(one.examples[0].endswith(" volume") for one in broken)


_Change = tuple[str, str, int]


@pytest.fixture(scope="session")
def files(sound: Path) -> Mapping[Table, Path]:
    """The articles of the first range that are whole, and their rows."""
    low = filled_files(sound, "articles")[0].low
    found = {table: [file for file in filled_files(sound, table.name) if file.low == low] for table in ARTICLE_TABLES}
    return {table: path_of(sound, files[0]) for table, files in found.items() if files}


@given(draw=st.data())
def test_any_value_of_any_table_that_is_another_is_named_with_its_article(
    draw: st.DataObject, files: Mapping[Table, Path], sound: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    table = draw.draw(st.sampled_from(list(files)))
    rows = pq.read_table(files[table])
    column = draw.draw(st.sampled_from([name for name in rows.column_names if name not in _NAMES_AND_PLACES]))
    at = draw.draw(st.integers(0, rows.num_rows - 1))
    path = tmp_path_factory.mktemp("changed") / "rows.parquet"
    pq.write_table(
        with_value(rows, column, at, _another(rows[column][at].as_py(), rows.schema.field(column).type)), path
    )

    counted = look_at_articles(
        {one: [path if one is table else files[one]] if one in files else [] for one in ARTICLE_TABLES},
        _told(sound),
        99,
        _nothing,
    )

    named = {
        name.split()[0]
        for seen in (Seen.OTHER, Seen.OTHER_ROW, Seen.OTHER_TEXT)
        for name in counted.first.get(seen, ())
    }
    assert named == {rows["article_id"][at].as_py()}


_NAMES_AND_PLACES = frozenset(
    {"article_id", "capture_id", "source_uri", "url", "captured_at", "layout", "parser_version"}
)
"""What is held against captures, by a rule."""


def _another(value: Any, kind: pa.DataType) -> object:  # noqa: ANN401  # of any column
    if pa.types.is_boolean(kind):
        return not value
    if pa.types.is_integer(kind):
        return (value or 0) + 1
    if pa.types.is_date(kind):
        return date(1888, 1, 1)
    if pa.types.is_list(kind):
        return [*(value or []), 1 if pa.types.is_integer(kind.value_type) else "another"]
    return f"{value or ''} another"


def _told(output: Path) -> Mapping[str, Told]:
    """What captures say, without DuckDB."""
    rows = pq.read_table(output / "captures").to_pylist()
    best = [row for row in rows if row["status"] == "parsed" and row["layout_rank"] is not None]
    return {row["article_id"]: Told(row["content_id"], is_cut=False, is_completed=False) for row in best}


def _nothing(_: int) -> None:
    pass
