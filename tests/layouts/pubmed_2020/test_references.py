"""References in two nested lists, with links that are no part of their text."""

import pytest

from pipeline.layouts.pubmed_2020.references import References, extract_references
from tests.layouts.pubmed_2020.pieces import piece

CITED = "Kielmark F. Lamps. J Cold Bot. 2014;28:14–38."


def link(kind: str, href: str, action: str = "", class_: str = "reference-link") -> str:
    return f'\n - <a class="{class_}" href="{href}" data-ga-action="{action}">\n {kind}\n </a>'


DOI = link("DOI", "https://doi.org/10.5555/lux.1", "10.5555/LUX.1")
PMC = link("PMC", "http://www.ncbi.nlm.nih.gov/pmc/articles/pmc9900001/", "PMC9900001")
PUBMED = link("PubMed", "/91000001/", "91000001")


def reference(*notes: str) -> str:
    items = "".join(f'<li class="skip-numbering" value="1">\n {note}\n </li>' for note in notes)
    return f'<li><ol class="references-and-notes-list">{items}</ol></li>'


def listed(*references: str, title: str = "", button: str = "", inner: str = "") -> str:
    return f'<div class="refs-list">{title}<ol id="top-references-list-1" class="references-list">{"".join(references)}</ol>{button}{inner}</div>'


def read(*lists: str) -> References:
    return extract_references(
        piece(
            '<div class="references" id="references"><h2 class="title">References</h2>'
            f'<div id="top-references-list">{"".join(lists)}</div></div>'
        )
    )


def show_all(words: str) -> str:
    return f'<div class="actions-bar"><button class="show-all" data-next-page-url="/1/references/"> {words} </button></div>'


def text(note: str) -> str | None:
    (found,) = read(listed(reference(note))).listed
    return found.text


def test_each_reference_counts_once_in_page_order() -> None:
    found = read(listed(reference("One."), reference("Two."), reference("Three.")))

    assert [(r.position, r.text) for r in found.listed] == [(1, "One."), (2, "Two."), (3, "Three.")]


def test_the_text_ends_in_front_of_its_links() -> None:
    assert text(CITED + DOI + PMC + PUBMED) == CITED


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (CITED, CITED),
        ("Lamps -", "Lamps"),
        ("Lamps and X-", "Lamps and X-"),
        (f"Lamps - a review.{PUBMED}", "Lamps - a review."),
        (f"Lamps. doi: 10.5555/lux.1.{DOI}", "Lamps. doi: 10.5555/lux.1."),
        ("<p>Lamps in <i>brine</i>.</p>", "Lamps in brine."),
        (
            'See <a href="https://e.org/lamps" title="External link: https://e.org/lamps">https://e.org/la...</a>. 2022.',
            "See https://e.org/la.... 2022.",
        ),
        ('<a class="external-link-urlize" href="http://e.org">E.ORG</a> Tides.', "E.ORG Tides."),
        ('Tank <ext-link xlink:href="https://e.org">e.org</ext-link> (2019).', "Tank e.org (2019)."),
    ],
)
def test_only_links_at_the_end_are_no_text(note: str, expected: str) -> None:
    assert text(note) == expected


@pytest.mark.parametrize(
    "links",
    [
        DOI + PMC + PUBMED,
        PUBMED + DOI + PMC,
        DOI + link("DOI", "https://doi.org/10.5555/other", "10.5555/other") + PMC + PUBMED,
        link("DOI", "https://doi.org/10.5555/lux.1") + PMC + PUBMED,
        link("DOI", "https://doi.org/10.5555%2Flux.1") + link("PMC", "/pmc/articles/9900001/") + PUBMED,
        link("DOI", "https://doi.org/10.5555/lux.1", "10.5555/LUX.1", "reference-link usa-link--external")
        + '\n-\n<a class="reference-link usa-link--external" href="https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/">PMC</a>'
        + '\n-\n<a class="reference-link" href="/91000001/">PubMed</a>',
    ],
    ids=["usual", "PubMed first", "DOI twice", "no data attribute", "odd forms", "2026"],
)
def test_identifiers_are_those_of_the_links_in_any_order_and_form(links: str) -> None:
    (found,) = read(listed(reference(CITED + links))).listed

    assert (found.text, found.doi, found.pmid, found.pmcid) == (CITED, "10.5555/lux.1", 91_000_001, "PMC9900001")


def test_a_reference_without_links_has_no_identifiers() -> None:
    (found,) = read(listed(reference("Lamps. doi: 10.5555/lux.1. PMID: 91000001"))).listed

    assert (found.doi, found.pmid, found.pmcid) == (None, None, None)


def test_a_link_to_zero_is_no_pmid() -> None:
    (found,) = read(listed(reference(CITED + link("PubMed", "/0/", "0")))).listed

    assert found.pmid is None


def test_a_reference_of_several_notes_is_one_row() -> None:
    found = read(listed(reference(f"Int. Ed. 2014, 51, 1;{PUBMED}", f"Ann. 2014, 124, 60.{DOI}"))).listed

    assert [(r.text, r.pmid, r.doi) for r in found] == [
        ("Int. Ed. 2014, 51, 1; Ann. 2014, 124, 60.", 91_000_001, "10.5555/lux.1")
    ]


def test_a_reference_of_links_alone_has_no_text() -> None:
    (found,) = read(listed(reference(PUBMED))).listed

    assert (found.text, found.pmid) == (None, 91_000_001)


def test_an_empty_reference_is_none() -> None:
    assert [r.position for r in read(listed(reference(" "), reference("Lamps."))).listed] == [1]


def test_the_nearest_heading_goes_with_each_list_and_numbers_run_through() -> None:
    inner = listed(reference("Two."), title='<h5 class="refs-list-title">Ondarra 2009 {published data only}</h5>')
    found = read(
        listed(title='<h4 class="refs-list-title">Included studies</h4>', inner=inner),
        listed(reference("Three."), title='<h4 class="refs-list-title"> Additional\n references </h4>'),
    )

    assert [(r.position, r.list_title, r.text) for r in found.listed] == [
        (1, "Ondarra 2009 {published data only}", "Two."),
        (2, "Additional references", "Three."),
    ]


def test_a_list_without_a_heading_has_no_title() -> None:
    assert read(listed(reference("One."))).listed[0].list_title is None


def test_what_a_browser_s_extension_puts_between_references_is_none() -> None:
    spans = '<span class="easyScholarPaperFlag">Q1</span><span class="easyscholar-ranking">IF 9</span>'

    assert [r.text for r in read(listed(spans, reference("One."), spans, reference("Two."))).listed] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Show all 28 references", 28),
        ("Show all 1,234 references", 1234),
        ("Show all", None),
        ("Show all 99999999999 references", None),
    ],
)
def test_the_article_s_total_is_the_number_on_the_button(words: str, count: int | None) -> None:
    assert read(listed(reference("One."), button=show_all(words))).stated_count == count


def test_a_page_without_the_button_states_no_total() -> None:
    assert read(listed(reference("One."))).stated_count is None
