"""Small answers to a page's script, for tests of one rule each."""

from pipeline.layouts.pubmed_2020 import read_fragment
from pipeline.outcome import Layout
from pipeline.page import ArticlePage
from tests.saved_pages import html_document

ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/90000001/references/"
LISTED = "".join(
    f'<li><ol class="references-and-notes-list"><li class="skip-numbering" value="1">{text}</li></ol></li>'
    for text in ("Kelp A. Light. 2001;1:1.", "Salp B. Dark. 2002;2:2.")
)
REFERENCES = f'<div class="refs-list"><ol id="full-references-list-1" class="references-list">{LISTED}</ol></div>'
AUTHORS = (
    '<div class="authors-list"><span class="authors-list-item "><a class="full-name" '
    'href="/?term=Kelp+A&amp;cauthor_id=90000001">Ada Kelp</a><sup class="affiliation-links">'
    '<a class="affiliation-link" href="#short-view-affiliation-1">1</a></sup></span></div>'
)
AFFILIATIONS = (
    '<div class="affiliations"><h3 class="title">Affiliation</h3><ul class="item-list">'
    '<li data-affiliation-id="short-view-affiliation-1" id="short-view-affiliation-1"><sup class="key">1</sup> Port Amity.</li>'
    "</ul></div>"
)
COLLABORATORS = (
    '<div class="collaborations"><ul class="group-list"><li><div class="authors-list"><span class="authors-list-item ">'
    '<a class="full-name" href="/?term=Salp+B">Bo Salp</a></span></div></li></ul></div>'
)
DOCSUM = (
    '<li class="full-docsum"><a class="docsum-title" href="/90000002/" '
    'ref="article_id=90000002&amp;linksrc=similar_articles_link">Salps</a></li>'
)
SIMILAR = f'<ul class="articles-list" id="similar-articles-list">{DOCSUM}</ul>'


def read(html: str, layout: Layout, url: str | None = ADDRESS) -> ArticlePage:
    """The list of an answer."""
    return read_fragment(html_document(html, url=url), layout)


def references(html: str) -> ArticlePage:
    """The references of an answer."""
    return read(html, Layout.REFERENCES_FRAGMENT)


def authors(html: str, url: str | None = None) -> ArticlePage:
    """The authors of an answer."""
    return read(html, Layout.AUTHORS_FRAGMENT, url)


def related(html: str) -> ArticlePage:
    """The other articles of an answer."""
    return read(html, Layout.RELATED_FRAGMENT)
