"""A whole page: what the sections give together, what is warned of, and what is only an echo."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020 import read_page
from pipeline.markup.head import read_head
from pipeline.page import ArticlePage
from tests.layouts.pubmed_2020.pieces import heading, page

TYPE = '<div class="publication-type">Review</div>'
TYPES = '<div id="publication-types"><ul><li><button class="keyword-actions-trigger">Letter</button></li></ul></div>'


def read(main: str, head: str = "") -> ArticlePage:
    utf8 = page(main, head)
    return read_page(utf8, read_head(utf8))


def test_a_page_of_a_heading_alone_is_an_article_with_nothing_else() -> None:
    found = read(heading())

    assert (found.pmid, found.title, found.authors, found.references, found.is_retracted, found.warnings) == (
        90_000_001, "Lantern kelp glows", (), (), False, ()
    )  # fmt: skip


def test_a_page_without_a_heading_breaks_its_promise() -> None:
    with pytest.raises(BrokenPromise, match="no #heading in <main>"):
        read("<div id='abstract'></div>")


def test_an_unknown_section_is_warned_of_by_name() -> None:
    assert read(heading() + '<div id="moss"><h2>Moss report</h2></div>').warnings == ("unknown-section: Moss report",)


def test_affiliations_that_are_not_on_the_page_are_warned_of() -> None:
    assert read(heading('<div class="fetched-authors-placeholder-full-view"></div>')).warnings == (
        "affiliations-not-on-page",
    )


@pytest.mark.parametrize(
    ("main", "types"),
    [
        (heading(source=TYPE) + TYPES, ("Letter",)),
        (heading(source=TYPE), ("Review",)),
        (heading() + TYPES, ("Letter",)),
        (heading(), ()),
    ],
)
def test_the_type_above_the_title_counts_only_without_a_list_of_types(main: str, types: tuple[str, ...]) -> None:
    assert read(main).publication_types == types


def test_the_banner_of_a_retraction_marks_the_article() -> None:
    assert read('<div id="retraction"><h3>Retracted article</h3></div>' + heading()).is_retracted is True


def test_retracted_articles_in_lists_are_others() -> None:
    item = '<li class="full-docsum"><a class="docsum-title" href="/1/">Moss.</a><span class="correction-label">Retracted.</span></li>'

    assert read(heading() + f'<div id="similar"><h2>Similar articles</h2><ul>{item}</ul></div>').is_retracted is False


def test_copyright_stands_outside_the_abstract() -> None:
    assert read(heading() + '<p class="copyright" id="copyright">\n © 2021 Amity.\n</p>').copyright == "© 2021 Amity."


def test_grants_and_the_statement_share_a_section() -> None:
    section = (
        '<div id="grants"><div class="grants-list"><ul><li class="grant-item"><a data-ga-label="7">7/Moss Fund</a></li></ul></div>'
        '<div class="funding-statement">By postcards.</div></div>'
    )

    found = read(heading() + section)

    assert (found.funding, [g.grant_id for g in found.grants]) == ("By postcards.", ["7"])


def test_lists_that_a_browser_would_fetch_are_empty_and_silent() -> None:
    placeholders = '<div class="similar-cited-articles hidden"></div><div class="related-db-links hidden"></div>'

    found = read(heading() + placeholders)

    assert (found.related_articles, found.warnings) == ((), ())


ECHOES = (
    '<meta name="citation_pmid" content="90000001"><meta name="citation_doi" content="10.5555/LUX.1">'
    '<meta name="citation_title" content="Lantern &amp; kelp"><meta name="citation_authors" content="Li Y; ;Noor A;">'
    '<meta name="citation_publisher" content="Ann Lantern Biol"><meta name="citation_journal_title" content="annals">'
    '<meta name="citation_volume" content="59"><meta name="citation_issue" content="6"><meta name="citation_date" content="12/22/2021">'
    '<meta name="log_source_db" content="pubmed,pmc"><meta name="keywords" content="pmid:1, Kelp">'
    '<meta property="og:url" content="https://pubmed.ncbi.nlm.nih.gov/90000001/">'
)


def test_the_head_s_echoes_are_kept_for_the_audit_and_a_group_leaves_no_name() -> None:
    echoes = read(heading(), ECHOES).echoes

    assert (echoes.pmid, echoes.doi, echoes.title, echoes.author_names) == (
        "90000001",
        "10.5555/LUX.1",
        "Lantern & kelp",
        ("Li Y", "Noor A"),
    )
    assert (echoes.journal_abbreviation, echoes.journal_title, echoes.keywords) == (
        "Ann Lantern Biol",
        "annals",
        "pmid:1, Kelp",
    )
    assert (echoes.volume, echoes.issue, echoes.date, echoes.has_pmcid) == ("59", "6", "12/22/2021", True)


def test_a_page_saved_without_its_head_has_no_echoes() -> None:
    echoes = read(heading()).echoes

    assert {getattr(echoes, name) for name in echoes.__dataclass_fields__} == {None}


@pytest.mark.parametrize("databases", ["pubmed", "pubmed,pmcbooks"])
def test_pmc_is_named_among_the_databases_only_by_its_whole_name(databases: str) -> None:
    assert read(heading(), f'<meta name="log_source_db" content="{databases}">').echoes.has_pmcid is False


def test_the_page_s_own_address_is_absolute() -> None:
    assert read(heading(), ECHOES).url == "https://pubmed.ncbi.nlm.nih.gov/90000001/"
    assert (
        read(heading(), '<meta property="og:url" content="/90000001/">').url
        == "https://pubmed.ncbi.nlm.nih.gov/90000001/"
    )
    assert read(heading()).url is None
