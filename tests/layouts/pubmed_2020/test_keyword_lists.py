"""Terms are buttons; the drop-downs beside them hold lists of other things."""

import pytest

from pipeline.layouts.pubmed_2020.keyword_lists import extract_mesh_terms, extract_substances, extract_terms
from pipeline.markup.tree import Element
from pipeline.tables import MeshTerm, Substance
from tests.layouts.pubmed_2020.pieces import piece


def term(printed: str, class_: str = "keyword-actions-trigger trigger keyword-link") -> str:
    return (
        f'<li><div class="keyword-actions dropdown-block"><button class="{class_}">\n {printed}\n </button>'
        '<div class="keyword-actions-dropdown" hidden><div class="title">Actions</div><ul class="keyword-actions-links">'
        '<li><a class="search-in-pubmed-link" href="#">Search in PubMed</a></li><li><a href="#">Search in MeSH</a></li>'
        '<li><a class="add-to-search-link" data-search-term="x">Add to Search</a></li></ul></div></div></li>'
    )


def block(*terms: str) -> Element:
    return piece(
        f'<div id="mesh-terms"><h2 class="title">MeSH terms</h2><ul class="keywords-list">{"".join(terms)}</ul></div>'
    )


def test_each_button_is_one_term_and_its_menu_is_none() -> None:
    assert extract_terms(block(term("Review"), term("Gov&apos;t\n  Support"))) == ("Review", "Gov't Support")


@pytest.mark.parametrize(
    ("printed", "descriptor", "qualifier", "is_major"),
    [
        ("Kelp", "Kelp", None, False),
        ("Kelp*", "Kelp", None, True),
        ("Kelp / physiology", "Kelp", "physiology", False),
        ("Kelp* / physiology", "Kelp", "physiology", True),
        ("Kelp / physiology*", "Kelp", "physiology", True),
        ("Kelp* / physiology*", "Kelp", "physiology", True),
        ("Bryophyta / growth &amp; development", "Bryophyta", "growth & development", False),
        ("Calcium/Calmodulin Kinase*", "Calcium/Calmodulin Kinase", None, True),
    ],
)
def test_a_mesh_term_is_descriptor_qualifier_and_asterisk(
    printed: str, descriptor: str, qualifier: str | None, is_major: bool
) -> None:
    assert extract_mesh_terms(block(term(printed))) == (MeshTerm(1, descriptor, qualifier, is_major),)


def test_a_descriptor_has_a_row_a_qualifier() -> None:
    found = extract_mesh_terms(block(term("Kelp / genetics"), term("Kelp / physiology*")))

    assert [(t.position, t.descriptor, t.qualifier) for t in found] == [
        (1, "Kelp", "genetics"),
        (2, "Kelp", "physiology"),
    ]


def test_substances_are_numbered_and_as_printed() -> None:
    assert extract_substances(block(term("Copper"), term("1,3-dihydroxylumene"))) == (
        Substance(1, "Copper"),
        Substance(2, "1,3-dihydroxylumene"),
    )


def test_an_empty_button_is_no_term() -> None:
    assert extract_terms(block(term(" "), term("Kelp"))) == ("Kelp",)
