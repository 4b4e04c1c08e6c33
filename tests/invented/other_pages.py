# PubMed's own white space and long lines
"""Pages that a crawl brings home beside articles; none of them may become a record."""

from html import escape

from tests.invented.article import Era, InventedArticle
from tests.invented.html_2020 import render_html
from tests.invented.marked_text import as_words
from tests.invented.page_2020.fragments import fragment
from tests.invented.page_2020.frame import site_header

_FOOTER = fragment("after").partition('<div id="ncbi-footer">')[2].replace("@PMID@", "0")


def search_results(articles: tuple[InventedArticle, ...]) -> str:
    """A page of search results of the 2020 layout: titles and PMIDs of many articles."""
    pmids = ",".join([str(article.pmid) for article in articles])
    items = "".join([_search_hit(article, position) for position, article in enumerate(articles, 1)])
    return f"""<!DOCTYPE html>

<html lang="en" >
<head  itemscope itemtype="http://schema.org/WebPage"  prefix="og: http://ogp.me/ns#" >
    <meta charset="UTF-8">
    <title>lantern kelp - Search Results - PubMed</title>
    <meta name="ncbi_app" content="pubmed" />
    <meta name="ncbi_db" content="pubmed" />
    <meta name="log_op" content="search" />
    <meta name="log_query" content="lantern kelp" />
    <meta name="ncbi_pdid" content="searchresult" />
    <meta name="ncbi_pageno" content="1" />
    <meta name="log_resultcount" content="{len(articles)}" />
    <meta name="log_displayeduids" content="{pmids}" />
</head>
{site_header()}
    <main class="search-page" id="search-page">
      <div class="search-results" id="search-results">
        <div class="results-amount"><h3><span class="value">{len(articles)}</span> results</h3></div>
        <section class="search-results-list">
          <div class="search-results-chunks"><div class="search-results-chunk results-chunk" data-page-number="1" data-chunk-ids="{pmids}">
{items}
          </div></div>
        </section>
      </div>
    </main>
    <div id="ncbi-footer">{_FOOTER}"""


def recaptcha() -> str:
    """What Google shows in place of the page."""
    script = "var challenge = {};\n" * 400
    return f"""<html lang="en-US" dir="ltr"><head><base href="https://www.google.com/recaptcha/challengepage/">
<meta name="referrer" content="origin">
<title>Checking your browser - reCAPTCHA</title>
<script nonce="">{script}</script></head>
<body><div id="challenge-header">Checking your browser before accessing pubmed.ncbi.nlm.nih.gov ...</div>
<div class="g-recaptcha" id="recaptcha-element"></div>
<noscript>Please enable JavaScript to continue.</noscript></body></html>
"""


def proof_of_work() -> str:
    """The gate of 2026, sent with HTTP status 203."""
    return """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>pubmed.ncbi.nlm.nih.gov</title>
  <style>
    html, body { min-height: 100%; margin: 0; color: transparent; }
    body { visibility: hidden; }
    body.cookies-required { visibility: visible; }
  </style>
</head>
<body>
<div id="cookie-required" class="cookie-required-message" hidden>
  <h1>Cookies must be enabled</h1>
  <p>Enable cookies for <span id="cookie-domain">pubmed.ncbi.nlm.nih.gov</span> and reload this page to continue.</p>
</div>
<script>
const challengeId = "InventedInventedInvent";
const challengeDomain = "pubmed.ncbi.nlm.nih.gov";
const bits = 8;
async function solve(nonce) {
  const answer = await fetch("/_pow/solve", { method: "POST", body: JSON.stringify({ challengeId, nonce }) });
  if (answer.ok) { location.reload(); }
}
</script>
</body>
</html>
"""


