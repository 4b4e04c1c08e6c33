"""Headings are whole lines in PubMed's own order; all other lines are content."""

from pipeline.layouts.flat_text import read_page
from tests.layouts.flat_text.texts import HEAD, main_text, with_abstract


def test_heading_words_inside_an_abstract_end_nothing() -> None:
    page = read_page(with_abstract("References", "Figures", "Similar articles", "Kelp glows."))

    assert [section.text for section in page.abstract_sections] == [
        "References",
        "Figures",
        "Similar articles",
        "Kelp glows.",
    ]
    assert page.references == ()


def test_a_heading_that_comes_too_late_is_content() -> None:
    page = read_page(
        main_text("PubMed Disclaimer", "References", "    1. Figures. Kelp. 2001.", "    1. Abstract. 2002.\nFigures")
    )

    assert [reference.text for reference in page.references] == ["Figures. Kelp. 2001.", "Abstract. 2002."]
    assert page.figures == ()


def test_an_empty_heading_does_not_take_the_next_one_as_its_body() -> None:
    page = read_page(
        main_text("Retraction in", "Abstract", "Kelp glows.", "PubMed Disclaimer", "Similar articles", "Cited by")
    )

    assert page.is_retracted
    assert page.related_articles == ()
    assert [section.text for section in page.abstract_sections] == ["Kelp glows."]


def test_a_list_of_all_headings_above_the_head_is_no_section() -> None:
    navigation = "Page navigation\n\n  • Title & authors\n  • Abstract\n  • References\nAbstract\nReferences\n"
    page = read_page(main_text("Abstract", "Kelp glows.", "PubMed Disclaimer", head=navigation + HEAD))

    assert [section.text for section in page.abstract_sections] == ["Kelp glows."]
    assert page.title == "Kelp at night"


def test_what_no_heading_opens_before_the_abstract_is_the_head_s() -> None:
    page = read_page(main_text("No abstract available", "Keywords: kelp; night.", "PubMed Disclaimer"))

    assert page.abstract_sections == ()
    assert page.keywords == ("kelp", "night")


def test_keywords_alone_open_their_section() -> None:
    page = read_page(main_text("Keywords: kelp; night.", "PubMed Disclaimer"))

    assert page.keywords == ("kelp", "night")
    assert page.journal_abbreviation == "J Invent Phycol"


def test_a_second_page_behind_the_first_adds_nothing() -> None:
    one = with_abstract("Kelp glows.")

    assert read_page(one + main_text("References", "    1. Other. 2001.")) == read_page(one)


def test_a_linked_list_may_stand_above_or_below_the_abstract() -> None:
    above = main_text(
        "Erratum in",
        "  • J Kelp. 2014.",
        "Abstract",
        "Kelp.",
        "PubMed Disclaimer",
        "Comment in",
        "Update of",
        "  • J Kelp. 2012.",
    )

    rows = read_page(above).related_articles

    assert [(row.relation, row.text) for row in rows] == [
        ("erratum_in", "J Kelp. 2014."),
        ("update_of", "J Kelp. 2012."),
    ]


def test_supplementary_concepts_and_substances_come_in_either_order() -> None:
    substances, concepts = ("Substances", "  • Salt"), ("Supplementary concepts", "  • Kelp rot")

    for first, second in ((substances, concepts), (concepts, substances)):
        page = read_page(main_text("PubMed Disclaimer", "MeSH terms", *first, *second))

        assert [substance.name for substance in page.substances] == ["Salt"]
        assert page.supplementary_concepts == ("Kelp rot",)
