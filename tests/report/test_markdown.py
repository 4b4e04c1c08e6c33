"""What Prefect shows is the same in short, and no text of pages is Markdown or HTML in it."""

from html import unescape

from pipeline.report.inert import in_markdown
from pipeline.report.markdown import summary, table_rows
from tests.report.reports import HOSTILE, TURNING, report, stopped


def test_text_in_markdown_has_no_character_that_markdown_or_html_knows() -> None:
    text = in_markdown(HOSTILE)

    assert not set(text) & set("<>\"'`|[]()*_!\\~:./")
    assert unescape(text) == HOSTILE


def test_it_is_one_line_without_turning_characters() -> None:
    text = in_markdown(f"{TURNING}\nnext")

    assert "\n" not in text
    assert "\u202e" not in text


def test_the_summary_begins_with_the_answer() -> None:
    assert unescape(summary(report()).splitlines()[0]) == f"# {report().headline}"


def test_the_summary_names_alarms_rejections_and_warnings() -> None:
    said = unescape(summary(stopped()))

    assert "on 0 of 8 pages (0.0%), before on 40 of 80 pages (50.0%); for example a.html" in said
    assert "| challenge | 1 |" in said
    assert "## Warnings" in said


def test_no_hostile_text_is_left_in_it() -> None:
    said = summary(stopped())

    assert "<script" not in said
    assert "javascript:" not in said


def test_tables_have_their_rows_and_their_change() -> None:
    assert table_rows(report())[:2] == [
        {"table": "articles", "rows": 108, "change": 7},
        {"table": "grants", "rows": 3, "change": -1},
    ]
