"""What lies beside the tables of a snapshot: views for DuckDB, and a Data Package."""

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.datapackage import FOREIGN_KEYS
from pipeline.dataset import current_snapshot
from pipeline.dataset.snapshot.manifest import manifest_json, read_manifest, understood
from pipeline.queries.script import store_script
from pipeline.queries.shipped import views
from pipeline.record import key, schema, stored_columns
from pipeline.tables import TABLES, Table
from tests.dataset.pages import Page, given, published

_FIRST = [Page(uri="a", pmid=5), Page(uri="b", pmid=6)]
_SECOND = [Page(uri="c", pmid=7)]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    given(tmp_path / "output", _FIRST)
    return tmp_path / "output"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    place = tmp_path_factory.mktemp("package") / "output"
    given(place, _FIRST)
    said: dict[str, Any] = json.loads((place / "current/datapackage.json").read_bytes())
    assert all((place / "current" / path).is_file() for one in said["resources"] for path in one["path"])
    return said


def _read(output: Path, script: Path, dataset: Path | None = None) -> duckdb.DuckDBPyConnection:
    """What `.read` does; `dataset` is what a person says before."""
    session = duckdb.connect(":memory:")
    session.execute(f"SET VARIABLE dataset = '{dataset or output}'")
    session.execute(script.read_text(encoding="utf-8"))
    return session


def _articles(session: duckdb.DuckDBPyConnection) -> int:
    return int(session.execute("SELECT count(*) FROM articles").fetchall()[0][0])


def _resource(package: dict[str, Any], table: Table) -> dict[str, Any]:
    return next(one for one in package["resources"] if one["name"] == table.name)


# The script


def test_the_script_makes_every_table_and_every_view_with_its_meaning(output: Path) -> None:
    session = _read(output, output / "current/views.sql")

    said = dict(session.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())

    assert said.keys() == {table.name for table in TABLES} | {view.name for view in views()}
    assert all(said.values())


def test_the_script_tells_what_every_column_means(output: Path) -> None:
    session = _read(output, output / "current/views.sql")

    query = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL"
    said = {(table, column): comment for table, column, comment in session.execute(query).fetchall()}

    assert said == {(table.name, one.name): one.column.meaning for table in TABLES for one in stored_columns(table)}


