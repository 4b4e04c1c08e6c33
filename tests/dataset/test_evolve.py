"""Files of an earlier program are read as today's columns, and a snapshot has one schema a table."""

import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipeline.dataset import Published, Unchanged, current_snapshot
from pipeline.dataset.snapshot import evolve
from pipeline.dataset.snapshot.evolve import Dropped, Renamed
from pipeline.dataset.snapshot.ranges import Layer
from pipeline.dataset.snapshot.stored import STORED, Stored, kept
from pipeline.dataset.snapshot.stored import published as stored_table
from pipeline.errors import DatasetError
from pipeline.outcome import Reason
from pipeline.record import schema
from pipeline.tables import ARTICLE_TABLES, ARTICLES, CAPTURES
from tests.dataset.pages import SETTINGS, Page, given, published

_OLD = [Page(uri="a.html", pmid=1, doi="10.1/a"), Page(uri="a.txt", doi="10.1/a", shows="Kept")]
_NEW = [Page(uri="b.html", doi="10.1/b")]
"""Lies in another range than the old ones."""

_Change = Callable[[pa.Table], pa.Table]


def _make_older(output: Path, stored: Stored, change: _Change) -> None:
    """Let the current snapshot be one of an earlier program, whose columns were others."""
    snapshot = output / "current"
    manifest = json.loads((snapshot / "_manifest.json").read_bytes())
    for file in manifest["files"]:
        if file["table"] == stored.name:
            path = snapshot / file["path"]
            changed = change(pq.read_table(path))
            pq.write_table(changed, path)
            file |= {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
            manifest["columns"][stored.name] = {field.name: str(field.type) for field in changed.schema}
    (snapshot / "_manifest.json").write_text(json.dumps(manifest))


def _without(*names: str) -> _Change:
    return lambda rows: rows.drop_columns(list(names))


def _renaming(old: str, new: str) -> _Change:
    return lambda rows: rows.rename_columns([new if name == old else name for name in rows.column_names])


def _with(name: str) -> _Change:
    return lambda rows: rows.append_column(name, pa.array(["old"] * rows.num_rows))


def _retyped(name: str, kind: pa.DataType) -> _Change:
    def change(rows: pa.Table) -> pa.Table:
        number = rows.column_names.index(name)
        return rows.set_column(number, name, rows[name].cast(kind))

    return change


@pytest.fixture
def output(tmp_path: Path) -> Path:
    output = tmp_path / "output"
    given(output, _OLD)
    return output


def _titles(output: Path) -> dict[str, str | None]:
    rows = pq.read_table(output / "articles").to_pylist()
    return {row["article_id"]: row["title"] for row in rows}


def test_a_column_that_was_added_is_null_in_rows_that_nobody_read_again(output: Path) -> None:
    _make_older(output, stored_table(ARTICLES), _without("title"))

    published(output, _NEW)

    assert _titles(output) == {"pmid:1": None, "doi:10.1/b": "A title"}


def test_all_files_of_a_table_have_one_schema_though_most_of_them_are_of_an_earlier_program(output: Path) -> None:
    _make_older(output, stored_table(ARTICLES), _without("title"))

    published(output, _NEW)

    files = list((output / "articles").iterdir())
    assert len(files) == 2
    assert all(pq.read_schema(file).equals(schema(ARTICLES), check_metadata=True) for file in files)


def test_tables_whose_columns_are_those_of_today_stay_as_they_are(output: Path) -> None:
    _make_older(output, stored_table(ARTICLES), _without("title"))
    before = {file.path for file in current_snapshot(output).manifest.files if file.low == 0}

    published(output, _NEW)

    after = {file.path for file in current_snapshot(output).manifest.files}
    assert {path.split("/")[0] for path in before - after} == {"articles"}


def test_columns_in_another_order_are_put_into_today_s(output: Path) -> None:
    _make_older(output, stored_table(ARTICLES), lambda rows: rows.select(rows.column_names[::-1]))

    published(output, _NEW)

    assert pq.read_schema(next((output / "articles").iterdir())).names == schema(ARTICLES).names
    assert _titles(output) == {"pmid:1": "A title", "doi:10.1/b": "A title"}


def test_captures_of_an_earlier_program_are_captures_still(output: Path) -> None:
    _make_older(output, stored_table(CAPTURES), _without("detail", "encoding"))

    published(output, _NEW)

    captures = ds.dataset(output / "captures").to_table()
    assert captures.schema.equals(schema(CAPTURES), check_metadata=True)
    assert captures["source_uri"].to_pylist() == ["a.html", "a.txt", "b.html"]


def test_kept_contents_of_an_earlier_program_give_rows_still(output: Path) -> None:
    _make_older(output, kept(ARTICLES), _without("funding"))

    published(output, [Page(uri="c.html", pmid=3, doi="10.1/a")])

    assert _titles(output)["doi:10.1/a"] == "Kept"


@pytest.mark.usefixtures("output")
def test_a_manifest_names_the_columns_of_all_that_is_stored(output: Path) -> None:
    columns = current_snapshot(output).manifest.columns

    assert list(columns) == [stored.name for stored in STORED]
    assert columns["articles"] == {field.name: str(field.type) for field in schema(ARTICLES)}


def test_a_column_that_was_renamed_keeps_its_values(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make_older(output, stored_table(ARTICLES), _renaming("title", "heading"))
    monkeypatch.setattr(evolve, "MIGRATIONS", (Renamed("articles", "heading", "title"),))

    published(output, _NEW)

    assert _titles(output) == {"pmid:1": "A title", "doi:10.1/b": "A title"}


def test_a_column_that_was_renamed_twice_keeps_its_values(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make_older(output, stored_table(ARTICLES), _renaming("title", "name"))
    steps = (Renamed("articles", "name", "heading"), Renamed("articles", "heading", "title"))
    monkeypatch.setattr(evolve, "MIGRATIONS", steps)

    published(output, _NEW)

    assert _titles(output)["pmid:1"] == "A title"


def test_a_column_that_was_dropped_is_gone(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make_older(output, stored_table(ARTICLES), _with("impact"))
    monkeypatch.setattr(evolve, "MIGRATIONS", (Dropped("articles", "impact"),))

    published(output, _NEW)

    assert ds.dataset(output / "articles").schema.names == schema(ARTICLES).names
    assert _titles(output)["pmid:1"] == "A title"


def test_what_happened_to_another_table_s_column_is_nothing_to_this_one(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evolve, "MIGRATIONS", (Dropped("references", "title"), Renamed("authors", "doi", "title")))

    published(output, _NEW)

    assert _titles(output) == {"pmid:1": "A title", "doi:10.1/b": "A title"}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param(_with("impact"), "impact", id="a column that nobody knows"),
        pytest.param(_renaming("title", "heading"), "heading", id="another name"),
        pytest.param(_retyped("pmid", pa.string()), "pmid", id="another type"),
        pytest.param(_without("article_id"), "article_id", id="a missing one that is never null"),
    ],
)
def test_another_difference_is_an_error_that_names_the_column_and_what_to_do(
    output: Path, change: _Change, named: str
) -> None:
    _make_older(output, stored_table(ARTICLES), change)

    with pytest.raises(DatasetError, match=rf"published articles has other columns .*\({named}\).* --basis nothing"):
        published(output, _NEW)

    assert current_snapshot(output).number == 1


def _let_be_without_grants(output: Path) -> None:
    snapshot = output / "current"
    manifest = json.loads((snapshot / "_manifest.json").read_bytes())
    manifest["files"] = [file for file in manifest["files"] if file["table"] != "grants"]
    del manifest["columns"]["grants"], manifest["counts"]["tables"]["grants"]
    (snapshot / "_manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(_NEW, id="where a range is new"),
        pytest.param([Page(uri="2.html", pmid=2)], id="where an article is added"),
        pytest.param([Page(uri="no.html", reason=Reason.EMPTY)], id="where no article changes"),
    ],
)
def test_a_table_that_an_earlier_program_did_not_have_is_there_for_every_range(output: Path, pages: list[Page]) -> None:
    adding = dataclasses.replace(SETTINGS, smallest_base=1, additions_share=1)
    _let_be_without_grants(output)

    published(output, pages, settings=adding)

    after = current_snapshot(output).manifest
    bases = {tuple(f.low for f in after.files_of(t) if f.layer is Layer.BASE) for t in ARTICLE_TABLES}
    assert bases == {tuple(one.low for one in after.ranges)}


def test_a_dataset_of_an_earlier_program_is_brought_up_to_date_once(output: Path) -> None:
    _make_older(output, stored_table(ARTICLES), _without("title"))

    first = published(output, _OLD)
    again = published(output, _OLD)

    assert isinstance(first, Published)
    assert isinstance(again, Unchanged)
