"""The published tables as readers find them: any plain Parquet reader, no duplicates, all tables of one moment."""

import json
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]  # its stubs are another package
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from pipeline.dataset import current_snapshot
from pipeline.outcome import Reason
from pipeline.record import dictionary, schema
from pipeline.tables import ABSTRACT_SECTIONS, ARTICLES, CAPTURES, REFERENCES, TABLES, Owner, Table
from tests.dataset.pages import SETTINGS, Page, given, published

_PAGES = [
    Page(uri="b", pmid=9_000_000, doi="10.1/b"),
    Page(uri="a", pmid=20_000_000),
    Page(uri="c", doi="10.1/c"),
    Page(uri="d"),
    Page(uri="e", reason=Reason.SEARCH_RESULTS),
    Page(uri="f", pmid=9_000_000, shows="Another capture"),
]
_ROWS = {"articles": 4, "authors": 4, "abstract_sections": 8, "references": 8, "documents": 4, "captures": 6}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("dataset") / "output"
    given(output, _PAGES[:3], _PAGES[3:])
    return output


def _read(output: Path, table: Table) -> pa.Table:
    return pq.read_table(output / table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_read_by_pandas(output: Path, table: Table) -> None:
    frame = pd.read_parquet(output / table.name)

    assert list(frame.columns) == schema(table).names
    assert len(frame) == _ROWS.get(table.name, 0)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_read_by_polars(output: Path, table: Table) -> None:
    frame = pl.read_parquet(output / table.name / "*.parquet")

    assert frame.columns == schema(table).names
    assert frame.height == _ROWS.get(table.name, 0)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_read_by_duckdb(output: Path, table: Table) -> None:
    found = duckdb.read_parquet(f"{output}/{table.name}/*.parquet")

    assert found.columns == schema(table).names
    assert len(found.fetchall()) == _ROWS.get(table.name, 0)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_read_by_pyarrow_with_types_nullability_and_descriptions(output: Path, table: Table) -> None:
    found = ds.dataset(output / table.name)

    assert found.schema.equals(schema(table), check_metadata=True)
    assert found.count_rows() == _ROWS.get(table.name, 0)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_pinned_path_is_read_like_the_moving_one(output: Path, table: Table) -> None:
    pinned = (output / "current").resolve()

    assert pq.read_table(pinned / table.name).equals(_read(output, table))


def test_tables_of_an_article_begin_with_its_name(output: Path) -> None:
    named = [table for table in TABLES if table.owner is Owner.ARTICLE]

    assert {_read(output, table).column_names[0] for table in named} == {"article_id"}


def test_articles_are_sorted_by_the_number_of_their_pmid_and_then_by_name(output: Path) -> None:
    ids = _read(output, ARTICLES)["article_id"].to_pylist()

    assert ids == ["pmid:9000000", "pmid:20000000", "doi:10.1/c", f"page:{_PAGES[3].capture_id[:16]}"]


def test_rows_of_an_article_are_in_the_tables_own_order(output: Path) -> None:
    references = _read(output, REFERENCES).slice(0, 4)
    sections = _read(output, ABSTRACT_SECTIONS).slice(0, 2)

    assert references["position"].to_pylist() == [1, 2, 1, 2]
    assert sections["language"].to_pylist() == ["eng", "fra"]


def test_captures_are_sorted_by_their_address_and_none_is_left_out(output: Path) -> None:
    assert _read(output, CAPTURES)["source_uri"].to_pylist() == ["a", "b", "c", "d", "e", "f"]


def test_all_rows_of_an_article_come_from_its_winner(output: Path) -> None:
    authors = _read(output, Table("authors", TABLES[1].row))["name"].to_pylist()

    assert authors[0] == "Li Lei of A title"
    assert "Li Lei of Another capture" not in authors


def test_captures_name_article_and_run(output: Path) -> None:
    captures = _read(output, CAPTURES)

    assert captures["article_id"].to_pylist()[:3] == ["pmid:20000000", "pmid:9000000", "doi:10.1/c"]
    assert captures["article_id"].to_pylist()[4] is None
    assert set(captures["run_id"].to_pylist()) == {current_snapshot(output).manifest.run_id}


def test_files_are_compressed_sorted_and_indexed_as_declared(output: Path) -> None:
    (name, _) = current_snapshot(output).manifest.files_of(REFERENCES)
    group = pq.ParquetFile(output / "current" / name.path).metadata.row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    filtered = [column.path_in_schema for column in columns if column.to_dict().get("bloom_filter_offset")]

    assert {column.compression for column in columns} == {"ZSTD"}
    assert all(column.has_offset_index for column in columns)
    assert filtered == ["doi", "pmid"]


def test_only_files_whose_text_order_is_true_claim_to_be_sorted(output: Path, tmp_path: Path) -> None:
    published(tmp_path / "output", _PAGES[1:3])
    mixed, _ = current_snapshot(output).manifest.files_of(ARTICLES)
    alike, _ = current_snapshot(tmp_path / "output").manifest.files_of(ARTICLES)

    assert len(pq.ParquetFile(output / "current" / mixed.path).metadata.row_group(0).sorting_columns) == 0
    claimed = pq.ParquetFile(tmp_path / "output/current" / alike.path).metadata.row_group(0).sorting_columns
    assert [column.column_index for column in claimed] == [0]


def test_file_names_say_table_range_and_run(output: Path) -> None:
    snapshot = current_snapshot(output)
    names = [Path(file.path).name for file in snapshot.manifest.files_of(ARTICLES)]

    run = snapshot.manifest.run_id
    assert names == [f"articles-000000000-{run}.parquet", f"articles-unnumbered-{run}.parquet"]


def test_a_snapshot_explains_itself(output: Path) -> None:
    said = json.loads((output / "current/_schema.json").read_text())

    assert (output / "current/data-dictionary.md").read_text() == dictionary()
    assert list(said) == [table.name for table in TABLES]
    assert said["articles"]["columns"][0]["description"]


def test_ranges_are_the_same_for_every_table_and_partition_all_pmids(tmp_path: Path) -> None:
    pages = [Page(uri=str(pmid), pmid=pmid) for pmid in range(10, 25)]
    settings = SETTINGS.__class__(articles_per_range=4, addresses_per_file=6)

    published(tmp_path / "output", [*pages, Page(uri="x")], settings=settings)

    manifest = current_snapshot(tmp_path / "output").manifest
    cuts = {
        tuple((file.low, file.high) for file in manifest.files_of(table))
        for table in TABLES
        if table.owner is Owner.ARTICLE
    }
    assert cuts == {((0, 15), (15, 20), (20, None), (None, None))}
    assert [file.rows for file in manifest.files_of(ARTICLES)] == [5, 5, 5, 1]
    assert [file.rows for file in manifest.files_of(CAPTURES)] == [8, 8]


def test_a_range_is_split_when_it_has_twice_its_articles(tmp_path: Path) -> None:
    settings = SETTINGS.__class__(articles_per_range=4)

    given(tmp_path / "7", [Page(uri=str(pmid), pmid=pmid) for pmid in range(1, 8)], settings=settings)
    published(tmp_path / "8", [Page(uri=str(pmid), pmid=pmid) for pmid in range(1, 9)], settings=settings)

    assert [one.articles for one in current_snapshot(tmp_path / "7").manifest.ranges] == [7]
    assert [one.articles for one in current_snapshot(tmp_path / "8").manifest.ranges] == [4, 4]


def test_an_empty_input_gives_empty_tables(tmp_path: Path) -> None:
    published(tmp_path / "output")

    rows = {table.name: _read(tmp_path / "output", table).num_rows for table in TABLES}
    assert rows == dict.fromkeys(rows, 0)