@pytest.mark.parametrize("below", [".", "output", "output/current"])
def test_the_script_finds_its_state_from_where_it_is_read(
    below: str, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(output.parent / below)

    with duckdb.connect(":memory:") as session:
        session.execute((output / "current/views.sql").read_text(encoding="utf-8"))
        assert _articles(session) == len(_FIRST)


def test_a_script_that_finds_no_state_says_so(output: Path, tmp_path: Path) -> None:
    with pytest.raises(duckdb.InvalidInputException, match="SET VARIABLE dataset"):
        _read(output, output / "current/views.sql", tmp_path / "elsewhere")


def test_a_script_takes_no_other_dataset_of_the_same_number_for_its_own(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "elsewhere" / "output"
    published(other, _SECOND)
    monkeypatch.chdir(other.parent)

    with duckdb.connect(":memory:") as session, pytest.raises(duckdb.InvalidInputException, match="another dataset"):
        session.execute((output / "current/views.sql").read_text(encoding="utf-8"))


def test_views_stay_at_the_state_that_they_were_read_of(output: Path) -> None:
    session = _read(output, output / "current/views.sql")
    published(output, _SECOND)

    assert _articles(session) == len(_FIRST)
    assert _articles(_read(output, output / "current/views.sql")) == len(_FIRST) + len(_SECOND)


def test_a_copy_of_a_state_is_read_by_its_own_script(output: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(output / "current", copy)
    shutil.rmtree(output)

    assert _articles(_read(output, copy / "views.sql", copy)) == len(_FIRST)


def test_the_script_of_a_store_reads_the_newest_state_or_the_one_that_is_asked_for(
    output: Path, tmp_path: Path
) -> None:
    store = tmp_path / "it's a store"
    _as_in_a_store(output, store, 1)
    published(output, _SECOND)
    _as_in_a_store(output, store, 2)

    with duckdb.connect(":memory:") as session:
        session.execute(store_script(str(store)))
        assert _articles(session) == len(_FIRST) + len(_SECOND)
        session.execute(
            f"SET VARIABLE manifest = '{str(store).replace(chr(39), chr(39) * 2)}/_manifests/00000001.json'"
        )
        session.execute(store_script(str(store)))
        assert _articles(session) == len(_FIRST)


def _as_in_a_store(output: Path, store: Path, number: int) -> None:
    """The current state under the names that a store has for it."""
    snapshot = current_snapshot(output)
    for file in snapshot.manifest.files:
        place = store / "data" / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(snapshot.path_of(file), place)
    named = tuple(dataclasses.replace(file, path=f"data/{file.path}") for file in snapshot.manifest.files)
    (store / "_manifests").mkdir(exist_ok=True)
    manifest = manifest_json(dataclasses.replace(snapshot.manifest, files=named))
    (store / f"_manifests/{number:08d}.json").write_bytes(manifest)


# The package


def test_the_package_has_every_table_with_its_columns_and_its_key(package: dict[str, Any]) -> None:
    assert [one["name"] for one in package["resources"]] == [table.name for table in TABLES]
    for table in TABLES:
        said = _resource(package, table)["schema"]
        assert [one["name"] for one in said["fields"]] == schema(table).names
        assert said["primaryKey"] == list(key(table))


def test_a_field_of_the_package_says_type_meaning_and_whether_it_is_always_there(package: dict[str, Any]) -> None:
    fields = {one["name"]: one for one in package["resources"][0]["schema"]["fields"]}

    assert fields["article_id"]["constraints"] == {"required": True}
    assert "constraints" not in fields["pmid"]
    assert fields["publication_year"]["type"] == "integer"
    assert fields["publication_year"]["arrowType"] == "int16"
    assert fields["epub_date"]["type"] == "date"
    assert fields["captured_at"]["type"] == "datetime"
    assert fields["is_retracted"]["type"] == "boolean"
    assert (fields["keywords"]["type"], fields["keywords"]["itemType"]) == ("list", "string")
    assert all(one["description"] for one in fields.values())


def test_a_foreign_key_names_columns_that_are_there_and_the_key_of_the_other_table() -> None:
    for one in FOREIGN_KEYS:
        assert set(one.columns) <= set(schema(one.table).names)
        assert one.named == key(one.of)


def test_the_package_has_the_foreign_keys_of_its_tables(package: dict[str, Any]) -> None:
    said = [(one["name"], len(one["schema"].get("foreignKeys", ()))) for one in package["resources"]]

    assert said == [(table.name, sum(one.table == table for one in FOREIGN_KEYS)) for table in TABLES]


def test_no_row_breaks_a_foreign_key(circle: Path) -> None:
    session = _read(circle, circle / "current/views.sql")

    for one in FOREIGN_KEYS:
        pairs = " AND ".join(f"a.{own} = b.{other}" for own, other in zip(one.columns, one.named, strict=True))
        broken = session.execute(f'FROM "{one.table.name}" AS a ANTI JOIN "{one.of.name}" AS b ON {pairs}').fetchall()
        assert broken == [], one.table.name


@pytest.fixture
def circle(output: Path) -> Path:
    published(output, [Page(uri="named", doi="10.1/d"), Page(uri="later", pmid=8, doi="10.1/d", body="x")])
    return output


# Publishing


def test_a_run_without_anything_new_writes_none_of_it(output: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}

    published(output, _FIRST)

    assert {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()} == before


def test_a_manifest_of_a_program_that_knew_no_such_texts_is_understood(output: Path) -> None:
    said = json.loads((output / "current/_manifest.json").read_bytes())
    del said["beside"]

    assert understood(json.dumps(said).encode()).beside == {}


def test_the_manifest_knows_the_texts_and_is_understood_again(output: Path) -> None:
    manifest = read_manifest(output / "current")

    assert manifest.beside.keys() == {"views.sql", "datapackage.json", "_schema.json", "data-dictionary.md"}
    assert understood(manifest_json(manifest)) == manifest
