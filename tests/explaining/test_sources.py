"""Every column comes from somewhere, and every warning of the audit is about something that there is."""

import re
from pathlib import Path

import pytest

from pipeline import audit
from pipeline.explaining.doubts import _ABOUT, _ECHOES, about, lost_by, printed_again
from pipeline.explaining.sources import OF_THE_CAPTURE, fields_of, is_derived, named_by
from pipeline.layouts.flat_text.losses import LOSABLE
from pipeline.page import ArticlePage, Echoes
from pipeline.record import StoredColumn, stored_columns
from pipeline.tables import ARTICLES, REFERENCES, TABLES

_COLUMNS = stored_columns(ARTICLES)
_NAMES = {column.name for column in _COLUMNS} | {table.name for table in TABLES}


@pytest.mark.parametrize("column", _COLUMNS, ids=lambda column: column.name)
def test_a_column_tells_of_the_capture_or_comes_from_fields_of_the_page(column: StoredColumn) -> None:
    fields = fields_of(ARTICLES, column)

    assert bool(fields) != (column.name in OF_THE_CAPTURE)
    assert set(fields) <= set(ArticlePage.__dataclass_fields__)


def test_what_is_no_field_of_the_page_is_derived() -> None:
    derived = {column.name for column in _COLUMNS if is_derived(ARTICLES, column)}

    assert {"publication_year", "publication_date_precision", "volume", "abstract", "author_count"} <= derived
    assert not {"title", "citation", "keywords", "funding"} & derived


def test_the_rows_of_a_table_come_from_its_field() -> None:
    assert fields_of(REFERENCES, stored_columns(REFERENCES)[3]) == ("references",)


def test_a_name_means_a_column_or_a_table() -> None:
    assert named_by("title") == named_by("articles.title") == (("articles", "title"),)
    assert named_by("references") == named_by("references.year") == (("references", None),)
    assert named_by("nobody") == named_by("references.nobody") == named_by("captures") == ()


def test_every_warning_that_compares_two_values_is_about_a_column() -> None:
    source = Path(audit.__file__).read_text(encoding="utf-8")
    names = set(re.findall(r'"([a-z-]+-(?:differs?|not-in)-[a-z-]+)[":]', source))

    assert len(names) > 10
    assert [name for name in names if not about(f"{name}: 'a' and 'b'")] == []


def test_warnings_are_about_what_there_is() -> None:
    assert {name for names in _ABOUT.values() for name in names} <= _NAMES
    assert set(_ECHOES) <= _NAMES
    assert {echo for echoes in _ECHOES.values() for echo in echoes} <= set(Echoes.__dataclass_fields__)


def test_what_a_text_extractor_can_lose_is_a_field_that_there_is() -> None:
    names = ", ".join(name for name, _, _ in LOSABLE)

    assert set(lost_by(f"rendering-lacks: {names}")) <= set(ArticlePage.__dataclass_fields__)
    assert lost_by("truncated: in figures") == ()


def test_the_longest_beginning_decides() -> None:
    assert about("journal-title-differs-from-meta: 'A' and 'B'") == ("journal_title",)
    assert about("nothing-read: figures.image_url") == ("figures",)
    assert about("read-carefully") == ()


def test_what_is_printed_again_is_told_with_its_name() -> None:
    assert list(printed_again("title", Echoes(title="A", short_title="B"))) == ["title: A", "short_title: B"]
    assert list(printed_again("title", Echoes())) == []
