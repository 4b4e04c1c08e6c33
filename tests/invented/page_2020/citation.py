# ruff: noqa: W291, W293  # PubMed's own white space and long lines
"""The citation line of a page, with the journal's drop-down menu."""

from html import escape
from urllib.parse import quote_plus

from tests.invented.article import InventedArticle
from tests.invented.page_2020.view import View


def citation(article: InventedArticle, view: View) -> str:
    """Journal, date, volume, pages, DOI and the second date."""
    journal, doi, date = article.journal, "", ""
    if article.doi is not None:
        doi = f"""
      <span class="citation-doi">
        doi: {escape(article.doi)}.
      </span>
    """
    if article.secondary is not None:
        date = f"""
      <span class="secondary-date">
        {article.secondary.printed()}
      </span>
    """
    return f"""  
    <div class="article-source">
      
{_journal_actions(journal.title, journal.abbreviation, view)}<span class="period">. </span><span class="cit">{escape(article.citation.printed())}</span>

    </div>
  
  
    {doi}
    {_ahead_of_print(article)}
    {_preprint(article)}
    {date}
  

"""


def _ahead_of_print(article: InventedArticle) -> str:
    if not article.is_ahead_of_print:
        return ""
    return """
      <span class="ahead-of-print">
        Online ahead of print.
      </span>
    """


def _preprint(article: InventedArticle) -> str:
    if not article.is_preprint:
        return ""
    return """
      <span class="preprint">
        Preprint
      </span>
    """


def _journal_actions(title: str, abbreviation: str, view: View) -> str:
    full, short, query = escape(title), escape(abbreviation), quote_plus(f'"{abbreviation}"')
    search = f"/?term={query}%5Bjour%5D&amp;sort=date&amp;sort_order=desc"
    return f"""<div class="journal-actions dropdown-block"><button id="{view.value}-journal-trigger"
            class="journal-actions-trigger trigger"
            ref="linksrc=journal_actions_btn"
            title="{full}"
            tabindex="0"
            aria-controls="{view.value}-journal"
            aria-expanded="false"
            aria-label="Toggle dropdown menu for journal {full}"
            data-pinger-ignore>
      {short}
    </button><div id="{view.value}-journal"
         class="journal-actions-dropdown dropdown dropdown-container"
         hidden
         aria-label="Dropdown menu for journal {full}"><div class="title">Actions</div><div class="content"><ul class="journal-actions-links"><li><a class="search-in-pubmed-link dropdown-block-link"
               href="{search}"
               data-href="{search}"
               ref="linksrc=search_in_pubmed_journal_name_link&amp;journal_abbrev={short}"
               data-ga-category="search"
               data-ga-action="journal_link"
               data-ga-label="{short}">
              Search in PubMed
            </a></li><li><a class="search-in-nlm-catalog-link dropdown-block-link"
               ref ="linksrc=search_in_nlm_catalog_link"
               
                 href="https://www.ncbi.nlm.nih.gov/nlmcatalog?term={query}%5BTitle+Abbreviation%5D"
               
               data-ga-category="search_catalog"
               data-ga-action="journal_link"
               data-ga-label="{short}">
              Search in NLM Catalog
            </a></li><li><a class="add-to-search-link dropdown-block-link"
               ref ="linksrc=add_to_search_link"
               role="button"
               data-search-term='"{short}"[jour]'
               data-ga-category="search"
               data-ga-action="add_to_search"
               data-ga-label='"{short}"[jour]'
               href="#">
              Add to Search
            </a></li></ul></div></div></div>"""


def short_date(article: InventedArticle) -> str:
    """The date of the narrow view: the year alone for a citation with a day."""
    date = article.citation.date
    if date.precision() == "day":
        return f'<time class="citation-year" datetime="{date.year}">{date.year}</time>'
    return f'<span class="citation-year">{date.printed()}</span>'
