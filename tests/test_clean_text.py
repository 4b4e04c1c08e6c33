"""The clean text holds all of an article's own text, and nothing else."""

from dataclasses import replace

import pytest

from pipeline.clean_text import clean_text
from pipeline.extract import extract
from pipeline.outcome import Extracted
from pipeline.page import ArticlePage
from pipeline.tables import (
    AbstractSection,
    Affiliation,
    AssociatedDatum,
    Author,
    Figure,
    FullTextLink,
    Grant,
    MeshTerm,
    Reference,
    RelatedArticle,
    Substance,
)
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.saved_pages import html_document


def part(language: str, position: int, text: str | None, label: str | None = None) -> AbstractSection:
    return AbstractSection(language, position, label, None, text)


def author(position: int, name: str) -> Author:
    return Author(
        position,
        name,
        None,
        is_collective=False,
        equal_contribution=None,
        orcid=None,
        affiliation_positions=[],
    )


def figure(label: str | None, title: str | None = None, caption: str | None = None) -> Figure:
    return Figure(1, label, title, caption, None, None, None, None, None, None)


def reference(text: str | None, list_title: str | None = None) -> Reference:
    return Reference(1, list_title, text, None, None, None)


def blocks(page: ArticlePage) -> list[str]:
    return clean_text(page).split("\n\n")


FULL = ArticlePage(
    pmid=90000001,
    pmcid="PMC9900001",
    doi="10.5555/lux.1",
    url="https://pubmed.ncbi.nlm.nih.gov/90000001/",
    title="[Kelp glows]",
    article_language="Norwegian, French",
    journal_title="Annals of lantern biology",
    journal_abbreviation="Ann Lantern Biol",
    citation="2021 Dec;59(6):635-638.",
    secondary_date="Epub 2021 Dec 22.",
    keywords=("kelp", "light"),
    publication_types=("Journal Article", "Review"),
    supplementary_concepts=("Night blindness, kelp",),
    copyright="© 2021 Lantern Press.",
    conflict_of_interest="None declared.",
    plain_language_summary="It copes.",
    funding="Paid with postcards.",
    is_free_pmc=True,
    is_retracted=True,
    stated_reference_count=32,
    authors=(author(1, "Maren Ravensloot"), author(2, "Ada Noor")),
    affiliations=(Affiliation(1, "Orrin Station.", []), Affiliation(2, "Halvard Sound.", [])),
    abstract_sections=(part("eng", 1, "Kelp.", "Methods"), part("eng", 2, "Glows."), part("fra", 1, "Algue.")),
    figures=(figure("Fig. 1", "Kelp", "At night."), figure("Fig. 2", None, "At noon."), figure("Fig. 3")),
    references=(reference("Kielmark F. Lamps."), reference(None), reference("Noor A. Wicks.")),
    mesh_terms=(MeshTerm(1, "Kelp", "genetics", is_major=True), MeshTerm(2, "Light", None, is_major=False)),
    substances=(Substance(1, "Copper"), Substance(2, "Lumen, synthetic")),
    grants=(Grant(1, "LUX-1/Lamp Fund", None, None, None, None), Grant(2, "LUX-2", None, None, None, None)),
    related_articles=(RelatedArticle("similar", 1, 8, "Moss at night."), RelatedArticle("comment_in", 1, 9, "Dim.")),
    full_text_links=(FullTextLink(1, "Full Text Sources", "Lantern Press", "https://e.org/"),),
    associated_data=(
        AssociatedDatum(1, "GENBANK", "JN000001", None),
        AssociatedDatum(2, "Dryad", None, None),
    ),
)


def test_the_article_stands_in_the_page_s_order() -> None:
    assert blocks(FULL) == [
        "[Kelp glows]",
        "[Article in Norwegian, French]",
        "Ann Lantern Biol. 2021 Dec;59(6):635-638. doi: 10.5555/lux.1. Epub 2021 Dec 22.",
        "Maren Ravensloot, Ada Noor",
        "Orrin Station.\nHalvard Sound.",
        "PMID: 90000001 PMCID: PMC9900001",
        "Abstract",
        "Methods: Kelp.\nGlows.",
        "Algue.",
        "Keywords: kelp; light",
        "Plain language summary",
        "It copes.",
        "© 2021 Lantern Press.",
        "Conflict of interest statement",
        "None declared.",
        "Figures",
        "Fig. 1. Kelp\nAt night.",
        "Fig. 2\nAt noon.",
        "Fig. 3",
        "References",
        "Kielmark F. Lamps.",
        "Noor A. Wicks.",
        "Publication types: Journal Article; Review",
        "MeSH terms: Kelp / genetics; Light",
        "Substances: Copper; Lumen, synthetic",
        "Supplementary concepts: Night blindness, kelp",
        "Associated data: GENBANK/JN000001; Dryad",
        "Grants and funding",
        "LUX-1/Lamp Fund\nLUX-2",
        "Paid with postcards.",
    ]


