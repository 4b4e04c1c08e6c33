# ruff: noqa: W293  # PubMed's own white space and long lines
"""Lists of other articles: comments and corrections, similar articles, citing articles."""

from dataclasses import dataclass
from html import escape

from tests.invented.article import Era, InventedArticle
from tests.invented.links import Docsum, LinkedList
from tests.invented.marked_text import as_html

SHOWN = 5
PLACEHOLDER_2026 = '\n  <div class="similar-cited-articles hidden"></div>\n'
"""In 2026 a script fills in similar and citing articles."""


def linked_articles(part: LinkedList, era: Era) -> str:
    """`div.linked-articles`: an entry is an article or, where PubMed has none, plain words."""
    entries = [_linked_entry(entry, part, era) for entry in part.entries]
    return f"""
  
    
      <div class="linked-articles" id="{part.element_id}">
        <h2 class="title">
          {part.heading}
        </h2>
        <ul class="item-list usa-unstyled-list">
          {"".join(entries)}
        </ul>
      </div>
    
  
"""


def similar_articles(article: InventedArticle) -> str:
    """`#similar`, as the server wrote it in 2023."""
    if not article.similar:
        return ""
    see_all = _see_all("See all similar articles", "pubmed_pubmed", "similar_article", article.pmid)
    return _article_list(_SIMILAR, article.similar, see_all if len(article.similar) >= SHOWN else "")


def citing_articles(article: InventedArticle) -> str:
    """`#citedby`, as the server wrote it in 2023."""
    if not article.cited_by:
        return ""
    see_all = _see_all('See all "Cited by" articles', "pubmed_pubmed_citedin", "cited_by", article.pmid)
    return _article_list(_CITING, article.cited_by, see_all if article.cited_by_total > SHOWN else "")


@dataclass(frozen=True, slots=True)
class _Names:
    """What a list and its links are called."""

    section: str
    heading: str
    source: str
    category: str


_SIMILAR = _Names("similar", "Similar articles", "similar_articles_link", "similar_article")
_CITING = _Names("citedby", "Cited by", "citedby_articles_link", "cited_by")


def _article_list(names: _Names, docsums: tuple[Docsum, ...], see_all: str) -> str:
    name, items = names.section, []
    for n, docsum in enumerate(docsums, 1):
        attributes = f"""ref="article_id={docsum.pmid}&amp;linksrc={names.source}&amp;ordinalpos={n}"
       data-ga-category="{names.category}"
       data-ga-action="{docsum.pmid}"
       data-ga-label=\"\""""
        items.append(f"\n  \n    \n      {_docsum(docsum, attributes)}\n    \n  \n")
    return f"""
  
    <div class="{name}-articles" id="{name}">
      <h2 class="title">
        {names.heading}
      </h2>
      
        <ul class="articles-list" id="{name}-articles-list">
          
{"".join(items)}

        </ul>

        {see_all}
      
    </div>
  

"""


def _linked_entry(entry: Docsum | str, part: LinkedList, era: Era) -> str:
    if isinstance(entry, str):
        return f'\n            \n              \n              <li class="raw-citation">{escape(entry)}</li>\n            \n          '
    action = entry.pmid if era is Era.DECEMBER_2023 else "abstract_page_link"
    attributes = f"""ref="article_id={entry.pmid}&amp;linksrc=comments_link"
       data-ga-category="comment_correction"
       data-ga-action="{action}"
       data-ga-label="{part.element_id}\""""
    return f"\n            \n              \n              {_docsum(entry, attributes)}\n            \n          "


def _docsum(docsum: Docsum, attributes: str) -> str:
    return f"""
  
    <li class="full-docsum">
  
  <div class="docsum-content" style="display:inline;">
    <a class="docsum-title"
       href="/{docsum.pmid}/"
       {attributes}>
      
        {as_html(docsum.title)}
      
    </a>
    <div class="docsum-citation full-citation">
  
    {_authors(docsum)}
    <span class="docsum-journal-citation full-journal-citation">{escape(docsum.citation, quote=False)}</span>
    <span class="docsum-journal-citation short-journal-citation">{escape(docsum.journal, quote=False)}. {docsum.year}.</span>
  
  <span class="citation-part">PMID: <span class="docsum-pmid">{docsum.pmid}</span></span>
  {_flag("free-resources", "Free PMC article") if docsum.is_free_in_pmc else ""}
  {_flag("correction-label", "Retracted") if docsum.is_retracted else ""}
  {_flag("publication-type", docsum.displayed_type) if docsum.displayed_type else ""}
  {_flag("language", docsum.language) if docsum.language else ""}
  {"" if docsum.has_abstract else _flag("no-abstract", "No abstract available")}
</div>

  </div>
  
    </li>
  

"""


def _authors(docsum: Docsum) -> str:
    if docsum.authors is None:
        return ""
    short = docsum.authors if docsum.first_author is None else docsum.first_author
    return f"""
      
        <span class="docsum-authors full-authors">{escape(docsum.authors, quote=False)}</span>
        
      
    
    <span class="docsum-authors short-authors">{escape(short, quote=False)}</span>"""


def _flag(kind: str, words: str) -> str:
    return f'<span class="{kind} spaced-citation-item citation-part">{words}.</span>'


def _see_all(words: str, link: str, category: str, pmid: int) -> str:
    return f"""
          <div class="actions-bar">
  
  
    <a
      class="usa-button show-all-linked-articles"
      data-href="/?linkname={link}&from_uid={pmid}"
      data-ga-category="{category}"
      data-ga-action="show_all"
    >
      {words}
    </a>
  
</div>
"""
