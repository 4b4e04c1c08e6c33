"""The heading is on the page twice and every value several times; records come from the full view."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.heading import Heading, extract_heading, extract_short_heading
from tests.layouts.pubmed_2020.pieces import heading, piece


def read(full_view: str = "", identifiers: str = "", source: str = "") -> Heading:
    return extract_heading(piece(heading(full_view, identifiers=identifiers, source=source)))


def identifier(kind: str, value: str) -> str:
    return f'<li><span class="identifier {kind}"><span class="id-label">{kind}:</span> {value}</span></li>'


def test_title_and_citation_are_those_of_the_full_view() -> None:
    found = read()

    assert (found.title, found.citation) == ("Lantern kelp glows", "2021 Dec;59(6):635-638.")


def test_the_journal_s_menu_is_no_part_of_its_name() -> None:
    found = read()

    assert (found.journal_title, found.journal_abbreviation) == ("Annals of lantern biology", "Ann Lantern Biol")


def title(html: str) -> str | None:
    return extract_heading(piece(heading().replace("Lantern kelp glows", html))).title


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("I<sub>h</sub> of <i>Lumenalga</i>", "Ih of Lumenalga"),
        ("\ufeffLantern", "Lantern"),
        ("[Lantern kelp]", "[Lantern kelp]"),
        ("Does it glow?", "Does it glow?"),
        ("Kelp\n        &amp;amp; moss", "Kelp &amp; moss"),
    ],
)
def test_a_title_is_what_the_page_shows(html: str, expected: str) -> None:
    assert title(html) == expected


def test_a_title_in_the_short_view_is_an_echo() -> None:
    short = extract_short_heading(
        piece(
            heading(
                short_view='<h1 class="heading-title">Moss</h1><div class="short-citation"><span class="citation-journal"> J Moss'
                '<span class="citation-separator">.</span></span><span class="date"><time class="citation-year" datetime="2021">'
                "2021</time>.</span></div>"
            )
        )
    )

    assert (short.title, short.journal, short.date) == ("Moss", "J Moss", "2021")


def test_a_page_without_a_short_view_has_no_echoes() -> None:
    short = extract_short_heading(piece(heading().replace("short-view-heading", "gone")))

    assert short == (None, None, None)


@pytest.mark.parametrize(
    "link",
    [
        '<a class="id-link" href="http://www.ncbi.nlm.nih.gov/pmc/articles/pmc9900123/"> PMC9900123 </a>',
        (
            '<a class="id-link usa-link--external" aria-label="external, opens in new tab. PMC9900123" '
            'href="https://pmc.ncbi.nlm.nih.gov/articles/PMC9900123/">\n PMC9900123\n</a>'
        ),
        (
            '<strong class="current-id" title="PMC ID">PMC9900123</strong> <span class="embargo">(available on '
            '<time class="embargo-date" datetime="2024-04-01">2024-04-01</time>)</span>'
        ),
    ],
    ids=["2023", "2026", "embargo"],
)
def test_a_pmcid_is_read_from_its_text_in_every_form(link: str) -> None:
    assert read(identifiers=identifier("pmc", link)).pmcid == "PMC9900123"


@pytest.mark.parametrize("class_", ["id-link", "id-link usa-link--external"], ids=["2023", "2026"])
def test_a_doi_is_read_from_its_text(class_: str) -> None:
    link = f'<a class="{class_}" href="https://doi.org/10.5555/else"> 10.5555/LUX.1 </a>'

    assert read(identifiers=identifier("doi", link)).doi == "10.5555/lux.1"


def test_an_identifier_is_known_by_its_class_wherever_that_stands() -> None:
    link = '<a class="id-link">10.5555/LUX.1</a>'

    assert read(identifiers=identifier("doi usa-tag", link)).doi == "10.5555/lux.1"


def test_a_page_with_only_a_pmid_has_no_other_identifier() -> None:
    found = read()

    assert (found.pmid, found.pmcid, found.doi) == (90_000_001, None, None)


@pytest.mark.parametrize(
    ("label", "is_free"),
    [("Free PMC article", True), ("Free article", False), ("Free PMC article.", False)],
)
def test_only_the_words_of_pmc_make_an_article_free_there(label: str, is_free: bool) -> None:
    assert read(f'<span class="free-label">{label}</span>').is_free_pmc is is_free


def test_an_article_without_the_label_is_not_free() -> None:
    assert read('<ul><li><span class="free-resources">Free PMC article.</span></li></ul>').is_free_pmc is False


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("[Article in Chinese]", "Chinese"),
        ("[Article in\n  \n    English,\n   French,\n  Spanish]", "English, French, Spanish"),
        ("[Chinese]", None),
    ],
)
def test_the_language_is_what_stands_inside_article_in(printed: str, expected: str | None) -> None:
    assert read(f'<div class="article-languages"> {printed} </div>').article_language == expected


def test_the_second_date_and_the_type_above_the_title_are_as_printed() -> None:
    found = read(
        source='<span class="citation-doi"> doi: 10.5555/x. </span><span class="secondary-date"> Epub 2021 Dec 22. </span>'
        '<div class="publication-type" > Case Reports </div>'
    )

    assert (found.secondary_date, found.publication_type) == ("Epub 2021 Dec 22.", "Case Reports")


def test_affiliations_that_a_script_would_fetch_are_not_on_the_page() -> None:
    assert read('<div class="fetched-authors-placeholder-full-view"></div>').has_affiliations is False
    assert read().has_affiliations is True


@pytest.mark.parametrize(
    ("gone", "promise"),
    [
        ('id="full-view-heading"', "no #full-view-heading in #heading"),
        ('class="heading-title"', r"no h1\.heading-title in div#full-view-heading"),
        ('class="identifiers"', r"no ul\.identifiers in div#full-view-heading"),
        ('class="article-citation"', r"no div\.article-citation in div#full-view-heading"),
        ('class="journal-actions-trigger trigger"', r"no button\.journal-actions-trigger in div#article-citation"),
    ],
)
def test_what_every_heading_owes_is_missed_by_name(gone: str, promise: str) -> None:
    with pytest.raises(BrokenPromise, match=promise):
        extract_heading(piece(heading().replace(gone, "")))
