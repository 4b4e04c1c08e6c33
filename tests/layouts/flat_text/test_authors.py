"""Names, numbers, groups; and lists that are not to be trusted."""

from pipeline.layouts.flat_text import read_page
from pipeline.page import ArticlePage
from tests.layouts.flat_text.texts import main_text


def page(names: str, first: str = "Ada Brine et al.", affiliations: str = "Affiliations") -> ArticlePage:
    head = f". 2013;1:2.\n\nKelp\n\n{names}\n{affiliations}\n\nKelp\n\n{first} J Kelp. 2013."
    return read_page(main_text("Abstract", "Kelp glows.", "PubMed Disclaimer", head=head))


def names(found: ArticlePage) -> list[str]:
    return [author.name for author in found.authors]


AFFILIATIONS = "Affiliations\n\n  • 1 Bay, Port Foam.\n  • 2 2nd Quay, Port Foam. bo@quay.example\n  • PMID: 90000001"


def test_numbers_behind_a_name_are_its_affiliations() -> None:
    found = page("Ada Brine 1 , Bo Fennel # 1   2 , C D Marsh", affiliations=AFFILIATIONS)

    assert [(one.name, one.affiliation_positions, one.equal_contribution) for one in found.authors] == [
        ("Ada Brine", [1], False),
        ("Bo Fennel", [1, 2], True),
        ("C D Marsh", [], False),
    ]
    assert [one.text for one in found.affiliations] == ["Bay, Port Foam.", "2nd Quay, Port Foam. bo@quay.example"]
    assert found.affiliations[1].emails == ["bo@quay.example"]
    assert found.pmid == 90000001


def test_a_number_without_an_affiliation_leads_nowhere() -> None:
    assert page("Ada Brine 7 , Bo Fennel 1").authors[0].affiliation_positions == []


def test_a_group_stands_between_semicolons() -> None:
    found = page("Ada Brine 1 ; Kelp Watch Group ; Bo Fennel 2 , C D Marsh")

    assert [one.name for one in found.authors if one.is_collective] == ["Kelp Watch Group"]


def test_names_without_commas_are_told_apart_by_their_numbers() -> None:
    assert names(page("Ada Brine  1   2 Bo McFennel  1")) == ["Ada Brine", "Bo McFennel"]


def test_a_name_that_ran_into_a_group_in_parentheses_makes_no_list() -> None:
    assert names(page("Ada Brine  1 Kelp Watch (KEW)Bo Fennel  2")) == ["Ada Brine"]


def test_words_are_no_names_where_no_byline_confirms_them() -> None:
    found = read_page("https://pubmed.ncbi.nlm.nih.gov/90000001/\nJ Kelp\n. 2013;1:2.\nKelp\nAn odd paper, to be read")

    assert (found.authors, found.has_author_list) == ((), False)


def test_names_that_ran_together_are_no_list() -> None:
    found = page("Ada Brine  1 Bo FennelC D Marsh  2")

    assert names(found) == ["Ada Brine"]
    assert not found.has_author_list


def test_a_list_that_begins_with_another_author_than_the_byline_is_no_list() -> None:
    assert not page("Bo Fennel 1 , C D Marsh 2").has_author_list


def test_the_byline_alone_names_the_first_author() -> None:
    found = page("")

    assert names(found) == ["Ada Brine"]
    assert (found.has_author_list, found.authors[0].equal_contribution) == (False, None)


def test_a_byline_without_others_names_them_all() -> None:
    found = page("", first="Ada Brine.")

    assert (names(found), found.has_author_list) == (["Ada Brine"], True)


def test_no_authors_are_a_list_of_none() -> None:
    found = page("No authors listed", first="No authors listed.")

    assert (names(found), found.has_author_list) == ([], True)


def test_a_single_affiliation_may_have_no_number() -> None:
    found = page("Ada Brine , Bo Fennel", affiliations="Affiliation\n\n  • Bay, Port Foam.\n  • PMID: 90000001")

    assert [one.text for one in found.affiliations] == ["Bay, Port Foam."]
