"""Terms, grants and ways out, among what is left of their menus."""

import pytest

from pipeline.layouts.flat_text import read_page
from pipeline.page import ArticlePage
from tests.layouts.flat_text.texts import main_text


def page(*sections: str) -> ArticlePage:
    return read_page(main_text("PubMed Disclaimer", *sections))


def test_a_term_is_what_is_not_its_menu() -> None:
    found = page(
        "Publication types",
        "  • Review\n    Actions\n      + Search in PubMed\n      + Search in MeSH\n      + Add to Search",
    )

    assert found.publication_types == ("Review",)


@pytest.mark.parametrize("footer", ["[x]\nCite\nCopy", "Full text links[x]\nPress", "Cite\nSend To"])
def test_the_footer_ends_the_last_list(footer: str) -> None:
    assert [row.descriptor for row in page("MeSH terms", "Kelp\nSalt", footer).mesh_terms] == ["Kelp", "Salt"]


def test_an_asterisk_on_either_part_makes_a_term_major() -> None:
    found = page("MeSH terms", "  • Kelp* / growth & development\n  • Ships / history*\n  • Humans")

    assert [(one.descriptor, one.qualifier, one.is_major) for one in found.mesh_terms] == [
        ("Kelp", "growth & development", True),
        ("Ships", "history", True),
        ("Humans", None, False),
    ]


def test_prose_about_money_is_the_funding_statement() -> None:
    found = page(
        "Grants and funding",
        "The lamps were lent (loan 12/7).",
        "  • F-40/BC_/Board of Creases/Foamland\n  • Tide Trust",
    )

    assert found.funding == "The lamps were lent (loan 12/7)."
    assert [(one.text, one.grant_id, one.agency) for one in found.grants] == [
        ("F-40/BC_/Board of Creases/Foamland", "F-40", "Board of Creases"),
        ("Tide Trust", None, "Tide Trust"),
    ]


def test_grants_without_marks_are_words_that_are_no_sentence() -> None:
    found = page("Grants and funding", "F-40/BC_/Board of Creases/Foamland\nTide Trust\nShow all 2 grants")

    assert (len(found.grants), found.funding) == (2, None)


def test_a_way_out_needs_an_address() -> None:
    found = page(
        "## LinkOut - more resources",
        "*   ### Medical",
        "    *   [Tide Health](https://tide.example/1)\n    *   No Address",
    )

    assert [(one.category, one.provider, one.url) for one in found.full_text_links] == [
        ("Medical", "Tide Health", "https://tide.example/1")
    ]


def test_an_accession_stands_behind_its_data_bank() -> None:
    found = page(
        "Associated data", "  • GENBANK/KELP1\n    Actions\n      + Search in PubMed\n  • Dryad/10.5555/dryad.1"
    )

    assert [(one.databank, one.accession) for one in found.associated_data] == [
        ("GENBANK", "KELP1"),
        ("Dryad", "10.5555/dryad.1"),
    ]
