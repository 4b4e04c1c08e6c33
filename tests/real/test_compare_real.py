"""Real pages beside XML that is written of their gold records as NLM writes it; and real XML, of which all is read.

There is no real XML of a page that is here, so what pages print beside it is known of gold alone.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.comparing.columns import COMPARED
from pipeline.comparing.judging import Verdict, judge
from pipeline.comparing.parsing import articles_in
from pipeline.comparing.reading import read_article
from pipeline.comparing.values import XmlArticle
from pipeline.extract import extract
from pipeline.normalize.citations import citation_parts
from pipeline.outcome import Extracted
from tests.comparing.sides import told
from tests.comparing.written import Records
from tests.records_of import records_of
from tests.samples import some
from tests.saved_pages import html_document

pytestmark = pytest.mark.real

FLOORS = {"abstract_sections.category": 0.7, "articles.plain_language_summary": 0.0}
"""Where gold leaves values open, so that the written XML lacks them; all other columns agree on every page."""
ONE_IN = 6
"""Of the pages."""
WITHOUT_VALUES: dict[str, object] = {
    "keywords": [], "publication_types": [], "supplementary_concepts": [], "copyright": None, "conflict_of_interest": None,
    "plain_language_summary": None, "article_language": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def gold(real_pages: Path) -> Mapping[int, Records]:
    """What is known of each page, by PMID."""
    tables: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted((real_pages / "gold").glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            tables[int(row["article_id"].removeprefix("pmid:"))][path.stem].append(row)
    for known in tables.values():
        (article,) = known["articles"]
        epub = article.get("epub_date")
        article |= {name: article.get(name) or empty for name, empty in WITHOUT_VALUES.items()}
        article["secondary_date"] = f"Epub {date.fromisoformat(epub):%Y %b %d}." if epub else None
    return tables


@pytest.fixture(scope="module")
def articles(shared_xml: Path) -> list[XmlArticle]:
    """Every article of the real XML."""
    return [found for element in articles_in(shared_xml) if (found := read_article(element))]


@pytest.fixture(scope="module")
def shared_xml(real_pages: Path) -> Path:
    path = real_pages.parent / "xml" / "pubmed-articles.xml.gz"
    if not path.is_file():
        pytest.skip("no real XML")
    return path


def test_pages_agree_with_xml_of_what_is_known_of_them(real_pages: Path, gold: Mapping[int, Records]) -> None:
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for pmid in some(sorted(gold), ONE_IN):
        page = extract(html_document((real_pages / "html" / f"{pmid}.html").read_bytes()))
        assert isinstance(page, Extracted)
        for one, found in judge(records_of(page), told(gold[pmid])).items():  # type: ignore[arg-type]
            counts[one.name][found.verdict] += 1

    shares = {name: _share_equal(verdicts) for name, verdicts in counts.items()}
    assert {name: share for name, share in shares.items() if share < FLOORS.get(name, 1.0)} == {}


def _share_equal(verdicts: Counter[Verdict]) -> float:
    told_of = sum(verdicts.values()) - verdicts[Verdict.NEITHER] - verdicts[Verdict.NOT_COMPARABLE]
    return verdicts[Verdict.EQUAL] / told_of if told_of else 1.0


def test_every_article_of_real_xml_is_read_and_every_column_is_told_by_some(articles: list[XmlArticle]) -> None:
    told_by_some = {
        f"{table}.{name}"
        for article in articles
        for table, rows in article.rows.items()
        for row in rows
        for name, value in row.items()
        if value not in (None, [], False)
    }

    assert len(articles) == 1_771
    assert {one.name for one in COMPARED} - told_by_some == set()


def test_a_real_volume_issue_and_pages_are_those_of_the_line_that_is_printed_of_them(
    articles: list[XmlArticle],
) -> None:
    rows = [article.rows["articles"][0] for article in articles]
    whole = [row for row in rows if row["volume"] and row["issue"] and row["pages"]]
    lines = [f"{row['publication_year']};{row['volume']}({row['issue']}):{row['pages']}." for row in whole]

    assert len(whole) > 1_000
    assert [citation_parts(line)[1:] for line in lines] == [
        (row["volume"], row["issue"], row["pages"]) for row in whole
    ]
