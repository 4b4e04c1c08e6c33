"""What the other views show, over a few rows; and what is promised of all."""

import pytest

from pipeline.queries.shipped import Shipped, tables_behind, views, views_over
from pipeline.record import schema
from pipeline.tables import ABSTRACT_SECTIONS, ARTICLE_ID_CHANGES, ARTICLES, REFERENCES, STAGED_TABLES, TABLES
from tests.queries.tiny import asked

_OLD = {"article_id": "pmid:1", "pmid": 1, "title": "Old", "publication_year": 2001, "is_retracted": True}
_NEW = {"article_id": "pmid:2", "pmid": 2, "title": "New", "publication_year": 2009}


def _link(relation: str, pmid: int, text: str, position: int = 1) -> dict[str, object]:
    return {"article_id": "pmid:1", "position": position, "relation": relation, "pmid": pmid, "text": text}


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_every_view_says_what_a_row_is(view: Shipped) -> None:
    assert view.meaning.startswith(("A ", "An ", "One "))
    assert view.meaning.endswith(".")


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_a_dataset_without_rows_has_views_without_rows(view: Shipped) -> None:
    assert asked(f'FROM "{view.name}"') == []


def test_no_view_has_the_name_of_a_table() -> None:
    assert not {view.name for view in views()} & {table.name for table in TABLES}


def test_a_query_reads_the_tables_behind_its_views() -> None:
    assert list(tables_behind("FROM Citations")) == [ARTICLES, REFERENCES, ARTICLE_ID_CHANGES]


def test_there_are_the_views_whose_tables_are_there() -> None:
    assert [view.name for view in views_over([ABSTRACT_SECTIONS])] == ["structured_abstracts"]


def test_a_retraction_has_the_year_of_its_notice() -> None:
    links = [_link("retraction_in", 77, "Retraction: in 1999. J Old. 2004 May 2;1:3. doi: 10.1/r.")]

    query = "SELECT article_id, retraction_year, notice_pmids FROM retracted_articles"
    assert asked(query, articles=[_OLD, _NEW], related_articles=links) == [("pmid:1", 2004, [77])]


def test_a_notice_that_is_in_the_dataset_knows_its_year_best() -> None:
    links = [_link("retraction_in", 2, "Retraction: J Old. 2004 May 2;1:3.")]

    query = "SELECT retraction_year FROM retracted_articles"
    assert asked(query, articles=[_OLD, _NEW], related_articles=links) == [(2009,)]


def test_who_cites_a_retracted_article_after_the_notice_is_told_from_who_did_before() -> None:
    links = [
        _link("retraction_in", 77, "Retraction. J Old. 2004 May 2;1:3."),
        _link("cited_by", 78, "Early. J Old. 2003;1:3.", 2),
        _link("cited_by", 79, "Undated.", 3),
    ]
    references = [{"article_id": "pmid:2", "position": 1, "pmid": 1}]

    query = "SELECT citing_pmid, citing_year, is_after_retraction, told_by FROM retracted_articles_cited ORDER BY 1"
    assert asked(query, articles=[_OLD, _NEW], related_articles=links, references=references) == [
        (2, 2009, True, ["references"]),
        (78, 2003, False, ["cited_by"]),
        (79, None, None, ["cited_by"]),
    ]


def test_the_notice_itself_is_told_from_those_that_cite() -> None:
    links = [_link("retraction_in", 77, "Retraction. J Old. 2004 May 2;1:3."), _link("cited_by", 77, "Retraction.", 2)]

    query = "SELECT citing_pmid, is_notice FROM retracted_articles_cited"
    assert asked(query, articles=[_OLD], related_articles=links) == [(77, True)]


def test_a_structured_abstract_has_its_parts_by_category_in_their_order() -> None:
    part = {"article_id": "pmid:1", "language": "eng"}
    sections = [
        {**part, "position": 3, "label": "Results", "category": "RESULTS", "text": "Three."},
        {**part, "position": 1, "label": "Design", "category": "METHODS", "text": "One."},
        {**part, "position": 2, "label": "Setting", "category": "METHODS", "text": "Two."},
        {**part, "position": 4, "text": "Four."},
        {"article_id": "pmid:2", "language": "eng", "position": 1, "text": "Plain."},
    ]

    query = "SELECT article_id, background, methods, results, uncategorized, labels FROM structured_abstracts"
    assert asked(query, abstract_sections=sections) == [
        ("pmid:1", None, "One.\nTwo.", "Three.", "Four.", ["Design", "Setting", "Results"])
    ]