def server_error() -> bytes:
    """NCBI's error page: as large as an article, and saved with the wrong encoding (`itâs`)."""
    rules = "".join(
        [
            f"    .usa-grid-{n} {{\n      padding-left: {n}px;\n      padding-right: {n}px;\n    }}\n\n"
            for n in range(1200)
        ]
    )
    page = f"""
<!DOCTYPE html>
<html lang="en" >
<head >
    <meta charset="UTF-8">
    <meta http-equiv="X-UA-Compatible" content="IE=edge">
    <title>500 Error - NCBI</title>
    <meta name="title" content="500 Error - NCBI">
    <meta name="robots" content="noindex">
    <style>
{rules}
    </style>
</head>
{site_header()}
    <main class="error-page" id="error-page">
      <h1>Error 500</h1>
      <p>The server met an error and could not complete your request. It’s not your fault; please try again later.</p>
    </main>
    <div id="ncbi-footer">{_FOOTER}"""
    return page.encode().decode("latin-1").encode()


def legacy_home() -> str:
    """PubMed's front page before 2020."""
    return """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
    <head xmlns:xi="http://www.w3.org/2001/XInclude"><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
    <meta name="author" content="pubmeddev" /><meta name="ncbi_app" content="entrez" /><meta name="ncbi_db" content="pubmed" />
    <meta name="ncbi_op" content="page_view" /><meta name="ncbi_pdid" content="home" /><meta name="ncbi_stat" content="false" />
    <title>Home - PubMed - NCBI</title></head>
    <body class=" col2" id="p1"><div class="grid"><div class="col twelve_col nomargin shadow">
    <div class="header"><div class="res_logo"><h1 class="res_name"><a href="/pubmed/" title="PubMed home">PubMed</a></h1></div></div>
    <div id="maincontent" class="content"><div><h2>PubMed</h2><p>Citations for biomedical literature.</p></div>
    <ul><li><a href="/pubmed/trending/">Trending articles</a></li><li><a href="/books/">Help</a></li></ul></div>
    </div></div></body>
</html>
"""


def pmc_article(article: InventedArticle) -> str:
    """The same article in PMC, whose page names the PMID too."""
    title, pmcid = escape(as_words(article.title)), "PMC99000000" if article.pmc is None else article.pmc.pmcid
    return f"""<!DOCTYPE html>
<html lang="en" >
<head >
    <meta charset="UTF-8">
    <title>{title} - PMC</title>
    <meta name="ncbi_app" content="pmc-frontend" />
    <meta name="ncbi_db" content="pmc" />
    <meta name="ncbi_pdid" content="article" />
    <meta name="ncbi_op" content="retrieved" />
    <meta name="ncbi_type" content="fulltext" />
    <meta name="ncbi_pcid" content="/articles/{pmcid}/" />
    <meta name="citation_journal_title" content="{escape(article.journal.title)}">
    <meta name="citation_title" content="{title}">
    <meta name="citation_pmid" content="{article.pmid}">
    <meta name="citation_doi" content="{escape(article.doi or "")}">
</head>
{site_header()}
    <main class="usa-grid" id="main-content">
      <article><section class="pmc-page-banner"><div>{escape(article.journal.abbreviation)}. {article.citation.printed()}</div></section>
      <h1 class="content-title">{title}</h1>
      <div class="tsec sec"><h2 class="head">Introduction</h2><p>The full text stands here.</p></div></article>
    </main>
    <div id="ncbi-footer">{_FOOTER}"""


def empty() -> bytes:
    """A download that brought nothing."""
    return b""


def cut_off(article: InventedArticle, era: Era = Era.DECEMBER_2023) -> bytes:
    """An article's page whose download broke off in the middle of `<main>`."""
    page = render_html(article, era).encode()
    start, end = page.index(b"<main "), page.index(b"</main>")
    return page[: (start + end) // 2]


def _search_hit(article: InventedArticle, position: int) -> str:
    return f"""            <article class="full-docsum" data-rel-pos="{position}">
              <div class="docsum-content">
                <a class="docsum-title" href="/{article.pmid}/" data-ga-category="result_click" data-ga-action="{position}" data-article-id="{article.pmid}">
                  {escape(as_words(article.title))}.
                </a>
                <div class="docsum-citation full-citation">
                  <span class="docsum-journal-citation full-journal-citation">{escape(article.journal.abbreviation)}. {article.citation.printed()}</span>
                  <span class="citation-part">PMID: <span class="docsum-pmid">{article.pmid}</span></span>
                </div>
              </div>
            </article>
"""  # one tag a line
