"""Real pages: scored against gold records, with floors that only ever rise."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.extract import extract
from pipeline.outcome import Extracted, Outcome, Reason, Rejected
from pipeline.record import batch, stored_columns
from pipeline.tables import ARTICLES, SECTION_TABLES, Table
from tests.saved_pages import html_document

pytestmark = pytest.mark.real

FLOORS = Path(__file__).with_name("floors.json")
"""The least F1 of all cells, and of every column; raised by hand, never lowered in silence."""
OTHERS = {
    "ncbi-500-error.html": Reason.SERVER_ERROR,
    "pmc-article-2009.html": Reason.PMC_ARTICLE,
    "pmc-article-2017-25409824.html": Reason.PMC_ARTICLE,
    "pmc-article-2023-PMC1280342.html": Reason.PMC_ARTICLE,
    "pmc-article-2024-28083566.html": Reason.PMC_ARTICLE,
    "pubmed-home-2017.html": Reason.HOME_PAGE,
    "pubmed-pow-challenge-2026.html": Reason.CHALLENGE,
    "pubmed-search-results-2026-dom.html": Reason.SEARCH_RESULTS,
    "recaptcha-checking-your-browser-pmc.html": Reason.CHALLENGE,
}


def read(path: Path) -> Outcome:
    return extract(html_document(path.read_bytes(), path.name))


@pytest.fixture(scope="module")
def articles(real_pages: Path) -> dict[str, Extracted]:
    """Every article page, by its file's name."""
    outcomes = {path.name: read(path) for path in sorted((real_pages / "html").glob("*.html"))}
    return {name: found for name, found in outcomes.items() if isinstance(found, Extracted)}


@pytest.fixture(scope="module")
def scores(
    real_pages: Path, articles: dict[str, Extracted], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, float]:
    """F1 by `table.column`, and of all cells as `overall`, by the scorer that lies with the pages."""
    output, report = tmp_path_factory.mktemp("output"), tmp_path_factory.mktemp("report") / "scores.json"
    write_tables(output, list(articles.values()))
    command = [
        sys.executable,
        str(real_pages / "score.py"),
        str(real_pages / "gold"),
        str(output),
        "--json",
        str(report),
    ]
    subprocess.run(command, check=True, capture_output=True)
    found = json.loads(report.read_text(encoding="utf-8"))
    columns = {f"{t}.{c}": s["f1"] for t, table in found["tables"].items() for c, s in table["columns"].items()}
    rows = {f"{t}.(rows)": table["rows"]["f1"] for t, table in found["tables"].items()}
    return {"overall": found["overall"]["f1"], **columns, **rows}


def write_tables(output: Path, articles: Sequence[Extracted]) -> None:
    """The tables as plain Parquet files, without the rooms that stage and merge."""
    for table in (ARTICLES, *SECTION_TABLES):
        rows = [(f"pmid:{found.page.pmid}", *row) for found in articles for row in rows_of(found, table)]
        columns = list(zip(*rows, strict=True)) or [() for _ in stored_columns(table)]
        part = batch(table, columns)
        (output / table.name).mkdir()
        with pq.ParquetWriter(output / table.name / "part.parquet", part.schema) as writer:
            writer.write_batch(part)


def rows_of(found: Extracted, table: Table) -> Sequence[tuple[object, ...]]:
    if table is ARTICLES:
        return [found.assembled.article]
    rows: Sequence[tuple[object, ...]] = getattr(found.page, table.name)
    return rows


def test_every_article_page_is_read_and_shows_the_article_that_it_is_named_after(
    real_pages: Path, articles: dict[str, Extracted]
) -> None:
    assert set(articles) == {path.name for path in (real_pages / "html").glob("*.html")}
    assert {name: f"{found.page.pmid}.html" for name, found in articles.items()} == {name: name for name in articles}


def test_no_score_is_below_its_floor(scores: dict[str, float]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert set(scores) == set(floors), "a column without a floor, or a floor without a column"
    assert {name: score for name, score in scores.items() if score < floors[name]} == {}


def test_no_floor_lies_below_what_was_promised() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert floors["overall"] >= 0.999
    assert min(floors.values()) >= 0.99


def test_a_floor_is_raised_when_its_score_has_risen(scores: dict[str, float]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert {name: score for name, score in scores.items() if score > floors[name] + 0.005} == {}


def test_the_pages_that_are_no_articles_are_those_with_a_known_reason(real_pages: Path) -> None:
    assert {path.name for path in (real_pages / "other").glob("*.html")} == set(OTHERS)


@pytest.mark.parametrize("name", OTHERS)
def test_a_page_that_is_no_article_is_rejected_for_its_own_reason(real_pages: Path, name: str) -> None:
    found = read(real_pages / "other" / name)

    assert isinstance(found, Rejected)
    assert found.reason is OTHERS[name]


def test_real_pages_agree_with_themselves_but_for_known_exceptions(articles: dict[str, Extracted]) -> None:
    warned = {name: [w.partition(":")[0] for w in found.warnings] for name, found in articles.items() if found.warnings}

    assert warned == {
        "12178548.html": ["label-without-category"],
        "12291971.html": ["label-without-category"],
        "36342113.html": ["affiliations-not-on-page"],
        "37447981.html": ["authors-differ-from-meta"],
    }
