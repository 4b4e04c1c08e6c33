"""Which article of the dataset a reference or a link names, and by what."""

from collections.abc import Mapping

import duckdb
import pytest

from pipeline.queries.shipped import views
from tests.queries.tiny import asked

_ONE = {"article_id": "pmid:1", "pmid": 1, "pmcid": "PMC1", "doi": "10.1/one", "publication_year": 2001}
_TWO = {"article_id": "pmid:2", "pmid": 2, "pmcid": "PMC2", "doi": "10.1/two", "publication_year": 2002}
_ARTICLES = (_ONE, _TWO, {"article_id": "pmid:9", "pmid": 9, "publication_year": 2009})


def _cited(**shown: object) -> list[tuple[object, ...]]:
    reference = {"article_id": "pmid:9", "position": 1, **shown}
    query = "SELECT cited_article_id, matched_by, contradicted_by, other_article_ids FROM citations"
    return asked(query, articles=_ARTICLES, references=[reference])


@pytest.mark.parametrize(
    ("shown", "by"), [({"pmid": 1}, "pmid"), ({"pmcid": "PMC1"}, "pmcid"), ({"doi": "10.1/one"}, "doi")]
)
def test_each_kind_of_identifier_names_an_article(shown: Mapping[str, object], by: str) -> None:
    assert _cited(**shown) == [("pmid:1", by, [], [])]


def test_a_pmid_is_believed_before_a_pmcid_and_that_before_a_doi() -> None:
    assert _cited(pmid=1, pmcid="PMC1", doi="10.1/one")[0][1] == "pmid"
    assert _cited(pmcid="PMC1", doi="10.1/one")[0][1] == "pmcid"


def test_a_conflict_is_shown() -> None:
    assert _cited(pmid=1, doi="10.1/two") == [("pmid:1", "pmid", ["doi"], ["pmid:2"])]


def test_a_pmid_of_no_article_here_contradicts_the_doi_of_one() -> None:
    assert _cited(pmid=77, doi="10.1/two") == [("pmid:2", "doi", ["pmid"], [])]


def test_what_an_article_does_not_show_contradicts_nothing() -> None:
    assert _cited(pmid=9, doi="10.1/nobody") == [("pmid:9", "pmid", [], [])]


def test_a_reference_that_names_no_article_of_the_dataset_has_no_citation_and_stays_a_reference() -> None:
    references = [{"article_id": "pmid:9", "position": 1, "pmid": 77}, {"article_id": "pmid:9", "position": 2}]

    query = "SELECT position, cited_article_id, matched_by FROM resolved_references ORDER BY position"
    assert asked(query, articles=_ARTICLES, references=references) == [(1, None, None), (2, None, None)]


def test_all_matches_of_a_reference_are_there_the_best_one_first() -> None:
    references = [{"article_id": "pmid:9", "position": 1, "pmid": 1, "doi": "10.1/two"}]

    query = "SELECT cited_article_id, priority FROM citation_matches ORDER BY priority"
    assert asked(query, articles=_ARTICLES, references=references) == [("pmid:1", 1), ("pmid:2", 2)]


def test_a_doi_of_several_articles_names_one_and_shows_the_others() -> None:
    twin = {"article_id": "pmid:3", "pmid": 3, "doi": "10.1/one"}
    references = [{"article_id": "pmid:9", "position": 1, "doi": "10.1/one"}]

    query = "SELECT cited_article_id, other_article_ids FROM citations"
    assert asked(query, articles=[*_ARTICLES, twin], references=references) == [("pmid:1", ["pmid:3"])]


def test_a_former_name_leads_to_the_article_of_today() -> None:
    changes = [{"old_article_id": "pmid:7", "new_article_id": "pmid:1", "run_id": "r"}]
    references = [{"article_id": "pmid:9", "position": 1, "pmid": 7}]

    query = "SELECT cited_article_id, matched_by, contradicted_by FROM citations"
    found = asked(query, articles=_ARTICLES, references=references, article_id_changes=changes)
    assert found == [("pmid:1", "pmid", [])]


def test_a_former_name_that_an_article_has_today_is_that_article() -> None:
    changes = [{"old_article_id": "pmid:2", "new_article_id": "pmid:1", "run_id": "r"}]

    query = "SELECT article_id, is_former FROM article_identifiers WHERE kind = 'pmid' AND identifier = '2'"
    assert asked(query, articles=_ARTICLES, article_id_changes=changes) == [("pmid:2", False)]


def test_an_old_article_id_that_is_asked_for_leads_to_the_article_of_today() -> None:
    changes = [{"old_article_id": "doi:10.1/old", "new_article_id": "pmid:1", "run_id": "r"}]

    query = "SELECT article_id FROM article_identifiers WHERE kind = 'article_id' AND identifier = 'doi:10.1/old'"
    assert asked(query, articles=_ARTICLES, article_id_changes=changes) == [("pmid:1",)]


def test_identifiers_that_only_the_text_shows_count_where_the_dataset_has_them_and_behind_links() -> None:
    (named,) = (view for view in views() if view.name == "reference_identifiers")
    with duckdb.connect(":memory:") as session:
        session.execute("""CREATE TABLE "references" AS SELECT 'pmid:9' AS article_id, 1 AS position, 5::BIGINT AS pmid,
            NULL::VARCHAR AS pmcid, NULL::VARCHAR AS doi, '10.1/text' AS printed_doi, 6::BIGINT AS printed_pmid,
            NULL::VARCHAR AS printed_pmcid""")
        session.execute(f"CREATE VIEW shown AS {named.query}")

        found = session.execute("SELECT kind, identifier, shown_in FROM shown ORDER BY ALL").fetchall()

    assert found == [("doi", "10.1/text", "text"), ("pmid", "5", "link"), ("pmid", "6", "text")]


def test_a_link_to_an_article_of_the_dataset_carries_its_name_and_its_year() -> None:
    links = [
        {"article_id": "pmid:9", "position": 1, "relation": "similar", "pmid": 1, "text": "One. J. 1999 May;1:2."},
        {"article_id": "pmid:9", "position": 2, "relation": "similar", "pmid": 77, "text": "No. J. 1998 May;1:2."},
        {"article_id": "pmid:9", "position": 3, "relation": "update_of", "text": "doi: 10.1/TWO."},
    ]

    query = "SELECT related_article_id, matched_by, related_year FROM resolved_related_articles ORDER BY position"
    found = asked(query, articles=_ARTICLES, related_articles=links)
    assert found == [("pmid:1", "pmid", 2001), (None, None, 1998), ("pmid:2", "doi", 2002)]


def test_an_edge_is_told_once_by_whom_ever_it_is_told() -> None:
    references = [{"article_id": "pmid:9", "position": n, "pmid": 1} for n in (1, 2)]
    links = [
        {"article_id": "pmid:1", "position": 1, "relation": "cited_by", "pmid": 9, "text": "Nine."},
        {"article_id": "pmid:1", "position": 2, "relation": "cited_by", "pmid": 77, "text": "Not here."},
        {"article_id": "pmid:2", "position": 1, "relation": "cited_by", "pmid": 9, "text": "Nine."},
    ]

    found = asked("FROM citation_edges ORDER BY ALL", articles=_ARTICLES, references=references, related_articles=links)
    assert found == [("pmid:9", "pmid:1", ["cited_by", "references"]), ("pmid:9", "pmid:2", ["cited_by"])]
