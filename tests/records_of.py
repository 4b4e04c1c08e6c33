"""The published form of an outcome as plain values, for comparison with expected records."""

from datetime import date, datetime

from pipeline.outcome import Extracted
from pipeline.page import ArticlePage
from pipeline.tables import SECTION_TABLES

Row = dict[str, object]
Records = dict[str, list[Row]]


def records_of(extracted: Extracted) -> Records:
    """Every table's rows of one page, as JSON would hold them, under the article's own identity."""
    identity = _identity(extracted.page)
    return {
        "articles": [identity | _plain(extracted.assembled.article._asdict())],
        **section_records_of(extracted.page),
    }


def section_records_of(page: ArticlePage) -> Records:
    """The same of the tables that a page's sections give."""
    identity = _identity(page)
    tables = {table.name: getattr(page, table.name) for table in SECTION_TABLES}
    return {name: [identity | _plain(row._asdict()) for row in rows] for name, rows in tables.items()}


def _identity(page: ArticlePage) -> Row:
    return {"article_id": f"pmid:{page.pmid}"}


def _plain(row: Row) -> Row:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
