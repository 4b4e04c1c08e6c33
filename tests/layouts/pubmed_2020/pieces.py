"""Small pieces of a page of the 2020 layout, for tests of one section each."""

from pipeline.markup.select import first
from pipeline.markup.tree import Element, parse_fragment


def piece(html: str) -> Element:
    """The outermost element of a piece of a page."""
    body = parse_fragment(f"<html><body>{html}</body></html>".encode(), "body")
    return body[0]


def inside(html: str, tag: str) -> Element:
    """The first element of that tag in a piece of a page."""
    found = first(piece(f"<div>{html}</div>"), tag)
    assert found is not None
    return found


def page(main: str, head: str = "") -> bytes:
    """A whole page with that `<main>` and these tags in its head."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta name="ncbi_app" content="pubmed" />'
        f'<meta name="ncbi_pdid" content="abstract" />{head}</head><body>'
        f'<main class="article-details" id="article-details">{main}</main></body></html>'
    ).encode()


def heading(full_view: str = "", short_view: str = "", identifiers: str = "", source: str = "") -> str:
    """`header#heading` with what every page has, and more where a test says so."""
    return f"""<header class="heading" id="heading">
  <div class="full-view" id="full-view-heading">
    <div class="article-citation"><div class="article-source"><div class="journal-actions dropdown-block">
      <button id="full-view-journal-trigger" class="journal-actions-trigger trigger" title="Annals of lantern biology">
        Ann Lantern Biol
      </button><div class="journal-actions-dropdown" hidden><div class="title">Actions</div>
      <ul><li><a href="#">Search in PubMed</a></li></ul></div></div>
      <span class="period">. </span><span class="cit">2021 Dec;59(6):635-638.</span></div>{source}</div>
    <h1 class="heading-title">
      Lantern kelp glows
    </h1>
    {full_view}
    <ul class="identifiers" id="full-view-identifiers"><li><span class="identifier pubmed"><span class="id-label">PMID:</span>
      <strong class="current-id" title="PubMed ID">90000001</strong></span></li>{identifiers}</ul>
  </div>
  <div class="short-view" id="short-view-heading">{short_view}</div>
</header>"""
