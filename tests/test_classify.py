"""A page is judged by what it says, never by its file name or its size."""

import pytest

from pipeline.classify import Recognised, classify
from pipeline.outcome import FRAGMENTS, Layout, Reason, Rejected
from tests.invented import other_pages
from tests.invented.article import Era
from tests.invented.flattened import render_flat_text
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.layouts.pubmed_2020.fragments.pieces import REFERENCES, SIMILAR
from tests.layouts.pubmed_2020.pieces import heading, page
from tests.saved_pages import html_document, text_document

ARTICLE = invent(1)
MAIN = '<main class="article-details" id="article-details"><header id="heading"></header></main>'


RESULTS = '<div class="search-results-chunk"><article class="full-docsum"><a class="docsum-title" href="/1/">Kelp</a></article></div>'
REST_OF_A_PAGE = render_html(ARTICLE).partition('<div class="references" id="references">')[2]


def html(head: str, body: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def application(name: str, **metas: str) -> str:
    tags = "".join(f'<meta name="{key}" content="{value}">' for key, value in {"ncbi_app": name, **metas}.items())
    return f"<title>Kelp</title>{tags}"


def rejection(page: str | bytes, source_uri: str = "page.html") -> Rejected:
    found = classify(html_document(page, source_uri))
    assert isinstance(found, Rejected)
    return found


@pytest.mark.parametrize("era", Era)
def test_an_article_of_the_2020_layout_is_recognised_with_its_head(era: Era) -> None:
    found = classify(html_document(render_html(ARTICLE, era)))

    assert isinstance(found, Recognised)
    assert found.layout is Layout.PUBMED_2020
    assert found.head is not None
    assert found.head.meta("citation_pmid") == str(ARTICLE.pmid)


REJECTED = [
    pytest.param(other_pages.search_results((ARTICLE, invent(2))), Reason.SEARCH_RESULTS, id="search results"),
    pytest.param(html(application("pubmed", ncbi_pdid="home")), Reason.HOME_PAGE, id="home page"),
    pytest.param(other_pages.legacy_home(), Reason.HOME_PAGE, id="home page before 2020"),
    pytest.param(
        html(application("entrez", ncbi_db="pubmed", ncbi_pdid="docsum")), Reason.SEARCH_RESULTS, id="search results before 2020"
    ),
    pytest.param(html(application("entrez", ncbi_db="gene", ncbi_pdid="abstract")), Reason.NOT_PUBMED, id="another database"),
    pytest.param(other_pages.recaptcha(), Reason.CHALLENGE, id="reCAPTCHA"),
    pytest.param(other_pages.proof_of_work(), Reason.CHALLENGE, id="proof of work"),
    pytest.param(
        html("<title>One moment</title>", '<div id="cookie-required" hidden></div>'), Reason.CHALLENGE, id="cookie gate of another title"
    ),
    pytest.param(other_pages.server_error(), Reason.SERVER_ERROR, id="NCBI 500"),
    pytest.param(html("<title>502 Bad Gateway</title>"), Reason.SERVER_ERROR, id="502"),
    pytest.param(html("<title>503 Service Temporarily Unavailable</title>"), Reason.SERVER_ERROR, id="503"),
    pytest.param(html("<title>504</title>"), Reason.SERVER_ERROR, id="a bare number"),
    pytest.param(html("<title>Internal Server Error</title>"), Reason.SERVER_ERROR, id="words alone"),
    pytest.param(html("<title>500 lanterns of kelp</title>"), Reason.NOT_PUBMED, id="a number that is no error"),
    pytest.param(other_pages.pmc_article(ARTICLE), Reason.PMC_ARTICLE, id="PMC 2023"),
    pytest.param(html(application("pmc", ncbi_pdid="article", citation_pmid="1")), Reason.PMC_ARTICLE, id="PMC 2017"),
    pytest.param(html(application("cloudpmc-viewer", ncbi_pdid="article")), Reason.PMC_ARTICLE, id="PMC 2026"),
    pytest.param(
        html(
            "<title>Kelp</title><meta name='citation_pmid' content='1'>"
            "<meta name='citation_fulltext_html_url' content='http://www.pubmedcentral.gov/articlerender.fcgi?artid=1'>"
        ),
        Reason.PMC_ARTICLE,
        id="PMC 2009",
    ),
    pytest.param(html(application("pubmed", ncbi_pdid="clipboard"), MAIN), Reason.UNSUPPORTED_LAYOUT, id="unknown kind"),
    pytest.param(html("<title>Kelp recipes</title>", "<main id='main'>Kelp</main>"), Reason.NOT_PUBMED, id="another site"),
    pytest.param(html("<meta name='citation_pmid' content='1'><meta name='citation_title' content='Kelp'>"), Reason.NOT_PUBMED, id="citation tags alone"),
    pytest.param(b"", Reason.NOT_PUBMED, id="nothing"),
    pytest.param(RESULTS, Reason.SEARCH_RESULTS, id="search results without their page"),
    pytest.param(REST_OF_A_PAGE, Reason.TRUNCATED, id="page from its references on"),
    pytest.param(html("<title>Kelp recipes</title>", REFERENCES), Reason.NOT_PUBMED, id="another site's list"),
    pytest.param(html(application("pubmed", ncbi_pdid="abstract"))[:-14], Reason.TRUNCATED, id="cut in front of the article"),
    pytest.param(f"<html><head>{application('pubmed')}", Reason.TRUNCATED, id="cut inside the head"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason"), REJECTED)
def test_a_page_that_shows_no_article_has_its_own_reason(page: str | bytes, reason: Reason) -> None:
    assert rejection(page).reason is reason


@pytest.mark.parametrize(("page", "reason"), REJECTED)
def test_a_rejection_says_why_in_words(page: str | bytes, reason: Reason) -> None:
    detail = rejection(page).detail

    assert detail
    assert detail != reason.value
    assert len(detail) < 300


@pytest.mark.parametrize("name", ["pmc.html", "search.html", "error-500.html", "90000001.html", ""])
def test_a_file_s_name_decides_nothing(name: str) -> None:
    assert isinstance(classify(html_document(render_html(ARTICLE), name)), Recognised)
    assert rejection(other_pages.recaptcha(), name).reason is Reason.CHALLENGE


def test_a_page_s_size_decides_nothing() -> None:
    small = page(heading())
    large = other_pages.recaptcha() + " " * 1_000_000

    assert isinstance(classify(html_document(small)), Recognised)
    assert rejection(large).reason is Reason.CHALLENGE


@pytest.mark.parametrize(
    "saved",
    [
        MAIN,
        f"<body>{MAIN}</body>",
        MAIN.upper().replace("ARTICLE-DETAILS", "article-details"),
        html("<title>512 genomes of kelp</title>", MAIN),
        html("<title>Bad gateway proteins of kelp - PubMed</title>", MAIN),
        f"<main class='article-details'\n id='article-details'>{MAIN}",
    ],
)
def test_an_article_saved_without_its_head_is_an_article(saved: str) -> None:
    found = classify(html_document(saved))

    assert isinstance(found, Recognised)
    assert found.layout is Layout.PUBMED_2020


@pytest.mark.parametrize("kind", ["abstract", "abstractplus"])
def test_an_article_of_the_layout_before_2020_is_known_as_such(kind: str) -> None:
    body = '<div id="maincontent"><div class="rprt_all"><div class="rprt abstract"><h1>Kelp.</h1></div></div></div>'
    found = classify(
        html_document(html(application("entrez", ncbi_db="pubmed", ncbi_pdid=kind, ncbi_uidlist="1"), body))
    )

    assert found.layout is Layout.PUBMED_LEGACY


@pytest.mark.parametrize("page", [other_pages.cut_off(ARTICLE), MAIN.removesuffix("</main>")])
def test_a_page_that_was_cut_inside_its_article_is_one(page: str | bytes) -> None:
    found = classify(html_document(page))

    assert isinstance(found, Recognised)
    assert found.layout is Layout.PUBMED_2020


def test_a_page_that_was_cut_in_front_of_its_article_still_names_its_layout() -> None:
    assert rejection(f"<html><head>{application('pubmed')}").layout is Layout.PUBMED_2020
    assert rejection(other_pages.recaptcha()).layout is None


@pytest.mark.parametrize(
    "frame", ["{}", "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{}</body></html>"]
)
def test_what_a_page_s_script_fetched_is_a_fragment_with_or_without_a_frame(frame: str) -> None:
    kinds = [classify(html_document(frame.format(answer))).layout for answer in (REFERENCES, SIMILAR)]

    assert kinds == [Layout.REFERENCES_FRAGMENT, Layout.RELATED_FRAGMENT]


@pytest.mark.parametrize("name", ["references/index.html", "long-authors.html", "page.html"])
def test_a_fragment_s_name_decides_nothing(name: str) -> None:
    assert classify(html_document(REFERENCES, name)).layout is Layout.REFERENCES_FRAGMENT
    assert rejection("<p>Kelp.</p>", name).reason is Reason.NOT_PUBMED


@pytest.mark.parametrize("kind", ["abstract", "searchresult"])
def test_a_page_that_names_its_kind_is_never_a_fragment(kind: str) -> None:
    found = classify(html_document(html(application("pubmed", ncbi_pdid=kind), f"<main>{REFERENCES}</main>")))

    assert found.layout not in FRAGMENTS


def test_a_flattened_article_is_recognised_without_a_head() -> None:
    assert classify(text_document(render_flat_text(ARTICLE))) == Recognised(Layout.FLAT_TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "PubMed\n\nOn kelp.\n\nJ Kelp. 2013 Oct;1:2.\n\nJ Kelp. 2013.\n\nPMID: 90000001\n\nOn salt.\n\nJ Salt. 2014.\nPMID: 90000002",
        "pubmed.ncbi.nlm.nih.gov/90000001\nJ Kelp\n. 2013;1:2.\nKelp\n\npubmed.ncbi.nlm.nih.gov/90000002\nJ Kelp\n. 2014;1:2.\nSalt",
    ],
)
def test_a_text_of_several_articles_heads_is_a_list(text: str) -> None:
    found = classify(text_document(text))

    assert isinstance(found, Rejected)
    assert (found.reason, found.layout) == (Reason.SEARCH_RESULTS, Layout.FLAT_TEXT)


@pytest.mark.parametrize("text", ["", "Kelp recipes\n\nTake one kelp.", "PubMed is a database."])
def test_a_text_that_is_no_page_of_pubmed_is_rejected(text: str) -> None:
    found = classify(text_document(text))

    assert isinstance(found, Rejected)
    assert found.reason is Reason.NOT_PUBMED