@pytest.mark.parametrize(
    "without",
    [
        replace(FULL, related_articles=()),
        replace(FULL, full_text_links=()),
        replace(FULL, url=None),
        replace(FULL, is_retracted=None),
        replace(FULL, is_free_pmc=None),
        replace(FULL, stated_reference_count=None),
    ],
    ids=["other articles", "links out", "address", "retraction banner", "free label", "number of references"],
)
def test_what_is_not_the_article_s_own_text_leaves_no_trace(without: ArticlePage) -> None:
    assert clean_text(without) == clean_text(FULL)


def test_a_section_that_the_page_lacks_has_no_heading() -> None:
    assert clean_text(ArticlePage(title="Kelp glows")) == "Kelp glows"


def test_references_that_are_links_alone_have_no_heading() -> None:
    assert clean_text(ArticlePage(title="Kelp glows", references=(reference(None),))) == "Kelp glows"


def test_a_page_with_no_more_than_its_number_still_has_a_text() -> None:
    assert clean_text(ArticlePage(pmid=90000001)) == "PMID: 90000001"


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (ArticlePage(journal_abbreviation="Ann Lantern Biol"), "Ann Lantern Biol."),
        (ArticlePage(journal_title="Annals", citation="2021."), "Annals. 2021."),
        (ArticlePage(doi="10.5555/lux.1"), "doi: 10.5555/lux.1."),
        (ArticlePage(citation="2021 Dec;", secondary_date="eCollection 2021."), "2021 Dec; eCollection 2021."),
    ],
    ids=["journal alone", "no abbreviation", "doi alone", "open citation"],
)
def test_the_journal_line_has_what_the_page_shows_of_it(page: ArticlePage, line: str) -> None:
    assert clean_text(page) == line


@pytest.mark.parametrize(
    ("label", "title", "heading"),
    [
        ("Fig. 1", "Kelp", "Fig. 1. Kelp"),
        ("Figure 1.", "Kelp", "Figure 1. Kelp"),
        ("Algorithm 1:", "Glow", "Algorithm 1: Glow"),
        (None, "Kelp", "Kelp"),
        ("Fig. 1", None, "Fig. 1"),
    ],
)
def test_a_label_and_its_title_are_one_line_with_one_full_stop(
    label: str | None, title: str | None, heading: str
) -> None:
    assert blocks(ArticlePage(figures=(figure(label, title, "At night."),))) == ["Figures", f"{heading}\nAt night."]


def test_the_article_row_s_abstract_stands_in_the_text_as_it_is() -> None:
    found = extract(html_document(render_html(invent(1))))
    assert isinstance(found, Extracted)

    assembled = found.assembled

    assert assembled.article.abstract
    assert f"\n\n{assembled.article.abstract}\n\n" in assembled.text


def test_abstracts_stand_a_block_a_language_english_first_and_then_by_code() -> None:
    german, french = part("deu", 1, "Tang."), (part("fra", 1, "Algue."), part("fra", 2, "Lueur.", "Résultats"))
    page = ArticlePage(abstract_sections=(*french, german, part("eng", 1, "Kelp.")))

    assert blocks(page) == ["Abstract", "Kelp.", "Tang.", "Algue.\nRésultats: Lueur."]


def test_the_title_of_a_reference_list_stands_above_its_references() -> None:
    page = ArticlePage(references=(reference("One."), reference("Two.", "Further reading"), reference("Six.", "Maps")))

    assert blocks(page) == ["References", "One.", "Further reading", "Two.", "Maps", "Six."]


def test_a_reference_list_s_title_that_repeats_the_heading_is_not_repeated() -> None:
    assert blocks(ArticlePage(references=(reference("One.", "REFERENCES"),))) == ["References", "One."]


def test_a_block_that_says_what_an_earlier_one_has_said_is_left_out_with_its_heading() -> None:
    page = ArticlePage(abstract_sections=(part("eng", 1, "Kelp."),), plain_language_summary="Kelp.")

    assert blocks(page) == ["Abstract", "Kelp."]


def test_a_figure_that_the_page_shows_twice_stands_once() -> None:
    shown = figure("Fig. 1", None, "At night.")

    assert blocks(ArticlePage(figures=(shown, shown))) == ["Figures", "Fig. 1\nAt night."]


def test_terms_affiliations_and_grants_stand_once_each() -> None:
    page = ArticlePage(
        affiliations=(Affiliation(1, "Orrin.", []), Affiliation(2, "Orrin.", [])),
        mesh_terms=(MeshTerm(1, "Kelp", None, is_major=True), MeshTerm(2, "Kelp", None, is_major=False)),
        grants=(Grant(1, "LUX", None, None, None, None), Grant(2, "LUX", None, None, None, None)),
    )

    assert blocks(page) == ["Orrin.", "MeSH terms: Kelp", "Grants and funding", "LUX"]
