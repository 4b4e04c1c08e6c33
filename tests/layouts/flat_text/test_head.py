"""The head stands twice; what its lines are follows from that, not from where they stand."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.flat_text import read_page
from pipeline.page import ArticlePage
from tests.layouts.flat_text.texts import BANNER, main_text

END = ("Abstract", "Kelp glows.", "PubMed Disclaimer")


def page(head: str) -> ArticlePage:
    return read_page(main_text(*END, head=head))


@pytest.mark.parametrize(
    ("lines", "citation", "doi", "secondary_date"),
    [
        (
            ". 2013 Oct;183(4):84-95.\ndoi: 10.5555/Kelp. Epub 2013 Jul 26.",
            "2013 Oct;183(4):84-95.",
            "10.5555/kelp",
            "Epub 2013 Jul 26.",
        ),
        (". 2013 Oct;1:2. doi: 10.5555/a;b(1).", "2013 Oct;1:2.", "10.5555/a;b(1)", None),
        (". 2016 Feb 26:5:222.\nEpub 2016 Jan.", "2016 Feb 26:5:222.", None, "Epub 2016 Jan."),
        (". 2023 May 2.\ndoi: 10.5555/a. Online ahead of print.", "2023 May 2.", "10.5555/a", None),
        (
            ". 2010;(3 Pt 1.2):e1-e2.\ndoi: 10.5555/a. eCollection 2010.",
            "2010;(3 Pt 1.2):e1-e2.",
            "10.5555/a",
            "eCollection 2010.",
        ),
        (".\n2013 Oct;1:2.\ndoi: 10.5555/a.\nEpub 2013 Jul.", "2013 Oct;1:2.", "10.5555/a", "Epub 2013 Jul."),
    ],
)
def test_the_citation_line_is_taken_apart(
    lines: str, citation: str, doi: str | None, secondary_date: str | None
) -> None:
    found = page(f"{lines}\n\nKelp at night\n\nKelp at night\n\nO Quill. J Kelp. 2013 Oct.")

    assert (found.citation, found.doi, found.secondary_date) == (citation, doi, secondary_date)
    assert found.title == "Kelp at night"


def test_the_type_counts_where_it_stands_above_both_titles() -> None:
    assert page("Review\n. 2013;1:2.\n\nKelp\n\nReview\n\nKelp\n\nO Quill. J Kelp. 2013.").publication_types == (
        "Review",
    )
    assert page(". 2013;1:2.\n\nKelp\n\nKelp\n\nO Quill. J Kelp. 2013.").publication_types == ()


def test_a_title_may_be_the_name_of_a_type() -> None:
    found = page(
        "Editorial\n. 2013;1:2.\n\nEditorial\n\nAffiliations\nEditorial\n\nEditorial\n\nO Quill. J Kelp. 2013."
    )

    assert (found.title, found.publication_types) == ("Editorial", ("Editorial",))


def test_a_head_without_its_citation_still_names_the_article() -> None:
    found = page("Clinical Trial\n\nKelp at night\n\nO Quill et al. J Kelp. .")

    assert (found.title, found.journal_abbreviation, found.citation) == ("Kelp at night", "J Kelp", None)
    assert found.publication_types == ("Clinical Trial",)


def test_the_short_head_alone_names_the_article() -> None:
    text = "  Kelp at night\n\n   O Quill et al.\n\n   J Kelp.\n\n   2013 Oct.\n\n  Abstract\n\n  Kelp glows.\n\n  PubMed Disclaimer\n"
    found = read_page(text)

    assert (found.title, found.journal_abbreviation) == ("Kelp at night", "J Kelp")


def test_languages_stand_in_brackets_of_their_own() -> None:
    found = page(
        ". 2013;1:2.\n\n[Kelp]\n\n[Article in\n   English, French]\n\n[Kelp]\n\n[Article in English, French]\nO Quill. J Kelp. 2013."
    )

    assert (found.title, found.article_language) == ("[Kelp]", "English, French")


@pytest.mark.parametrize(("label", "is_free"), [("Free PMC article", True), ("Free article", False), ("", False)])
def test_free_in_pmc_is_not_free_elsewhere(label: str, is_free: bool) -> None:
    assert page(f". 2013;1:2.\n\nKelp\n\n{label}\n\nKelp\n\nO Quill. J Kelp. 2013.\n{label}").is_free_pmc is is_free


def test_a_text_that_is_cut_before_its_abstract_says_nothing_of_retraction() -> None:
    found = read_page(BANNER + ". 2013;1:2.\n\nKelp at night\n")

    assert (found.title, found.is_retracted, found.is_free_pmc) == ("Kelp at night", None, None)


def test_the_address_above_a_clipped_head_names_the_article() -> None:
    found = read_page("https://pubmed.ncbi.nlm.nih.gov/90000001/\n\nJ Kelp\n. 2013;1:2.\nKelp\nOla Quill 1, Bo Brisk 2")

    assert (found.pmid, found.journal_abbreviation, found.title) == (90000001, "J Kelp", "Kelp")
    assert [author.name for author in found.authors] == ["Ola Quill", "Bo Brisk"]


def test_a_byte_order_mark_is_no_letter_of_the_title() -> None:
    assert page(". 2013;1:2.\n\n\ufeffKelp\n\n\ufeffKelp\n\nO Quill. J Kelp. 2013.").title == "Kelp"


def test_identifiers_of_other_articles_are_not_the_article_s() -> None:
    found = read_page(
        main_text(*END, "Similar articles", "  • Salt.\n    A. A. J Kelp. 2001;1:2. J Kelp. 2001. PMID: 90000009")
    )

    assert found.pmid is None


def test_a_text_without_a_title_breaks_its_promise() -> None:
    with pytest.raises(BrokenPromise, match="no title"):
        read_page(BANNER + ". 2013;1:2.\ndoi: 10.5555/a.\n")


def test_a_text_that_is_no_article_breaks_its_promise() -> None:
    with pytest.raises(BrokenPromise, match="no flattened article page"):
        read_page("A letter about kelp.")


def test_capitals_for_headings_cost_the_title_its_spelling() -> None:
    found = read_page(
        main_text(
            "ABSTRACT",
            "Kelp glows.",
            "PubMed Disclaimer",
            head=". 2013;1:2.\n\n\nKELP\n\nKELP\n\nO Quill. J Kelp. 2013.",
        )
    )

    assert found.title is None
    assert found.warnings[0].startswith("rendering-lacks: title")
