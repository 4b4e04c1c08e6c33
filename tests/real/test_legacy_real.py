"""The real pages from before 2020, against their records."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.audit import audit
from pipeline.layouts.pubmed_legacy import has_article_end, read_page, shows_one_article
from pipeline.markup.head import read_head
from pipeline.page import ArticlePage
from tests.conftest import REAL_PAGES
from tests.invented_legacy.disturbing import DISTURBANCES

PAGES = sorted((REAL_PAGES / "legacy").glob("*.html"))

pytestmark = pytest.mark.real


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def page(path: Path) -> ArticlePage:
    utf8 = path.read_bytes()
    return read_page(utf8, read_head(utf8))


def gold(table: str, path: Path) -> list[dict[str, object]]:
    lines = (REAL_PAGES / "gold_legacy" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["article_id"] == f"pmid:{path.stem}"]


def test_a_page_passes_the_gate(path: Path) -> None:
    utf8 = path.read_bytes()

    assert shows_one_article(read_head(utf8))
    assert has_article_end(utf8)


def test_a_page_has_title_authors_journal_and_abstract_and_no_warnings(path: Path, page: ArticlePage) -> None:
    assert page.pmid == int(path.stem)
    assert page.title
    assert page.authors
    assert page.journal_title
    assert page.abstract_sections
    assert (*page.warnings, *audit(page)) == ()


@pytest.mark.parametrize("disturb", DISTURBANCES, ids=lambda disturb: disturb.__name__)
def test_a_disturbed_page_yields_the_same_records(
    path: Path, page: ArticlePage, disturb: Callable[[bytes], bytes]
) -> None:
    disturbed = disturb(path.read_bytes())

    assert read_page(disturbed, read_head(disturbed)) == page


FIELDS = ("pmcid", "doi", "title", "journal_title", "journal_abbreviation", "citation", "copyright", "is_free_pmc")


def test_the_article_is_the_one_of_the_records(path: Path, page: ArticlePage) -> None:
    for article in gold("articles", path):
        assert {name: getattr(page, name) for name in FIELDS} == {name: article[name] for name in FIELDS}
        assert [list(page.keywords), list(page.publication_types)] == [
            article["keywords"],
            article["publication_types"],
        ]


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("authors", ("name", "short_name", "equal_contribution")),
        ("abstract_sections", ("language", "label", "category", "text")),
        ("mesh_terms", ("descriptor", "qualifier", "is_major")),
        ("substances", ("name",)),
    ],
)
def test_a_section_has_the_rows_of_the_records(
    path: Path, page: ArticlePage, table: str, columns: tuple[str, ...]
) -> None:
    expected = gold(table, path)

    rows = [{name: getattr(row, name) for name in columns} for row in getattr(page, table)]

    if gold("articles", path):
        assert rows == [{name: row[name] for name in columns} for row in expected]
