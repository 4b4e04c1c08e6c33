"""One declaration, many forms: Arrow schemas, Parquet files and the data dictionary say the same."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.record import batch, dictionary, key, meaning, schema, stored_columns
from pipeline.tables import TABLES, Column, Int16, Int64, Owner, Pmid, Table


class Lamp(NamedTuple):
    """A lamp,
    lit or not.
    """

    position: Annotated[Int16, Column("Order", unit="lamp")]
    pmid: Annotated[Pmid | None, Column("Who lit it", derived="from the log")]
    finder: Annotated[Pmid, Column("Who found it")]
    width: Annotated[Int64 | None, Column("Width", unit="mm", source="ISO 1")]
    lit: Annotated[datetime | None, Column("When")]
    colours: Annotated[list[str], Column("Colours")]
    nights: Annotated[list[Int16] | None, Column("Nights")]


LAMPS = Table("lamps", Lamp)
RUNS = Table("runs", Lamp, owner=Owner.RUN)


def test_a_type_s_width_and_null_are_declared_once() -> None:
    assert [(s.name, str(s.type), s.nullable) for s in stored_columns(RUNS)] == [
        ("position", "int16", False),
        ("pmid", "int64", True),
        ("finder", "int64", False),
        ("width", "int64", True),
        ("lit", "timestamp[us, tz=UTC]", True),
        ("colours", "list<element: string not null>", False),
        ("nights", "list<element: int16 not null>", True),
    ]


def test_a_column_s_own_meaning_counts_before_its_type_s() -> None:
    meanings = {s.name: s.column.meaning for s in stored_columns(RUNS)}

    assert (meanings["pmid"], meanings["finder"]) == ("Who lit it", "Who found it")


def test_an_article_s_table_gets_the_article_in_front() -> None:
    assert [s.name for s in stored_columns(LAMPS)][:2] == ["article_id", "position"]
    assert (key(LAMPS), key(RUNS)) == (("article_id", "position"), ("position",))


def test_the_meaning_of_a_table_is_one_line() -> None:
    assert meaning(LAMPS) == "A lamp, lit or not."


def test_a_schema_carries_what_is_said_and_nothing_empty() -> None:
    fields = schema(RUNS)

    assert fields.metadata == {b"description": b"A lamp, lit or not."}
    assert fields.field("width").metadata == {b"description": b"Width", b"unit": b"mm", b"source": b"ISO 1"}
    assert fields.field("colours").metadata == {b"description": b"Colours"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_meanings_types_and_nulls_survive_a_parquet_file(table: Table, tmp_path: Path) -> None:
    declared = schema(table)
    pq.write_table(declared.empty_table(), tmp_path / "a.parquet")

    read = pq.read_schema(tmp_path / "a.parquet")

    assert read.equals(declared, check_metadata=False)
    assert read.metadata[b"description"] == declared.metadata[b"description"]
    for field in declared:
        assert field.metadata is not None
        assert (read.field(field.name).metadata or {}).items() >= field.metadata.items()


def test_a_batch_is_made_of_columns_in_their_declared_order() -> None:
    lit = datetime(2023, 12, 5, tzinfo=UTC)
    made = batch(RUNS, [[1, 2], [7, None], [5, 6], [None, 9], [lit, None], [["red"], []], [None, [3]]])

    assert made.schema.equals(schema(RUNS))
    assert made.to_pylist() == [
        {"position": 1, "pmid": 7, "finder": 5, "width": None, "lit": lit, "colours": ["red"], "nights": None},
        {"position": 2, "pmid": None, "finder": 6, "width": 9, "lit": None, "colours": [], "nights": [3]},
    ]


@pytest.mark.parametrize(
    "columns",
    [[[1], [1]], [["one"], [7], [5], [9], [None], [[]], [None]], [[40_000], [7], [5], [9], [None], [[]], [None]]],
    ids=["too few", "a wrong type", "too large a number"],
)
def test_columns_that_do_not_fit_are_refused(columns: list[list[object]]) -> None:
    with pytest.raises((ValueError, TypeError, pa.ArrowException, OverflowError)):
        batch(RUNS, columns)


def test_dates_are_days() -> None:
    epub = schema(TABLES[0]).field("epub_date")

    assert pa.array([date(2021, 12, 22)], epub.type).cast(pa.int32()).to_pylist() == [18_983]


def test_the_dictionary_names_every_table_and_column_with_its_type_and_meaning() -> None:
    text = dictionary()

    for table in TABLES:
        section = text.partition(f"## `{table.name}`\n")[2].partition("\n## ")[0]
        assert meaning(table) in section
        for stored in stored_columns(table):
            (row,) = [line for line in section.splitlines() if line.startswith(f"| `{stored.name}` |")]
            assert stored.column.meaning in row
            assert ("| yes |" in row) == stored.nullable
            assert row.count("|") == 7


def test_the_dictionary_marks_what_is_derived() -> None:
    assert "(*derived* from `citation`)" in dictionary()
