"""Which pages show the same article, and which of them wins; in every order in which they may arrive."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.outcome import Layout, Reason
from tests.dataset.decisions import Verdict, verdicts, verdicts_in_every_order
from tests.dataset.pages import NOON, Page


def _articles(found: Mapping[str, Verdict]) -> Mapping[str, str | None]:
    return {uri: verdict.article_id for uri, verdict in found.items()}


def test_a_page_with_a_pmid_shows_that_article(tmp_path: Path) -> None:
    found = verdicts(tmp_path, [Page(uri="a", pmid=7, doi="10.1/a", pmcid="PMC1")])

    assert _articles(found) == {"a": "pmid:7"}


def test_a_page_with_only_a_doi_shows_the_article_of_the_one_pmid_with_that_doi(tmp_path: Path) -> None:
    found = verdicts_in_every_order(tmp_path, Page(uri="a", pmid=7, doi="10.1/a"), Page(uri="b", doi="10.1/a"))

    assert _articles(found) == {"a": "pmid:7", "b": "pmid:7"}


def test_a_page_with_only_a_pmcid_shows_the_article_of_the_one_pmid_with_it(tmp_path: Path) -> None:
    found = verdicts_in_every_order(tmp_path, Page(uri="a", pmid=7, pmcid="PMC1"), Page(uri="b", pmcid="PMC1"))

    assert _articles(found) == {"a": "pmid:7", "b": "pmid:7"}


def test_the_doi_decides_before_the_pmcid(tmp_path: Path) -> None:
    found = verdicts_in_every_order(
        tmp_path,
        Page(uri="a", pmid=7, doi="10.1/a"),
        Page(uri="b", pmid=8, pmcid="PMC2"),
        Page(uri="c", doi="10.1/a", pmcid="PMC2"),
    )

    assert found["c"].article_id == "pmid:7"


def test_a_page_that_found_its_article_lends_it_its_doi(tmp_path: Path) -> None:
    found = verdicts_in_every_order(
        tmp_path,
        Page(uri="a", pmid=7, pmcid="PMC1"),
        Page(uri="b", doi="10.1/a", pmcid="PMC1"),
        Page(uri="c", doi="10.1/a"),
    )

    assert set(_articles(found).values()) == {"pmid:7"}


def test_pages_without_a_pmid_meet_at_their_doi(tmp_path: Path) -> None:
    found = verdicts_in_every_order(tmp_path, Page(uri="a", doi="10.1/a"), Page(uri="b", doi="10.1/a"))

    assert _articles(found) == {"a": "doi:10.1/a", "b": "doi:10.1/a"}


def test_a_pmcid_leads_to_an_article_without_a_pmid(tmp_path: Path) -> None:
    found = verdicts_in_every_order(tmp_path, Page(uri="a", doi="10.1/a", pmcid="PMC1"), Page(uri="b", pmcid="PMC1"))

    assert _articles(found) == {"a": "doi:10.1/a", "b": "doi:10.1/a"}


def test_a_page_with_only_a_pmcid_that_nobody_shares_is_named_by_its_digest(tmp_path: Path) -> None:
    page = Page(uri="a", pmcid="PMC1")

    found = verdicts(tmp_path, [page])

    assert _articles(found) == {"a": f"page:{page.capture_id[:16]}"}


def test_pages_with_only_the_same_pmcid_are_one_article(tmp_path: Path) -> None:
    pages = [Page(uri="a", pmcid="PMC1"), Page(uri="b", pmcid="PMC1")]

    found = verdicts_in_every_order(tmp_path, *pages)

    smallest = min(page.capture_id for page in pages)
    assert set(_articles(found).values()) == {f"page:{smallest[:16]}"}


def test_a_page_without_identifiers_is_named_by_its_digest(tmp_path: Path) -> None:
    pages = [Page(uri="a", body="one"), Page(uri="b", body="two"), Page(uri="c", body="one")]

    found = verdicts_in_every_order(tmp_path, *pages)

    one, two = (f"page:{page.capture_id[:16]}" for page in pages[:2])
    assert _articles(found) == {"a": one, "b": two, "c": one}


def test_two_pmids_with_one_doi_stay_two_articles_and_say_so(tmp_path: Path) -> None:
    found = verdicts_in_every_order(tmp_path, Page(uri="a", pmid=7, doi="10.1/a"), Page(uri="b", pmid=12, doi="10.1/a"))

    assert found["a"] == Verdict("pmid:7", "parsed", ["doi-shared-with: pmid:12"])
    assert found["b"] == Verdict("pmid:12", "parsed", ["doi-shared-with: pmid:7"])


def test_a_doi_of_many_pmids_is_told_with_the_smallest_other_one(tmp_path: Path) -> None:
    pages = [Page(uri=f"page-{pmid}", pmid=pmid, doi="10.1/a") for pmid in (100, 20, 3)]

    found = verdicts_in_every_order(tmp_path, *pages)

    assert found["page-3"].warnings == ["doi-shared-with: pmid:20"]
    assert found["page-100"].warnings == ["doi-shared-with: pmid:3"]


def test_a_page_with_a_doi_of_two_pmids_is_an_article_of_its_own(tmp_path: Path) -> None:
    found = verdicts_in_every_order(
        tmp_path,
        Page(uri="a", pmid=7, doi="10.1/a"),
        Page(uri="b", pmid=8, doi="10.1/a"),
        Page(uri="c", doi="10.1/a"),
    )

    assert found["c"] == Verdict("doi:10.1/a", "parsed", ["doi-shared-with: pmid:7"])


def test_a_doi_of_two_pmids_leaves_the_decision_to_the_pmcid(tmp_path: Path) -> None:
    found = verdicts_in_every_order(
        tmp_path,
        Page(uri="a", pmid=7, doi="10.1/a"),
        Page(uri="b", pmid=8, doi="10.1/a", pmcid="PMC8"),
        Page(uri="c", doi="10.1/a", pmcid="PMC8"),
    )

    assert found["c"].article_id == "pmid:8"


def test_captures_of_one_article_that_disagree_on_its_doi_say_so(tmp_path: Path) -> None:
    found = verdicts_in_every_order(
        tmp_path, Page(uri="a", pmid=7, doi="10.1/a"), Page(uri="b", pmid=7, doi="10.1/b"), Page(uri="c", pmid=7)
    )

    warned = {uri: verdict.warnings for uri, verdict in found.items()}
    assert warned == {"a": ["doi-differs-between-captures"], "b": ["doi-differs-between-captures"], "c": []}


def test_warnings_of_the_dataset_follow_those_of_the_page(tmp_path: Path) -> None:
    pages = [Page(uri="a", pmid=7, doi="10.1/a", warnings=("title-differs: x",)), Page(uri="b", pmid=8, doi="10.1/a")]

    found = verdicts(tmp_path, pages)

    assert found["a"].warnings == ["title-differs: x", "doi-shared-with: pmid:8"]


def test_a_rejected_page_shows_no_article(tmp_path: Path) -> None:
    found = verdicts(tmp_path, [Page(uri="a", reason=Reason.EMPTY)])

    assert found == {"a": Verdict(None, "rejected", [])}


def _winner(work: Path, *pages: Page) -> str:
    found = verdicts_in_every_order(work, *pages)
    (winner,) = [uri for uri, verdict in found.items() if verdict.status == "parsed"]
    return winner


def test_the_richest_layout_wins(tmp_path: Path) -> None:
    old = Page(uri="rich", pmid=7, captured_at=NOON - timedelta(days=99))
    new = Page(uri="poor", pmid=7, layout=Layout.FLAT_TEXT)

    assert _winner(tmp_path, old, new) == "rich"


def test_of_one_layout_the_newest_capture_wins(tmp_path: Path) -> None:
    pages = [
        Page(uri="a-undated", pmid=7, captured_at=None),
        Page(uri="b-old", pmid=7),
        Page(uri="c-new", pmid=7, captured_at=NOON + timedelta(microseconds=1)),
    ]

    assert _winner(tmp_path, *pages) == "c-new"


def test_of_one_moment_the_smallest_address_wins(tmp_path: Path) -> None:
    assert _winner(tmp_path, Page(uri="b", pmid=7), Page(uri="a", pmid=7), Page(uri="B", pmid=7)) == "B"


@pytest.mark.parametrize(("shows", "status"), [("the same", "duplicate"), ("something else", "superseded")])
def test_a_loser_is_a_duplicate_only_of_equal_records(tmp_path: Path, shows: str, status: str) -> None:
    pages = [Page(uri="a", pmid=7, shows="the same"), Page(uri="b", pmid=7, shows=shows)]

    found = verdicts_in_every_order(tmp_path, *pages)

    assert found["b"].status == status
