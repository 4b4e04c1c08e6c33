"""Ways out of PubMed: full text under LinkOut's headings, accessions in data banks."""

import pytest

from pipeline.layouts.pubmed_2020.links import extract_associated_data, extract_full_text_links
from pipeline.tables import AssociatedDatum, FullTextLink
from tests.layouts.pubmed_2020.pieces import piece


def group(category: str, *links: tuple[str, str]) -> str:
    items = "".join(f'<li><a href="{href}" data-ga-label="x">\n {provider}\n </a></li>' for provider, href in links)
    return f'<li><h3 class="linkout-category">{category}</h3><ul class="linkout-category-links">{items}</ul></li>'


def full_text(*groups: str) -> tuple[FullTextLink, ...]:
    return extract_full_text_links(
        piece(f'<div id="linkout"><h2>LinkOut</h2><ul class="linkout-list">{"".join(groups)}</ul></div>')
    )


def bank(printed: str, *links: tuple[str, str]) -> str:
    items = "".join(f'<li><a class="dropdown-block-link" href="{href}">{words}</a></li>' for words, href in links)
    return (
        f'<li><div class="supplemental-data-actions"><button class="supplemental-data-actions-trigger trigger"> {printed} </button>'
        f'<div class="dropdown" hidden><ul class="supplemental-data-actions-links">{items}</ul></div></div></li>'
    )


def data(*banks: str) -> tuple[AssociatedDatum, ...]:
    return extract_associated_data(
        piece(f'<div id="supplemental-data"><h2>Associated data</h2><ul>{"".join(banks)}</ul></div>')
    )


SEARCH = ("Search in PubMed", "/?term=ZZ1%5BSecondary+Source+ID%5D")


def test_each_link_stands_under_its_heading_and_numbers_run_through() -> None:
    found = full_text(
        group("Full Text Sources", ("Europe PMC", "https://e.org/a"), ("Kelp &amp; Co", "https://e.org/?a=1&amp;b=2")),
        group("Research Materials", ("Kelp Stocks", "https://e.org/c")),
    )

    assert found == (
        FullTextLink(1, "Full Text Sources", "Europe PMC", "https://e.org/a"),
        FullTextLink(2, "Full Text Sources", "Kelp & Co", "https://e.org/?a=1&b=2"),
        FullTextLink(3, "Research Materials", "Kelp Stocks", "https://e.org/c"),
    )


def test_a_link_s_address_is_absolute() -> None:
    assert full_text(group("Full Text Sources", ("Kelp", "/a/")))[0].url == "https://pubmed.ncbi.nlm.nih.gov/a/"


@pytest.mark.parametrize("link", [(" ", "https://e.org/a"), ("Kelp", "#"), ("Kelp", "")])
def test_a_link_without_words_or_address_is_none(link: tuple[str, str]) -> None:
    assert full_text(group("Full Text Sources", link, ("Moss", "https://e.org/b"))) == (
        FullTextLink(1, "Full Text Sources", "Moss", "https://e.org/b"),
    )


@pytest.mark.parametrize(
    ("printed", "databank", "accession"),
    [
        ("GENBANK/ZZ1", "GENBANK", "ZZ1"),
        ("ClinicalTrials.gov/NCT991", "ClinicalTrials.gov", "NCT991"),
        ("figshare/10.5555/m9.tide.1.v1", "figshare", "10.5555/m9.tide.1.v1"),
        ("PDB", "PDB", None),
    ],
)
def test_an_accession_stands_behind_the_first_slash(printed: str, databank: str, accession: str | None) -> None:
    found = data(bank(printed, SEARCH, ("Search in Bank", "https://e.org/ZZ1")))

    assert found == (AssociatedDatum(1, databank, accession, "https://e.org/ZZ1"),)


def test_a_bank_that_pubmed_cannot_link_to_has_no_address() -> None:
    assert data(bank("TIDE/1", SEARCH))[0].url is None


def test_a_bank_without_a_menu_has_a_plain_link() -> None:
    assert data('<li><a href="https://e.org/ZZ1">Dryad/10.5555/dryad.1</a></li>') == (
        AssociatedDatum(1, "Dryad", "10.5555/dryad.1", "https://e.org/ZZ1"),
    )


def test_entries_of_the_menus_are_no_accessions() -> None:
    assert [d.position for d in data(bank("A/1", SEARCH), bank("B/2", SEARCH))] == [1, 2]
