"""Names of articles that are gone lead to the names that their pages have now."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.dataset import current_snapshot
from tests.dataset.pages import Page, given, published

_BY_DOI = Page(uri="a.html", doi="10.1/a")
_BY_PMID = Page(uri="b.html", pmid=7, doi="10.1/a")


def _changes(output: Path) -> Mapping[str, str]:
    rows = pq.read_table(output / "article_id_changes").to_pylist()
    return {row["old_article_id"]: row["new_article_id"] for row in rows}


def test_a_first_run_changes_no_name(tmp_path: Path) -> None:
    published(tmp_path / "output", [_BY_DOI, _BY_PMID])

    assert _changes(tmp_path / "output") == {}


def test_an_article_named_by_its_doi_gets_the_name_of_its_pmid(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_BY_DOI])

    published(output, [_BY_PMID])

    assert _changes(output) == {"doi:10.1/a": "pmid:7"}
    assert current_snapshot(output).manifest.changes.articles_removed == 1


def test_names_that_change_again_lead_to_the_last_one(tmp_path: Path) -> None:
    output = tmp_path / "output"
    page = Page(uri="p.html", pmcid="PMC1")
    given(output, [page])

    given(output, [dataclasses.replace(_BY_DOI, pmcid="PMC1")])
    published(output, [_BY_PMID])

    assert _changes(output) == {f"page:{page.capture_id[:16]}": "pmid:7", "doi:10.1/a": "pmid:7"}


def test_a_change_of_name_says_which_run_made_it(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_BY_DOI])
    second = published(output, [_BY_PMID])

    published(output, [Page(uri="c.html", pmid=8)])

    assert pq.read_table(output / "article_id_changes")["run_id"].to_pylist() == [second.run_id]


def test_a_name_that_comes_back_is_no_longer_a_former_one(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_BY_DOI])
    given(output, [_BY_PMID])

    published(output, [Page(uri="c.html", pmid=8, doi="10.1/a")])

    assert "doi:10.1/a" in pq.read_table(output / "articles")["article_id"].to_pylist()
    assert _changes(output) == {}


def test_an_article_that_was_forgotten_has_no_other_name(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [_BY_DOI, Page(uri="c.html", pmid=8)])

    published(output, forgotten=("a.html",))

    assert _changes(output) == {}


def test_an_article_that_lost_a_page_to_another_keeps_its_name(tmp_path: Path) -> None:
    output = tmp_path / "output"
    given(output, [Page(uri="a.html", pmid=7, pmcid="PMC1"), Page(uri="b.html", pmcid="PMC1")])

    published(output, [Page(uri="c.html", pmid=8, pmcid="PMC1")])

    assert _changes(output) == {}
