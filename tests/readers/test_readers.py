"""The recipes for readers are run as they stand in the document, and give the dataset's types and rows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pytest

from pipeline.record import schema, stored_columns
from pipeline.tables import ARTICLES
from tests.queries.circle import rows
from tests.readers.__main__ import ELSEWHERE
from tests.readers.recipes import headings, recipe

_TABLES: Mapping[str, Callable[[Any], pa.Table]] = {
    "pandas": lambda found: pa.Table.from_pandas(found, preserve_index=False),
    "Polars": lambda found: found.to_arrow(),
    "DuckDB": lambda found: found.to_arrow_table(),
    "pyarrow": lambda found: found,
}
"""Each reader's own table as Arrow's."""
_TEXTS = (pa.large_string(), pa.string_view())
"""What readers have for a text besides `string`."""


class Followed:
    """What a recipe leaves behind."""

    def __init__(self, heading: str) -> None:
        self.left: dict[str, Any] = {}
        exec(compile(recipe(heading), f"docs/readers.md, {heading}", "exec"), self.left)  # noqa: S102  # the document's own code
        self._as_arrow = _TABLES[heading]

    def table(self, name: str) -> pa.Table:
        return self._as_arrow(self.left[name])

    def values(self, name: str, column: str) -> list[object]:
        return cast("list[object]", self.table(name)[column].to_pylist())


@pytest.fixture(scope="module", params=_TABLES)
def followed(request: pytest.FixtureRequest, circle_output: Path) -> Iterator[Followed]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(circle_output.parent)
        yield Followed(request.param)


def _plain(kind: pa.DataType) -> pa.DataType:
    """A type without what readers do differently: how long an offset is, and what a list's member is called."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    return pa.string() if kind in _TEXTS else kind


def test_every_recipe_is_run_here_or_by_make_readers() -> None:
    assert set(headings()) == {*_TABLES, *ELSEWHERE}


def test_a_table_has_the_types_of_the_contract(followed: Followed) -> None:
    found = {field.name: _plain(field.type) for field in followed.table("articles").schema}

    assert found == {field.name: _plain(field.type) for field in schema(ARTICLES)}


def test_dates_are_dates_and_times_are_in_utc(followed: Followed) -> None:
    days = {row["article_id"]: row["publication_date"] for row in rows("articles")}
    names, found = (followed.values("articles", name) for name in ("article_id", "publication_date"))

    assert {name: cast("date", day).isoformat() for name, day in zip(names, found, strict=True)} == days
    moments = [cast("datetime", moment) for moment in followed.values("articles", "captured_at")]
    assert {moment.utcoffset() for moment in moments} == {datetime.now(UTC).utcoffset()}


def test_two_tables_are_joined(followed: Followed) -> None:
    pairs = sorted(
        zip(followed.values("joined", "article_id"), followed.values("joined", "name"), strict=True), key=str
    )

    assert pairs == sorted(((row["article_id"], row["name"]) for row in rows("authors")), key=str)


def test_a_list_is_unnested_into_a_row_a_member(followed: Followed) -> None:
    found = zip(followed.values("unnested", "article_id"), followed.values("unnested", "keywords"), strict=True)

    expected = [(row["article_id"], word) for row in rows("articles") for word in cast("list[str]", row["keywords"])]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_rows_are_filtered_by_date(followed: Followed) -> None:
    expected = {row["article_id"] for row in rows("articles") if str(row["publication_date"]) >= "2020"}

    assert set(followed.values("recent", "article_id")) == expected


def test_what_columns_mean_is_read_with_them(followed: Followed) -> None:
    assert followed.left["descriptions"] == {one.name: one.column.meaning for one in stored_columns(ARTICLES)}
