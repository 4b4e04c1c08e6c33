"""What NLM's elements say, in the contract's columns, where a page prints it in another way."""

import pytest

from pipeline.comparing.values import Row, Rows
from tests.comparing.sides import read

HEAD = "<MedlineCitation><PMID>7</PMID>{citation}<Article PubModel='{model}'>{article}</Article></MedlineCitation>"


def _read(article: str = "", *, citation: str = "", data: str = "", model: str = "Print") -> Rows:
    inner = HEAD.format(citation=citation, article=article, model=model)
    return read(
        f"<PubmedArticleSet><PubmedArticle>{inner}<PubmedData>{data}</PubmedData></PubmedArticle></PubmedArticleSet>".encode()
    )


def _article(article: str = "", **more: str) -> Row:
    return _read(article, **more)["articles"][0]


def _issue(date: str) -> str:
    return f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"


ARTICLE_DATE = "<ArticleDate><Year>2021</Year><Month>03</Month><Day>04</Day></ArticleDate>"
DAY = "<Year>2022</Year><Month>May</Month><Day>6</Day>"


@pytest.mark.parametrize(
    ("date", "first_day", "precision"),
    [
        (DAY, "2022-05-06", "day"),
        ("<Year>2022</Year><Month>05</Month>", "2022-05-01", "month"),
        ("<Year>2022</Year><Month>13</Month>", "2022-01-01", "year"),
        ("<Year>1998</Year><Season>Summer</Season>", "1998-06-01", "season"),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12-01", "month"),
        ("<MedlineDate>undated</MedlineDate>", None, None),
    ],
)
def test_a_date_is_what_a_page_would_print(date: str, first_day: str | None, precision: str | None) -> None:
    row = _article(_issue(date))

    assert (row["publication_date"], row["publication_date_precision"]) == (first_day, precision)


@pytest.mark.parametrize(
    ("model", "status", "cited", "epub"),
    [
        ("Print", "ppublish", "2022-05-06", None),
        ("Print-Electronic", "ppublish", "2022-05-06", "2021-03-04"),
        ("Print-Electronic", "aheadofprint", "2022-05-06", None),
        ("Electronic", "epublish", "2022-05-06", None),
        ("Electronic-eCollection", "epublish", "2021-03-04", None),
        ("Electronic-Print", "ppublish", "2021-03-04", None),
    ],
)
def test_which_date_is_cited_follows_from_how_it_was_published(
    model: str, status: str, cited: str, epub: str | None
) -> None:
    data = f"<PublicationStatus>{status}</PublicationStatus>"

    row = _article(_issue(DAY) + ARTICLE_DATE, data=data, model=model)

    assert (row["publication_date"], row["epub_date"]) == (cited, epub)


@pytest.mark.parametrize(
    ("codes", "row"),
    [
        ("eng", {"article_language": None}),
        ("ENG", {"article_language": None}),
        ("chi", {"article_language": "Chinese"}),
        ("eng fre", {"article_language": "English, French"}),
        ("chi xxx", {}),
    ],
)
def test_a_language_is_told_by_its_name_and_one_that_nobody_knows_not_at_all(codes: str, row: Row) -> None:
    found = _article("".join(f"<Language>{code}</Language>" for code in codes.split()))

    assert {name: value for name, value in found.items() if name == "article_language"} == row


def test_an_author_has_a_name_as_pages_print_it() -> None:
    people = (
        "<Author><LastName>Tiderun</LastName><ForeName>Ewa K</ForeName><Initials>EK</Initials><Suffix>Jr</Suffix></Author>"
        "<Author><LastName>Li</LastName><Initials>W</Initials><Identifier Source='ORCID'>000000029991400X</Identifier></Author>"
        "<Author ValidYN='N'><LastName>Wrong</LastName></Author>"
        "<Author EqualContrib='Y'><CollectiveName>Quiet Seas</CollectiveName></Author>"
    )

    rows = _read(f"<AuthorList>{people}</AuthorList><AuthorList Type='editors'>{people}</AuthorList>")["authors"]

    assert [(row["name"], row["short_name"], row["is_collective"]) for row in rows] == [
        ("Ewa K Tiderun Jr", "Tiderun EK Jr", False),
        ("W Li", "Li W", False),
        ("Quiet Seas", "Quiet Seas", True),
    ]
    assert [row["orcid"] for row in rows] == [None, "0000-0002-9991-400X", None]
    assert [row["equal_contribution"] for row in rows] == [False, False, True]


