"""Which layout a page has, or why it is no article: judged by what it says, never by its file name or size.

`ncbi_app` and `ncbi_pdid` are NCBI's own names for the application and the kind of page. An article of PubMed
Central carries `citation_pmid` too, so that tag decides nothing.
"""

import re
from dataclasses import dataclass

from pipeline.layouts import flat_text, pubmed_2020, pubmed_legacy
from pipeline.markup.head import Head, read_head
from pipeline.markup.tree import main_tag
from pipeline.outcome import Document, Layout, MediaType, Reason, Rejected

RECOGNISER_VERSION = "recognise/1"
"""Raised when pages that were rejected may be recognised now; where others are taken for another layout now, the
versions of both layouts' parsers are raised too."""

ARTICLE_MAIN = b"article-details"
COOKIE_GATE = b'id="cookie-required"'

PUBMED, LEGACY, PMC = "pubmed", "entrez", ("pmc", "pmc-frontend", "cloudpmc-viewer")
ARTICLE_KINDS = frozenset({"abstract", "abstractplus"})
SEARCH_KINDS = frozenset({"searchresult", "docsum"})
HOME = "home"
SEARCH_LIST = re.compile(rb"""<article\b[^<>]*[\s"']full-docsum[\s"']""")
"""An article as lists of search results show it, with or without the page around them."""
HEAD_TAG = re.compile(rb"</?head\b", re.IGNORECASE)
PMC_HOST = "pubmedcentral."
"""In the links of PubMed Central's pages from before it named its application."""
RECAPTCHA_TITLE = "Checking your browser - reCAPTCHA"
GATE_TITLE = "pubmed.ncbi.nlm.nih.gov"
SERVER_ERROR_TITLE = re.compile(
    r"\A5\d\d(?:\s+error\b|\s*[-:|]|\s*\Z)"
    r"|\b(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)\b",
    re.IGNORECASE,
)
LONGEST_TITLE = 80
"""Characters of a page's title in the words of a rejection."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page whose layout is known."""

    layout: Layout
    head: Head | None = None
    """The page's head; None for text."""
    main: int = 0
    """Where `<main>` begins on a page that is read by it: the search for it passes a third of the page."""


def classify(document: Document) -> Recognised | Rejected:
    """The layout of a page that shows an article, or the reason why it shows none."""
    if document.provenance.media_type is MediaType.HTML:
        return _classify_html(document)
    return _classify_text(document)


def _classify_html(document: Document) -> Recognised | Rejected:
    head = read_head(document.utf8)
    application, kind = head.meta("ncbi_app"), head.meta("ncbi_pdid")
    if application == PUBMED:
        return _pubmed_page(document, head, kind)
    if application == LEGACY:
        return _legacy_page(document, head, kind)
    if application in PMC or head.meta("ncbi_db") == PMC[0]:
        return Rejected(document.provenance, Reason.PMC_ARTICLE, "a page of PubMed Central, not of PubMed")
    return _page_without_application(document, head)


def _pubmed_page(document: Document, head: Head, kind: str | None) -> Recognised | Rejected:
    if kind is not None and kind not in ARTICLE_KINDS:
        return _other_page(document, kind)
    return _article_page(document, head)


def _other_page(document: Document, kind: str | None) -> Rejected:
    """A page of PubMed that is no article, of either layout."""
    if kind in SEARCH_KINDS:
        return Rejected(document.provenance, Reason.SEARCH_RESULTS, "a list of search results")
    if kind == HOME:
        return Rejected(document.provenance, Reason.HOME_PAGE, "PubMed's home page")
    return Rejected(document.provenance, Reason.UNSUPPORTED_LAYOUT, f"a page of PubMed of the unknown kind {kind!r}")


def _article_page(document: Document, head: Head) -> Recognised | Rejected:
    main = main_tag(document.utf8)
    if main is None:
        detail = "the page is cut in front of <main>"
        return Rejected(document.provenance, Reason.TRUNCATED, detail, Layout.PUBMED_2020)
    return Recognised(Layout.PUBMED_2020, head, main.start())


def _legacy_page(document: Document, head: Head, kind: str | None) -> Recognised | Rejected:
    if head.meta("ncbi_db") != PUBMED:
        return Rejected(document.provenance, Reason.NOT_PUBMED, f"a page of NCBI's database {head.meta('ncbi_db')!r}")
    if kind not in ARTICLE_KINDS:
        return _other_page(document, kind)
    if not pubmed_legacy.shows_one_article(head):
        return Rejected(document.provenance, Reason.SEARCH_RESULTS, "a list of abstracts")
    if not pubmed_legacy.has_article_end(document.utf8):
        detail = "the page is cut inside the article"
        return Rejected(document.provenance, Reason.TRUNCATED, detail, Layout.PUBMED_LEGACY)
    return Recognised(Layout.PUBMED_LEGACY, head)


def _page_without_application(document: Document, head: Head) -> Recognised | Rejected:
    """A page whose head does not name NCBI's application: a saved part of a page, a gate, an error, or foreign."""
    main = main_tag(document.utf8)
    if main and ARTICLE_MAIN in main[0]:
        return _article_page(document, head)
    if head.title == RECAPTCHA_TITLE:
        return Rejected(document.provenance, Reason.CHALLENGE, "NCBI asked for a reCAPTCHA in the page's place")
    if head.title == GATE_TITLE or COOKIE_GATE in document.utf8:
        return Rejected(document.provenance, Reason.CHALLENGE, "PubMed asked for a proof of work in the page's place")
    title = head.title[:LONGEST_TITLE]
    if SERVER_ERROR_TITLE.search(title):
        return Rejected(document.provenance, Reason.SERVER_ERROR, f"the server answered with an error: {title!r}")
    if PMC_HOST in (head.meta("citation_fulltext_html_url") or ""):
        return Rejected(document.provenance, Reason.PMC_ARTICLE, "a page of PubMed Central, not of PubMed")
    return _piece(document, head) or Rejected(
        document.provenance, Reason.NOT_PUBMED, f"no page of PubMed; its title is {title!r}"
    )


def _piece(document: Document, head: Head) -> Recognised | Rejected | None:
    """What a page's script was answered, or a piece of a page; None where a title says that the page is whole."""
    if head.title and HEAD_TAG.search(document.utf8):
        return None
    if SEARCH_LIST.search(document.utf8):
        return Rejected(document.provenance, Reason.SEARCH_RESULTS, "a list of search results")
    layout = pubmed_2020.recognise_fragment(document.utf8)
    if layout is Layout.PUBMED_2020:
        return Rejected(document.provenance, Reason.TRUNCATED, "only a piece of an article's page is left", layout)
    return Recognised(layout, head) if layout else None


def _classify_text(document: Document) -> Recognised | Rejected:
    text = document.utf8.decode("utf-8")
    if flat_text.recognise(text) is not None:
        return Recognised(Layout.FLAT_TEXT)
    if flat_text.is_list_of_articles(text):
        return Rejected(document.provenance, Reason.SEARCH_RESULTS, "text of a list of articles", Layout.FLAT_TEXT)
    if flat_text.is_pubmed_text(text):
        return Rejected(
            document.provenance,
            Reason.UNSUPPORTED_LAYOUT,
            "text of a PubMed page in a rendering that this version does not read",
            Layout.FLAT_TEXT,
        )
    return Rejected(document.provenance, Reason.NOT_PUBMED, "text that is no PubMed page")
