"""The program's records beside the scraper's rows, value by value. What cannot be compared is named here, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from pipeline.outcome import Extracted
from pipeline.tables import ARTICLES, SECTION_TABLES
from tests.second_opinion.rows import Scraped

Row = Mapping[str, object]


class NamedRow(Protocol):
    """A row of either side."""

    def _asdict(self) -> dict[str, object]: ...


class Uncompared(NamedTuple):
    """Columns of a table that the scraper does not give."""

    table: str
    columns: tuple[str, ...]
    why: str


PRINTED_IDENTIFIERS = ("printed_doi", "printed_pmid", "printed_pmcid")
UNCOMPARED = (
    Uncompared(
        "articles",
        ("capture_id", "source_uri", "captured_at", "layout", "parser_version"),
        "tell how the program came by the page, not what the page says",
    ),
    Uncompared(
        "abstract_sections",
        ("category",),
        "stands on no page: it is NLM's table of 900 labels, which a second look into the same table would not confirm",
    ),
    Uncompared(
        "references",
        ("authors", "title", "journal", "year", "volume", "issue", "pages", *PRINTED_IDENTIFIERS),
        "are parsed out of the citation's text, not of the page; `tests/normalize/test_cited.py` and the benchmark "
        "`citations` judge them by articles whose parts are known",
    ),
)
"""Of the tables that a page's sections fill; `documents` is put together from the rows of the others.

`authors.orcid` is compared, but no page that is known shows one.
"""
SEASON = Uncompared(
    "articles", ("publication_date",), "of a season: the contract does not say which day it begins with"
)


def differences(extracted: Extracted, scraped: Scraped) -> Sequence[str]:
    """Where the two say different things, a line a value; none where they agree."""
    page, lists = extracted.page, scraped.lists
    pairs = [(ARTICLES.name, [extracted.assembled.article], [scraped.article])]
    pairs += [(table.name, getattr(page, table.name), getattr(lists, table.name)) for table in SECTION_TABLES]
    return [line for table, own, theirs in pairs for line in _differences(table, own, theirs)]


def _differences(table: str, own: Sequence[NamedRow], theirs: Sequence[NamedRow]) -> Iterator[str]:
    if len(own) != len(theirs):
        yield f"{table}: {len(own)} rows, by the scraper {len(theirs)}"
    for number, (mine, other) in enumerate(zip(_compared(table, own), _compared(table, theirs), strict=False), 1):
        for column in sorted(mine.keys() | other.keys()):
            if mine.get(column) != other.get(column):
                yield f"{table} {number} {column}: {mine.get(column)!r}, by the scraper {other.get(column)!r}"


def _compared(table: str, rows: Sequence[NamedRow]) -> Iterator[Row]:
    """The rows without what is not compared; a tuple is as good as a list."""
    for row in rows:
        values = row._asdict()
        left_out = _left_out(table, values)
        yield {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if name not in left_out}


def _left_out(table: str, values: Row) -> frozenset[str]:
    is_season = values.get("publication_date_precision") == "season"
    exceptions = (*UNCOMPARED, SEASON) if is_season else UNCOMPARED
    return frozenset(column for one in exceptions if one.table == table for column in one.columns)