def test_an_affiliation_that_many_have_is_one() -> None:
    place = "<AffiliationInfo><Affiliation>{}</Affiliation></AffiliationInfo>"
    people = [("A", "Kelp."), ("B", "Moss. m@example.org"), ("C", "Kelp.")]
    authors = "".join(f"<Author><LastName>{name}</LastName>{place.format(where)}</Author>" for name, where in people)

    rows = _read(f"<AuthorList>{authors}</AuthorList>")

    assert rows["affiliations"] == [
        {"text": "Kelp.", "emails": []},
        {"text": "Moss. m@example.org", "emails": ["m@example.org"]},
    ]
    assert [row["affiliation_positions"] for row in rows["authors"]] == [[1], [2], [1]]


def test_markup_leaves_its_words_and_formulas_theirs() -> None:
    title = "<ArticleTitle>On <i>M. nivale</i> &amp;\n H<sub>2</sub>O <math><mi>x</mi></math>.</ArticleTitle>"

    assert _article(title)["title"] == "On M. nivale & H2O x."


def test_identifiers_of_references_are_not_those_of_the_article() -> None:
    cited = "<Reference><Citation>A.</Citation><ArticleIdList><ArticleId IdType='doi'>10.5555/Other</ArticleId></ArticleIdList></Reference>"
    lists = f"<ReferenceList>{cited}<ReferenceList>{cited}</ReferenceList></ReferenceList>"

    rows = _read("<ELocationID EIdType='doi' ValidYN='Y'>10.5555/OWN</ELocationID>", data=lists)

    assert rows["articles"][0]["doi"] == "10.5555/own"
    assert [row["doi"] for row in rows["references"]] == ["10.5555/other"] * 2


def test_a_heading_is_a_row_for_each_qualifier_and_its_own_star_counts_for_all() -> None:
    qualifiers = (
        "<QualifierName MajorTopicYN='Y'>growth</QualifierName><QualifierName MajorTopicYN='N'>use</QualifierName>"
    )
    headings = "".join(
        f"<MeshHeading><DescriptorName MajorTopicYN='{major}'>Kelp</DescriptorName>{qualifiers}</MeshHeading>"
        for major in "NY"
    )

    rows = _read(citation=f"<MeshHeadingList>{headings}</MeshHeadingList>")["mesh_terms"]

    assert [row["is_major"] for row in rows] == [True, False, True, True]


@pytest.mark.parametrize(
    ("kind", "relation"),
    [
        ("CommentIn", "comment_in"),
        ("ExpressionOfConcernFor", "expression_of_concern_for"),
        ("CorrectedandRepublishedIn", "corrected_and_republished_in"),
    ],
)
def test_a_relation_is_the_heading_of_the_page(kind: str, relation: str) -> None:
    link = f"<CommentsCorrections RefType='{kind}'><PMID>8</PMID></CommentsCorrections>"

    rows = _read(citation=f"<CommentsCorrectionsList>{link}</CommentsCorrectionsList>")["related_articles"]

    assert rows == [{"relation": relation, "pmid": 8}]


def test_what_nlm_once_listed_as_cited_is_no_relation() -> None:
    link = "<CommentsCorrections RefType='Cites'><PMID>8</PMID></CommentsCorrections>"

    assert _read(citation=f"<CommentsCorrectionsList>{link}</CommentsCorrectionsList>")["related_articles"] == []


def test_pages_without_a_medline_form_are_their_ends() -> None:
    ends = "<Pagination><StartPage>12</StartPage><EndPage>19</EndPage></Pagination>"

    assert _article(ends)["pages"] == "12-19"


def test_another_abstract_has_its_language_and_no_category() -> None:
    own = "<Abstract><AbstractText Label='AIM' NlmCategory='OBJECTIVE'>A.</AbstractText></Abstract>"
    other = (
        "<OtherAbstract Type='Publisher' Language='chi'><AbstractText Label='目的'>B.</AbstractText></OtherAbstract>"
    )

    rows = _read(own, citation=other)["abstract_sections"]

    assert rows == [
        {"language": "eng", "label": "AIM", "category": "OBJECTIVE", "text": "A."},
        {"language": "zho", "label": "目的", "text": "B."},
    ]
