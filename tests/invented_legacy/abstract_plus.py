"""The page of 2009, printed from records."""

from html import escape

from pipeline.page import ArticlePage
from tests.invented_legacy.printing import authors, page, parts

AUTHOR_LINK = "/sites/entrez?Db=pubmed&Cmd=Search&Term=%22{}%22%5B{}%5D&itool=x"


def print_abstract_plus(article: ArticlePage) -> bytes:
    """The article's page as it was in 2009."""
    people = authors(article.authors, AUTHOR_LINK, [""] * len(article.authors))
    texts = "".join(f'<p class="abstract">{escape(section.text or "")}</p>' for section in article.abstract_sections)
    places = "".join(f'<p class="affiliation">{escape(place.text)}</p>' for place in article.affiliations)
    return page(
        article,
        "abstractplus",
        '<dl class="AbstractPlusReport"><dt class="head"><div class="abstitle"><span class="ti"><input value="1" />'
        "<b>1: </b>"
        f'<span title="{article.journal_title}."><a href="#">{article.journal_abbreviation}.</a></span>'
        f" {article.citation} {article.secondary_date}</span><span>Links</span></div></dt>"
        f'<dd class="abstract"><div class="lib_icon"></div><h2>{article.title}.</h2>'
        f'<p class="lang">[Article in {article.article_language}]</p>'
        f'<div class="authors"><!--AuthorList-->{people}</div>{places}{texts}'
        f'<p class="pmid">PMID: {article.pmid} [PubMed - indexed for MEDLINE]</p><p class="ndb"></p></dd>'
        f'<dd class="ad"><div class="port"><h2>Related articles</h2><ul>{_similar(article)}<li class="more">'
        '<a href="/sites/entrez?uid=1">See all...</a></li></ul></div></dd></dl><div id="display_bar2"></div>',
    )


def _similar(article: ArticlePage) -> str:
    lines = ""
    for row in article.related_articles:
        title, citation = parts(row.text, 1)
        lines += (
            f'<li class="item"><a href="/pubmed/{row.pmid}?ordinalpos=1"><span class="reviewflag">Review</span>'
            f'{title}</a><p class="desc"><em class="cit">{citation} </em></p><p class="note"> [J. 2001]</p></li>'
        )
    return lines
