"""A snapshot beside files of XML: every article that both have, held against each other column by column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from pipeline.comparing.columns import COMPARED, Compared
from pipeline.comparing.counting import Comparison, Counts
from pipeline.comparing.judging import judge
from pipeline.comparing.parsing import articles_in
from pipeline.comparing.reading import read_article
from pipeline.comparing.staging import StagedXml, staged_beside
from pipeline.comparing.values import Rows, Value, XmlArticle
from pipeline.dataset.reading.some_articles import rows_of_articles
from pipeline.dataset.snapshot.readable import Snapshot
from pipeline.tables import ARTICLE_TABLES, Table

Watch = Callable[[str, int, int], None]
"""Told what is done, how far that is, and how far it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be told."""

    columns: Sequence[Compared] = COMPARED
    examples: int = 3
    """How many articles are named of each verdict of a column."""


def compare(snapshot: Snapshot, files: Sequence[Path], asked: Asked, watch: Watch) -> Comparison:
    """Hold them against each other; the caller has pinned the snapshot.

    Raises SourceError where a file cannot be read, and DatasetError where a file of the snapshot cannot.
    """
    with staged_beside(snapshot) as staged:
        staged.add(_articles(files, watch))
        counts = _judged(snapshot, staged, asked, watch)
        return Comparison(
            snapshot=snapshot.number,
            files=len(files),
            articles=counts.articles,
            only_in_xml=staged.only_in_xml(asked.examples),
            only_in_dataset=staged.only_in_snapshot(asked.examples),
            without_pmid=staged.count("SELECT count(*) FROM articles WHERE pmid IS NULL"),
            repeated=staged.count("SELECT (SELECT count(*) FROM given) - (SELECT count(*) FROM last)"),
            columns=counts.figures(asked.columns),
        )


def _articles(files: Sequence[Path], watch: Watch) -> Iterator[XmlArticle]:
    for number, path in enumerate(files):
        watch("Reading XML", number, len(files))
        yield from (found for element in articles_in(path) if (found := read_article(element)))


def _judged(snapshot: Snapshot, staged: StagedXml, asked: Asked, watch: Watch) -> Counts:
    counts, of = Counts(asked.examples), staged.count("SELECT count(*) FROM last SEMI JOIN held USING (pmid)")
    columns = _columns()
    for some in staged.shared():
        pages = rows_of_articles(snapshot, [one.pmid for one in some], columns)
        for one in some:
            counts.add(one.pmid, judge(_plain(pages[one.pmid]), one.rows, asked.columns))
        watch("Comparing", counts.articles, of)
    return counts


def _columns() -> Mapping[Table, Sequence[str]]:
    """The columns that are read of each table."""
    names: dict[str, list[str]] = {}
    for one in COMPARED:
        names.setdefault(one.table, []).append(one.column)
    names["articles"] += ["references_listed"]
    return {table: names[table.name] for table in ARTICLE_TABLES if table.name in names}


def _plain(page: Mapping[str, Sequence[Mapping[str, object]]]) -> Rows:
    """The rows of a page with values as the XML's have them: a date is text."""
    return {
        table: [{name: _value(value) for name, value in row.items()} for row in rows] for table, rows in page.items()
    }


def _value(value: object) -> Value:
    return value.isoformat() if isinstance(value, date) else cast("Value", value)
