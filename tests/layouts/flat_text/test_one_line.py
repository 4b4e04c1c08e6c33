"""A text without line ends gives what its anchors bound, and nothing else."""

from pipeline.layouts.flat_text import read_page
from pipeline.layouts.flat_text.one_line import break_line
from pipeline.page import ArticlePage
from tests.layouts.flat_text.texts import main_text


def squeezed(*sections: str, head: str | None = None) -> ArticlePage:
    text = main_text(*sections) if head is None else main_text(*sections, head=head)
    return read_page(" ".join(text.split()))


def test_the_head_is_bounded_by_its_two_titles() -> None:
    page = squeezed("Abstract", "Kelp glows.", "PubMed Disclaimer")

    assert (page.title, page.journal_abbreviation) == ("Kelp at night", "J Invent Phycol")
    assert (page.citation, page.doi, page.secondary_date) == (
        "2013 Oct;183(4):84-95.",
        "10.5555/kelp.12",
        "Epub 2013 Jul 26.",
    )


def test_a_title_with_the_name_of_a_type_stays_whole() -> None:
    head = "Review\n. 2013;1:2.\n\nA Review of Kelp\n\nReview\n\nA Review of Kelp\n\nO Quill et al. Kelp News. 2013."
    page = squeezed("Abstract", "Kelp glows.", "PubMed Disclaimer", head=head)

    assert (page.title, page.journal_abbreviation, page.publication_types) == (
        "A Review of Kelp",
        "Kelp News",
        ("Review",),
    )


def test_a_title_in_front_of_the_page_parts_title_and_author() -> None:
    text = (
        "Kelp at night - PubMed Main Navigation Add to Search . 2013;1:2. Kelp at night Ada Brine 1 PMID: 90000001 "
        "Item in Clipboard Kelp at night Ada Brine et al. J Kelp. 2013. Show details Abstract Kelp glows. PubMed Disclaimer"
    )

    assert read_page(text).title == "Kelp at night"


def test_a_title_that_is_not_parted_from_its_author_is_none() -> None:
    text = (
        "Add to Search . 2013;1:2. Kelp at night Ada Brine 1 PMID: 90000001 Item in Clipboard "
        "Kelp at night Ada Brine et al. J Kelp. 2013. Show details Abstract Kelp glows. PubMed Disclaimer"
    )

    assert "Kelp at night Ada Brine" not in break_line(text)


def test_several_known_labels_part_an_abstract_that_opens_without_one() -> None:
    page = squeezed("Abstract", "We looked. Methods: Lamps. Results: It glows.", "PubMed Disclaimer")

    assert [row.label for row in page.abstract_sections] == [None, "Methods", "Results"]


def test_a_sentence_that_introduces_a_list_is_no_label() -> None:
    page = squeezed(
        "Abstract", "Aim: To look. The lamps were: one. Kelp showed that: two. Scope: Bay.", "PubMed Disclaimer"
    )

    assert [row.label for row in page.abstract_sections] == ["Aim", "Scope"]


MENU = "Actions Search in PubMed Search in MeSH Add to Search"


def test_terms_are_told_apart_by_their_menus() -> None:
    page = squeezed(
        "PubMed Disclaimer",
        f"Publication types Review {MENU} MeSH terms Kelp* / genetics {MENU} Odd Substances / blood {MENU}",
        f"Substances Salt {MENU} Related information Gene",
    )

    assert page.publication_types == ("Review",)
    assert [(row.descriptor, row.qualifier) for row in page.mesh_terms] == [
        ("Kelp", "genetics"),
        ("Odd Substances", "blood"),
    ]
    assert [row.name for row in page.substances] == ["Salt"]


def test_terms_without_menus_are_left_out() -> None:
    page = squeezed("PubMed Disclaimer", "Publication types Review Comment MeSH terms Kelp Salt")

    assert (page.publication_types, page.mesh_terms) == ((), ())


def test_other_articles_are_told_apart_by_their_pmids() -> None:
    page = squeezed(
        "PubMed Disclaimer",
        "Similar articles Comment on kelp. Quill O. Quill O. J Kelp. 2001;1:2. J Kelp. 2001. PMID: 90000002 Free PMC article. Review.",
        "Review of salt. Brisk U, Sand E. Brisk U, et al. J Salt. 2002;1:2. J Salt. 2002. PMID: 90000003 See all similar articles",
        "Cited by On moss. Tang W. Tang W. J Moss. 2003;1:2. J Moss. 2003. PMID: 90000004 References Quill O. Kelp.",
    )

    assert [(row.relation, row.pmid, row.text) for row in page.related_articles] == [
        ("similar", 90000002, "Comment on kelp. Quill O. J Kelp. 2001;1:2."),
        ("similar", 90000003, "Review of salt. Brisk U, Sand E. J Salt. 2002;1:2."),
        ("cited_by", 90000004, "On moss. Tang W. J Moss. 2003;1:2."),
    ]


def test_copyright_begins_with_the_journal_s_own_words() -> None:
    page = squeezed("Abstract", "Kelp glows. This journal is © The Kelp Society.", "PubMed Disclaimer")

    assert (page.copyright, page.abstract_sections[0].text) == ("This journal is © The Kelp Society.", "Kelp glows.")


def test_known_labels_part_an_abstract_that_opens_with_one() -> None:
    page = squeezed(
        "Abstract",
        "Methods: Lamps. We say this: kelp.",
        "Results: It glows. Odd label: no.",
        "Keywords: a; b.",
        "PubMed Disclaimer",
    )

    assert [(row.label, row.text) for row in page.abstract_sections] == [
        ("Methods", "Lamps. We say this: kelp."),
        ("Results", "It glows."),
        ("Odd label", "no."),
    ]
    assert page.keywords == ("a", "b")


def test_a_label_further_on_does_not_part_an_abstract() -> None:
    page = squeezed("Abstract", "Kelp glows. Results: It does.", "PubMed Disclaimer")

    assert [row.label for row in page.abstract_sections] == [None]


def test_lists_that_run_into_one_another_are_left_out() -> None:
    page = squeezed(
        "Abstract", "Kelp.", "PubMed Disclaimer", "Figures", "Fig. 1\nFig. 1. Kelp.", "References", "A. 2001. B. 2002."
    )

    assert (page.figures, page.references) == ((), ())
    assert {"figures", "references"} <= page.unreached


def test_a_notice_above_the_abstract_is_heard() -> None:
    page = squeezed("Retraction in", "Abstract", "Kelp.", "PubMed Disclaimer")

    assert page.is_retracted
    assert page.journal_abbreviation == "J Invent Phycol"


def test_a_line_without_a_citation_gives_nothing() -> None:
    assert break_line("Main Navigation Kelp at night") == []