def test_an_author_has_a_row_for_each_affiliation_and_one_without_any() -> None:
    authors = [
        {"article_id": "pmid:1", "position": 1, "name": "Both", "affiliation_positions": [1, 2]},
        {"article_id": "pmid:1", "position": 2, "name": "None", "affiliation_positions": []},
    ]
    places: list[dict[str, object]] = [
        {"article_id": "pmid:1", "position": n, "text": f"Place {n}", "emails": []} for n in (1, 2)
    ]

    query = "SELECT name, affiliation FROM author_affiliations ORDER BY ALL"
    assert asked(query, authors=authors, affiliations=places) == [
        ("Both", "Place 1"),
        ("Both", "Place 2"),
        ("None", None),
    ]


def test_a_major_topic_is_one_by_any_of_its_qualifiers() -> None:
    term = {"article_id": "pmid:1", "descriptor": "Kelp"}
    terms = [
        {**term, "position": 1, "qualifier": "physiology", "is_major": False},
        {**term, "position": 2, "qualifier": "genetics", "is_major": True},
        {"article_id": "pmid:1", "position": 3, "descriptor": "Ships", "is_major": False},
    ]

    assert asked("FROM major_topics", mesh_terms=terms) == [("pmid:1", "Kelp", ["genetics"])]


def test_coverage_counts_what_articles_of_a_layout_show() -> None:
    articles = [
        {"article_id": "pmid:1", "layout": "pubmed-2020", "pmid": 1, "keywords": ["a"]},
        {"article_id": "pmid:2", "layout": "pubmed-2020", "pmid": 2, "keywords": []},
        {"article_id": "pmid:3", "layout": "flat-text", "pmid": 3},
    ]
    grants = [{"article_id": "pmid:2", "position": n, "text": "G"} for n in (1, 2)]

    query = """
        SELECT table_name, layout, showing, articles, share FROM column_coverage
        WHERE column_name = 'keywords' OR (table_name = 'grants' AND column_name IS NULL) ORDER BY ALL
    """
    assert asked(query, articles=articles, grants=grants) == [
        ("articles", "flat-text", 0, 1, 0.0),
        ("articles", "pubmed-2020", 1, 2, 0.5),
        ("grants", "flat-text", 0, 1, 0.0),
        ("grants", "pubmed-2020", 1, 2, 0.5),
    ]


def test_a_column_of_any_table_is_covered_where_one_row_of_the_article_shows_it() -> None:
    articles = [{"article_id": f"pmid:{number}", "layout": "pubmed-2020"} for number in (1, 2, 3)]
    authors = [
        {"article_id": "pmid:1", "position": 1, "orcid": "0000-0000-0000-0001", "affiliation_positions": []},
        {"article_id": "pmid:1", "position": 2, "affiliation_positions": []},
        {"article_id": "pmid:2", "position": 1, "affiliation_positions": []},
    ]

    query = """
        SELECT column_name, showing, articles FROM column_coverage
        WHERE table_name = 'authors' AND column_name IN ('position', 'orcid', 'affiliation_positions') ORDER BY ALL
    """
    assert asked(query, articles=articles, authors=authors) == [
        ("affiliation_positions", 0, 3),
        ("orcid", 1, 3),
        ("position", 2, 3),
    ]


def test_coverage_knows_every_column_of_every_table_that_has_rows() -> None:
    rows = {table.name: [{"article_id": "pmid:1"}] for table in STAGED_TABLES}
    rows["articles"] = [{"article_id": "pmid:1", "layout": "flat-text"}]
    rows["article_id_changes"] = [{"new_article_id": "pmid:1"}]

    found = asked("SELECT table_name, column_name FROM column_coverage WHERE column_name IS NOT NULL", **rows)

    columns = {(table.name, name) for table in TABLES for name in schema(table).names}
    assert set(found) == {one for one in columns if one[1] not in {"article_id", "new_article_id"}}


def test_a_page_of_no_article_covers_nothing() -> None:
    captures = [{"capture_id": "a", "article_id": "pmid:1"}, {"capture_id": "b", "reason": "not-pubmed"}]

    query = "SELECT showing FROM column_coverage WHERE table_name = 'captures' AND column_name = 'reason'"
    articles = [{"article_id": "pmid:1", "layout": "flat-text"}]
    assert asked(query, articles=articles, captures=captures) == [(0,)]


def test_a_notice_is_told_once_from_whichever_side_it_is_seen() -> None:
    links = [
        _link("comment_in", 2, "New."),
        {"article_id": "pmid:2", "position": 1, "relation": "comment_on", "pmid": 1, "text": "Old."},
        _link("similar", 2, "New.", 2),
        _link("summary_for_patients_in", 5, "Plain.", 3),
    ]

    assert asked("FROM notices", articles=[_OLD, _NEW], related_articles=links) == [
        (1, 2, "comment", "pmid:1", "pmid:2")
    ]
