# ruff: noqa: W293  # PubMed's own white space and long lines
"""`header#heading`: title, citation, authors and identifiers, all of it twice (for wide and narrow screens)."""

from html import escape

from tests.invented.article import Era, InventedArticle
from tests.invented.marked_text import BYTE_ORDER_MARK, as_html
from tests.invented.page_2020.authors import details, first_author, inline_authors, none_listed, short_view_authors
from tests.invented.page_2020.citation import citation, short_date
from tests.invented.page_2020.identifiers import free_label, identifiers
from tests.invented.page_2020.view import View


def heading(article: InventedArticle, era: Era) -> str:
    """The whole header with both views."""
    return f"""<header class="heading" id="heading">
  
    
      <div class="full-view" id="full-view-heading">
        
          <div class="article-citation">
            {_displayed_type(article)}

            
{citation(article, View.FULL)}

          </div>
          
{_title(article)}
          {_languages(article)}

          <div class="inline-authors">
  {none_listed(article, "No authors listed")}

  

    {inline_authors(article)}

    

    

    
  
</div>

        {details(article)}
        
        
{identifiers(article, era, "full-view")}


        {free_label(article)}
        <div class="in-clipboard-label " hidden>
  Item in Clipboard
</div>
      </div>
      <div class="short-view" id="short-view-heading">
        {_displayed_type(article)}

        
{_title(article)}
        {_languages(article)}

        <div class="short-citation">
  <span class="authors-list">
    
      {first_author(article)}
    
  </span>
  
    
      <span class="citation-journal">
        {escape(article.journal.abbreviation)}<span class="citation-separator">.</span>
      </span>
      
        <span class="date">
          {short_date(article)}<span class="citation-separator">.</span>
        </span>
      
    
  
</div>

        {free_label(article)}
        {_SHOW_DETAILS.format(pmid=article.pmid)}
        <div class="extended-article-details" id="full-article-details" aria-hidden="true">
          
            <div class="article-citation">
              
{citation(article, View.SHORT)}

            </div>
          

          
          
          
            {short_view_authors(article)}


          
          
{identifiers(article, era, "short-view")}


          <div class="in-clipboard-label " hidden>
  Item in Clipboard
</div>
        </div>
      </div>
    
  
</header>"""


def _title(article: InventedArticle) -> str:
    mark = BYTE_ORDER_MARK if article.starts_with_byte_order_mark else ""
    return f"""
<h1 class="heading-title">
  
    
    
    
    
      
  {mark}{as_html(article.title)}


    
  
</h1>
"""


def _displayed_type(article: InventedArticle) -> str:
    if article.displayed_type is None:
        return ""
    return f"""
  <div class="publication-type" >{escape(article.displayed_type)}</div>
"""


def _languages(article: InventedArticle) -> str:
    if not article.languages:
        return ""
    names = ",\n    \n      ".join([escape(name) for name in article.languages])
    return f"""
  <div class="article-languages">
    [Article in
    
      {names}]
  </div>
"""


_SHOW_DETAILS = """<div class="more-article-details-section with-display-settings">
          <button class="more-article-details"
                  id="toggle-article-details"
                  data-alt-text="Hide details"
                  ref="linksrc=toggle_article_details"
                  aria-controls="full-article-details"
                  aria-expanded="false"
                  data-fetch-url="/{pmid}/long-authors/"
                  data-id-prefix="">
            <span class="title">Show details</span>
          </button>
          
            

<div class="display-options" data-format-key="format"
     data-default-format-value="abstract"
     data-current-format-value="abstract" role="region">
  <button
    class="trigger usa-button"
    title="Change format"
    data-ga-category="display_options"
    data-ga-action="display_options_dialog">
    <span class="button-label">Display options</span>
  </button>

  <div class="dropdown" hidden>
    <div class="title">
      Display options
    </div>

    <div class="content">
      
        <div class="format-container">
          <span class="option-label">
            Format
          </span>
          <select name="format" data-initial-value="abstract" aria-label="Display format" id="mobile-display-format">
  <option value="abstract">Abstract</option>

  <option value="pubmed">PubMed</option>

  <option value="pmid">PMID</option>

</select>
        </div>
      
    </div>
  </div>
</div>
          
        </div>"""
