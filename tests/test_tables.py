"""The declarations themselves: every table and column of the contract, each with a meaning, a type and a fitting name."""

import re

import pyarrow as pa
import pytest

from pipeline.record import StoredColumn, key, meaning, stored_columns
from pipeline.tables import CAPTURES, SECTION_TABLES, TABLES, Owner, Table

CONTRACT = {
    "articles": (
        "article_id pmid pmcid doi title article_language journal_title journal_abbreviation citation publication_year "
        "publication_date publication_date_precision epub_date volume issue pages abstract keywords publication_types "
        "supplementary_concepts copyright conflict_of_interest plain_language_summary funding is_free_pmc is_retracted "
        "author_count figure_count reference_count references_listed capture_id source_uri url captured_at layout parser_version"
    ),
    "authors": "article_id position name short_name is_collective equal_contribution orcid affiliation_positions",
    "affiliations": "article_id position text emails",
    "abstract_sections": "article_id language position label category text",
    "figures": "article_id position label title caption image_url thumbnail_url width height pmcid figure_id",
    "references": "article_id position list_title text doi pmid pmcid authors title journal year volume issue pages",
    "mesh_terms": "article_id position descriptor qualifier is_major",
    "substances": "article_id position name",
    "grants": "article_id position text grant_id acronym agency country",
    "related_articles": "article_id relation position pmid text",
    "full_text_links": "article_id position category provider url",
    "associated_data": "article_id position databank accession url",
    "documents": "article_id text",
    "captures": (
        "capture_id source_uri url captured_at media_type layout size status reason detail warnings article_id parser_version run_id"
    ),
    "article_id_changes": "old_article_id new_article_id run_id",
}
TYPES: dict[str, pa.DataType] = {
    "pmid": pa.int64(),
    "pmcid": pa.string(),
    "doi": pa.string(),
    "position": pa.int32(),
    "publication_year": pa.int16(),
    "year": pa.int16(),
    "references_listed": pa.int32(),
    "width": pa.int32(),
    "height": pa.int32(),
    "captured_at": pa.timestamp("us", tz="UTC"),
    "size": pa.int64(),
    "keywords": pa.list_(pa.string()),
    "publication_types": pa.list_(pa.string()),
    "supplementary_concepts": pa.list_(pa.string()),
    "warnings": pa.list_(pa.string()),
    "emails": pa.list_(pa.string()),
    "affiliation_positions": pa.list_(pa.int32()),
}
"""The types that the contract names, wherever a column has that name."""
AS_PRINTED = {"secondary_date"}
"""Columns that hold words of the page under the page's own name for them, whatever the name ends in."""
COLUMNS = [
    pytest.param(table, stored, id=f"{table.name}.{stored.name}")
    for table in TABLES
    for stored in stored_columns(table)
]


def element_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_list(kind) else kind


def test_the_tables_are_those_of_the_contract_in_its_order() -> None:
    assert [table.name for table in TABLES] == list(CONTRACT)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_every_column_of_the_contract(table: Table) -> None:
    declared = {stored.name for stored in stored_columns(table)}

    assert set(CONTRACT[table.name].split()) - declared == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_says_in_one_sentence_what_a_row_is(table: Table) -> None:
    assert re.fullmatch(r"(An?|One) [^\n]+\.", meaning(table))


@pytest.mark.parametrize(("table", "stored"), COLUMNS)
def test_a_column_has_a_meaning_that_is_no_sentence(table: Table, stored: StoredColumn) -> None:
    said = stored.column.meaning

    assert re.match(r"[A-Z`]", said), table.name
    assert not said.endswith((".", " ", ",", ";", ":"))
    assert said == " ".join(said.split())
    assert "|" not in said, "it would break the dictionary's table"
    assert said.lower() != stored.name.replace("_", " "), "its name again is no meaning"


@pytest.mark.parametrize(("table", "stored"), COLUMNS)
def test_names_are_snake_case(table: Table, stored: StoredColumn) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", table.name)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", stored.name)


@pytest.mark.parametrize(("table", "stored"), COLUMNS)
def test_a_column_has_one_of_the_contract_s_types_and_none_that_knows_nan(table: Table, stored: StoredColumn) -> None:
    allowed = {pa.string(), pa.bool_(), pa.date32(), pa.timestamp("us", tz="UTC"), pa.int16(), pa.int32(), pa.int64()}

    assert element_type(stored.type) in allowed, table.name


@pytest.mark.parametrize(("table", "stored"), COLUMNS)
def test_booleans_and_only_they_begin_with_is_or_has(table: Table, stored: StoredColumn) -> None:
    looks_boolean = stored.name.startswith(("is_", "has_")) or stored.name == "equal_contribution"

    assert pa.types.is_boolean(stored.type) == looks_boolean, table.name


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("_url", pa.string()),
        ("url", pa.string()),
        ("_uri", pa.string()),
        ("_id", pa.string()),
        ("_date", pa.date32()),
        ("_at", pa.timestamp("us", tz="UTC")),
        ("_count", pa.int32()),
        ("_year", pa.int16()),
    ],
)
def test_an_ending_means_its_type(ending: str, expected: pa.DataType) -> None:
    columns = [stored for table in TABLES for stored in stored_columns(table) if stored.name not in AS_PRINTED]

    found = {stored.type for stored in columns if stored.name.endswith(ending)}

    assert found == {expected}


@pytest.mark.parametrize("name", TYPES)
def test_a_name_has_one_type_in_every_table(name: str) -> None:
    found = [stored.type for table in TABLES for stored in stored_columns(table) if stored.name == name]

    assert found
    for kind in found:
        assert pa.types.is_list(kind) == pa.types.is_list(TYPES[name])
        assert element_type(kind) == element_type(TYPES[name])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_that_name_a_row_are_null_only_where_bytes_could_not_be_read(table: Table) -> None:
    nullable = {stored.name for stored in stored_columns(table) if stored.nullable}

    assert key(table)
    assert set(key(table)) & nullable == ({"capture_id"} if table is CAPTURES else set())


@pytest.mark.parametrize("table", [t for t in TABLES if t.owner is Owner.ARTICLE], ids=lambda table: table.name)
def test_a_table_of_an_article_begins_with_its_identity(table: Table) -> None:
    first, *_ = stored_columns(table)

    assert (first.name, first.nullable, key(table)[0]) == ("article_id", False, "article_id")


@pytest.mark.parametrize("table", SECTION_TABLES, ids=lambda table: table.name)
def test_rows_of_a_section_are_named_by_their_position(table: Table) -> None:
    assert key(table)[-1] == "position"


@pytest.mark.parametrize(("table", "stored"), COLUMNS)
def test_what_is_derived_says_from_what(table: Table, stored: StoredColumn) -> None:
    derived = stored.column.derived

    assert not derived or re.match(r"from|counted|BLAKE2b", derived), table.name


def test_measures_name_their_unit() -> None:
    units = {
        s.name: s.column.unit
        for t in TABLES
        for s in stored_columns(t)
        if s.name in {"width", "height", "size", "year", "captured_at"}
    }

    assert units == {"width": "px", "height": "px", "size": "byte", "year": "year", "captured_at": "UTC"}


def test_a_shared_identifier_is_declared_alike_wherever_it_names_the_article() -> None:
    shared = [s for t in TABLES for s in stored_columns(t) if s.name == "article_id" and t.owner is Owner.ARTICLE]

    assert len({stored.column for stored in shared}) == 1
