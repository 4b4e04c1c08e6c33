"""One article out of the dataset, by whatever it is called."""

from pathlib import Path

import pytest

from pipeline.dataset import PublishSettings, current_snapshot, find_article
from pipeline.errors import ArticleNotFound, DatasetMissing
from pipeline.tables import STAGED_TABLES
from tests.dataset.pages import Page, given, published
from tests.flows.pages import here

_PAGES = [
    Page(uri="a", pmid=7, doi="10.1/a", shows="Seven"),
    Page(uri="b", doi="10.1/a", shows="Seven, poorly"),
    Page(uri="c", pmid=8, doi="10.1/both"),
    Page(uri="d", pmid=9, doi="10.1/both"),
    Page(uri="e", doi="10.1/e"),
    Page(uri="f", body="nameless"),
]


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("dataset") / "output"
    given(output, _PAGES, settings=PublishSettings(articles_per_range=1))
    return output


@pytest.mark.parametrize(
    "name",
    [7, "7", "pmid:7", "PMID:7", "PMID: 7", "10.1/a", "10.1/A", "doi:10.1/a", "DOI:10.1/A", "Doi: 10.1/a", " 7 "],
)
def test_an_article_is_found_by_number_name_or_doi(output: Path, name: int | str) -> None:
    found = find_article(output, name)

    assert list(found) == [table.name for table in STAGED_TABLES]
    assert [row["title"] for row in found["articles"]] == ["Seven"]
    assert [row["position"] for row in found["references"]] == [1, 2]


def test_an_article_comes_with_all_its_captures(output: Path) -> None:
    captures = find_article(output, 7)["captures"]

    assert [(row["source_uri"], row["status"]) for row in captures] == [("a", "parsed"), ("b", "superseded")]


@pytest.mark.parametrize("name", ["doi:10.1/e", "DOI:10.1/E", "10.1/e"])
def test_an_article_without_a_pmid_is_found(output: Path, name: str) -> None:
    assert find_article(output, name)["articles"][0]["source_uri"] == "e"


def test_an_article_without_a_name_is_found_by_its_digest(output: Path) -> None:
    assert find_article(output, f"page:{_PAGES[5].capture_id[:16]}")["articles"][0]["source_uri"] == "f"


def test_a_doi_of_several_articles_is_not_guessed(output: Path) -> None:
    with pytest.raises(ArticleNotFound, match="several articles, ask for one of them: pmid:8, pmid:9"):
        find_article(output, "10.1/both")


@pytest.mark.parametrize("name", [6, 10**12, "pmid:6", "10.1/none", "page:0", "pmid:x", ""])
def test_what_is_not_there_is_said_as_such(output: Path, name: int | str) -> None:
    with pytest.raises(ArticleNotFound):
        find_article(output, name)


def test_only_the_files_of_the_articles_range_are_opened(tmp_path: Path) -> None:
    pages = [Page(uri=str(pmid), pmid=pmid) for pmid in range(1, 5)]
    published(tmp_path / "output", pages, settings=PublishSettings(articles_per_range=1))
    snapshot = current_snapshot(tmp_path / "output")

    for file in snapshot.manifest.files:
        if file.low != 3 and file.table not in ("captures", "article_id_changes"):
            (here(snapshot.path) / file.path).unlink()

    assert find_article(tmp_path / "output", 3)["articles"][0]["pmid"] == 3


def test_without_a_dataset_there_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(DatasetMissing):
        find_article(tmp_path, 7)
