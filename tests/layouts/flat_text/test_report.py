"""PubMed's downloads, and flattened pages from before 2020: the citation first, the identifiers last."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import BrokenPromise
from pipeline.layouts.flat_text import read_page, recognise
from pipeline.layouts.flat_text.styles import Extent
from pipeline.page import ArticlePage
from tests.invented.article import InventedArticle
from tests.invented.downloaded import Ends, author_name, render_download
from tests.invented.invent import invent
from tests.invented.marked_text import as_words

SEEDS = st.integers(min_value=0, max_value=5_000)
HEAD = "1. J Invent Phycol. 2013 Oct;183(4):84-95. doi: 10.5555/kelp.12. Epub 2013 Jul 26."
END = "DOI: 10.5555/kelp.12\nPMID: 90000001 [Indexed for MEDLINE]"
OLDER_END = "PMID: 90000001 [PubMed - indexed for MEDLINE]\n\nRelated articles"


def page(*blocks: str, head: str = HEAD, end: str = END) -> ArticlePage:
    return read_page("\n\n".join([head, *blocks, end]) + "\n")


def names_its_authors(article: InventedArticle) -> bool:
    """Whether the download shows that a line names authors: a group alone without an address is a line of words."""
    return bool(article.authors) and (not article.authors[0].is_collective or bool(article.affiliations))


@given(SEEDS, st.sampled_from(Ends))
def test_a_download_gives_the_article_s_records(seed: int, ends: Ends) -> None:
    article = invent(seed)
    assume(names_its_authors(article))

    found = read_page(render_download(article, ends=ends))

    assert (found.pmid, found.doi) == (article.pmid, article.doi.lower() if article.doi else None)
    assert (found.title, found.journal_abbreviation) == (as_words(article.title), article.journal.abbreviation)
    assert found.citation == article.citation.printed()
    assert [author.name for author in found.authors] == [author_name(author) for author in article.authors]
    assert [row.text for row in found.affiliations] == [row.text for row in article.affiliations]
    assert found.has_author_list


@given(SEEDS)
def test_the_abstract_of_a_download_is_the_article_s(seed: int) -> None:
    article = invent(seed)
    parts = article.abstracts[0].parts if article.abstracts else ()
    assume(parts and names_its_authors(article))

    found = read_page(render_download(article))

    joined = " ".join([f"{row.label}: {row.text}" if row.label else str(row.text) for row in found.abstract_sections])
    printed = [f"{one.label.upper()}: {as_words(one.text)}" if one.label else as_words(one.text) for one in parts]
    assert joined == " ".join([text for text in printed if text])


def test_a_download_is_known_by_its_number_and_its_pmid() -> None:
    style = recognise(f"{HEAD}\n\nKelp.\n\n{END}\n")

    assert style is not None
    assert style.extent is Extent.REPORT
    assert recognise(f"{HEAD.removeprefix('1. ')}\n\nKelp.\n\n{END}\n") is None
    assert recognise(f"{HEAD}\n\nKelp.\n") is None


def test_a_page_before_2020_is_known_by_its_own_words() -> None:
    style = recognise("Format\n\nSend to\n2012 Dec;15(4):420-6. doi: 10.5555/a.\n\nKelp.\n\nPubMed Commons\n")

    assert style is not None
    assert style.extent is Extent.REPORT


@pytest.mark.parametrize(
    ("head", "journal", "citation", "doi", "secondary_date"),
    [
        ("2. J Kelp. 2018 Feb 17. doi: 10.5555/a. [Epub ahead of print]", "J Kelp", "2018 Feb 17.", "10.5555/a", None),
        ("3. J Kelp. 2018 Oct 10;10(4). pii: e1. doi:\n10.5555/a.", "J Kelp", "2018 Oct 10;10(4). pii: e1.", "10.5555/a", None),
        ("1: J Kelp. 2005;52(4):789-96. Epub 2005 Jun 6.Click here to read Links", "J Kelp", "2005;52(4):789-96.", None, "Epub 2005 Jun 6."),
        ("1: J Kelp. 1981;17(6):368-76.Click here to read", "J Kelp", "1981;17(6):368-76.", None, None),
        ("1. 3 Biotech (Kelp). 2013 Oct.", "3 Biotech (Kelp)", "2013 Oct.", None, None),
    ],
)  # fmt: skip
def test_the_first_line_is_taken_apart(
    head: str, journal: str, citation: str, doi: str | None, secondary_date: str | None
) -> None:
    found = page("Kelp.", head=head, end="PMID: 90000001")

    assert (found.journal_abbreviation, found.citation) == (journal, citation)
    assert (found.doi, found.secondary_date) == (doi, secondary_date)


def test_a_page_that_has_lost_its_journal_has_none() -> None:
    found = page("Kelp.", head="Result Filters\n\n2012 Dec;15(4):420-6.", end=OLDER_END)

    assert (found.journal_abbreviation, found.citation) == (None, "2012 Dec;15(4):420-6.")


@pytest.mark.parametrize(
    ("printed", "title"), [("Kelp.", "Kelp"), ("Kelp?", "Kelp?"), ("Kelp...", "Kelp..."), ("[Kelp].", "[Kelp]")]
)
def test_the_title_loses_one_full_stop(printed: str, title: str) -> None:
    assert page(printed).title == title


def test_languages_stand_between_title_and_authors() -> None:
    found = page("[Kelp].", "[Article in Chinese]", "Quill O.")

    assert (found.article_language, [author.name for author in found.authors]) == ("Chinese", ["Quill O"])


def test_affiliations_are_told_apart_by_the_next_number_alone() -> None:
    found = page(
        "Kelp.",
        "Quill O(1)(2).",
        "Author information: \n(1)Unit (3), Lund.\n(2)Pier (1), Lund.\n(#)Contributed equally",
    )

    assert [row.text for row in found.affiliations] == ["Unit (3), Lund.", "Pier (1), Lund."]
    assert found.authors[0].affiliation_positions == [1, 2]


def test_groups_stand_between_semicolons() -> None:
    found = page("Kelp.", "Quill O(1); Kelp Group, Lund; Brisk U, Sand É Jr.")

    assert [(author.name, author.is_collective) for author in found.authors] == [
        ("Quill O", False),
        ("Kelp Group, Lund", True),
        ("Brisk U", False),
        ("Sand É Jr", False),
    ]


def test_a_list_of_authors_that_is_cut_short_is_not_all() -> None:
    found = page("Kelp.", "Quill O, Brisk U, et al.")

    assert (len(found.authors), found.has_author_list) == (2, False)


def test_a_line_above_the_affiliations_names_the_authors_whatever_it_is() -> None:
    found = page("Kelp.", "World Kelp Organization(1).", "Author information:\n(1)Lund.")

    assert [(author.name, author.is_collective) for author in found.authors] == [("World Kelp Organization", True)]


def test_no_authors_listed_is_a_list_without_authors() -> None:
    found = page("Kelp.", "[No authors listed]", "Kelp glows.")

    assert (found.authors, found.has_author_list) == ((), True)


def test_prose_is_no_list_of_authors() -> None:
    found = page("Kelp.", "Kelp glows, and nobody counts it.")

    assert (found.authors, found.has_author_list) == ((), False)
    assert [row.text for row in found.abstract_sections] == ["Kelp glows, and nobody counts it."]


def test_the_oldest_pages_print_the_address_above_the_abstract() -> None:
    found = page("Kelp.", "Department of Kelp, Lund.", "Kelp glows.", head="1: J Kelp. 2005;1(1):2.", end=OLDER_END)

    assert [row.text for row in found.affiliations] == ["Department of Kelp, Lund."]
    assert [row.text for row in found.abstract_sections] == ["Kelp glows."]


def test_an_abstract_that_begins_with_a_department_is_no_address() -> None:
    found = page("Kelp.", "Departments glow at night.", head="1: J Kelp. 2005;1(1):2.", end=OLDER_END)

    assert found.affiliations == ()
    assert [row.text for row in found.abstract_sections] == ["Departments glow at night."]


def test_a_heading_word_inside_the_abstract_ends_nothing() -> None:
    found = page(
        "Kelp.", "BACKGROUND: Kelp.\nReferences\nMETHODS: Lamps.\nFigures", "Conflict of interest statement: None."
    )

    assert [row.label for row in found.abstract_sections] == ["BACKGROUND", None, "METHODS", None]
    assert found.conflict_of_interest == "None."


def test_a_label_that_nlm_knows_begins_a_line_whatever_room_the_last_one_had() -> None:
    full = "BACKGROUND: " + "Kelp glows at night. " * 3 + "So we looked."
    found = page("Kelp.", f"{full}\nMETHODS: Lamps.")

    assert [row.label for row in found.abstract_sections] == ["BACKGROUND", "METHODS"]


@pytest.mark.parametrize("line", ["© 2013 Kelp Press.", "Kelp Press & the authors 2013.", "Published by Kelp."])
def test_a_publisher_s_line_below_the_abstract_is_the_copyright(line: str) -> None:
    found = page("Kelp.", "Kelp glows at night.", line)

    assert (found.copyright, [row.text for row in found.abstract_sections]) == (line, ["Kelp glows at night."])


def test_a_download_without_an_abstract_has_none() -> None:
    assert page("Kelp.", "Publisher: Abstract available from the publisher.").abstract_sections == ()


def test_lists_of_other_articles_stand_above_the_abstract() -> None:
    found = page("Kelp.", "Retraction in\n    J Kelp. 2014;1:2.\n    J Salt. 2015;3:4.", "Kelp glows.")

    assert found.is_retracted
    assert [(row.relation, row.text) for row in found.related_articles] == [
        ("retraction_in", "J Kelp. 2014;1:2."),
        ("retraction_in", "J Salt. 2015;3:4."),
    ]


def test_what_a_report_cannot_show_is_named() -> None:
    found = page("Kelp.", "Kelp glows.")

    (warning,) = found.warnings
    assert warning.startswith("rendering-lacks: author list, affiliations, figures, similar articles, references")
    assert {"figures", "references"} <= found.unreached


def test_a_report_without_a_title_breaks_its_promise() -> None:
    with pytest.raises(BrokenPromise, match="no title"):
        read_page("Format\n1: J Kelp. 2005;1(1):2.\nPubMed Commons\n")
