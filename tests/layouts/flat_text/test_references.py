"""Numbers, headings and link words around the references."""

import pytest

from pipeline.layouts.flat_text import read_page
from pipeline.page import ArticlePage
from tests.layouts.flat_text.texts import main_text


def page(*lines: str) -> ArticlePage:
    return read_page(main_text("PubMed Disclaimer", "References", "\n".join(lines)))


def texts(*lines: str) -> list[str | None]:
    return [reference.text for reference in page(*lines).references]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("    1. Quill O. Kelp. 2001. - PubMed", "Quill O. Kelp. 2001."),
        ("    1. Quill O. Kelp. 2001. - DOI - PMC - PubMed", "Quill O. Kelp. 2001."),
        ("    1. Quill O. Kelp. 2001. - PubMed - DOI - DOI", "Quill O. Kelp. 2001."),
        ("    1. J Kelp. 1954 Dec;58(4):692-8 - PubMed", "J Kelp. 1954 Dec;58(4):692-8"),
        ("    1. Kelp - DOI - a code. 2001. Reference Source", "Kelp - DOI - a code. 2001. Reference Source"),
        ("    1. Kelp. 10.5555/a.1 - DOI", "Kelp. 10.5555/a.1"),
        ("    1. In PubMed", "In PubMed"),
    ],
)
def test_only_link_words_at_the_end_go(line: str, text: str) -> None:
    assert texts(line) == [text]


def test_every_reference_is_the_first_of_its_own_list() -> None:
    assert texts("    1. A. 2001.", "    1. B. 2002.", "    1. C. 2003.") == ["A. 2001.", "B. 2002.", "C. 2003."]


def test_a_second_note_belongs_to_its_reference() -> None:
    assert texts("    1. A. 2001. - PubMed", "    2. A, in German. - PubMed", "    1. B.") == [
        "A. 2001. A, in German.",
        "B.",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("    Quill O., Kelp 2001, 5, 1–2; - PubMed", "    Tang 2001, 6, 3–4.", "    Brisk U. Salt. 2002."),
        ("    Quill O., Kelp 2001, 5, 1–2;", "-", "PubMed", "Tang 2001, 6, 3–4.", "Brisk U. Salt. 2002."),
        ("  * Quill O., Kelp 2001, 5, 1–2; - PubMed", "  * Tang 2001, 6, 3–4.", "  * Brisk U. Salt. 2002."),
    ],
)
def test_without_numbers_a_note_that_ends_in_a_semicolon_goes_on(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == ["Quill O., Kelp 2001, 5, 1–2; Tang 2001, 6, 3–4.", "Brisk U. Salt. 2002."]


def test_a_counted_list_has_a_reference_for_each_number() -> None:
    assert texts("1. A. 2001.", "2. B. 2002.", "3. C. 2003.") == ["A. 2001.", "B. 2002.", "C. 2003."]


def test_outer_and_inner_numbers_are_none_of_the_text() -> None:
    assert texts(" 1.", "     1. A. 2001.", " 2.", "     1. B. 2002.") == ["A. 2001.", "B. 2002."]
    assert texts("1.  1.  A. 2001.", "2.  1.  B. 2002.") == ["A. 2001.", "B. 2002."]


def test_a_line_without_a_number_heads_the_list_below_it() -> None:
    found = page(
        "References to studies", "Quill 2001 {unpublished}", "    1. A. 2001.", "Brisk 2002", "    1. B. 2002."
    ).references

    assert [(one.list_title, one.text) for one in found] == [
        ("Quill 2001 {unpublished}", "A. 2001."),
        ("Brisk 2002", "B. 2002."),
    ]


def test_references_without_numbers_are_lines() -> None:
    found = page("Additional references", "Quill O. Kelp. 2001. - PubMed", "Brisk U. Salt. 2002.").references

    assert [(one.list_title, one.text) for one in found] == [
        ("Additional references", "Quill O. Kelp. 2001."),
        ("Additional references", "Brisk U. Salt. 2002."),
    ]


def test_link_words_on_lines_of_their_own_belong_to_the_reference_above() -> None:
    assert texts("Quill O. Kelp. 2001.", "   -", "DOI", "   -", "PubMed", "Brisk U. Salt. 2002.") == [
        "Quill O. Kelp. 2001.",
        "Brisk U. Salt. 2002.",
    ]


def test_the_page_s_own_count_is_no_reference() -> None:
    found = page("    1. A. 2001.", "    1. B. 2002.", "Show all 28 references")

    assert (len(found.references), found.stated_reference_count) == (2, 28)


def test_link_addresses_become_identifiers() -> None:
    text = main_text(
        "[PubMed Disclaimer](/disclaimer/)",
        "## References",
        "1.  1.  A. - [DOI](https://doi.org/10.5555/A%282%29) - [PMC](https://pmc.example/articles/PMC7/) - [PubMed](/90000001/)",
        "2.  1.  B. - [PubMed](/0/)",
    )

    first, second = read_page(text).references

    assert (first.doi, first.pmcid, first.pmid) == ("10.5555/a(2)", "PMC7", 90000001)
    assert (second.doi, second.pmcid, second.pmid) == (None, None, None)
