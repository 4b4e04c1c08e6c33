# ruff: noqa: W293  # PubMed's own white space and long lines
"""All around the article: site header, forms, side bar with the table of contents, dialogs, footer."""

from html import escape

from tests.invented.article import Era, FreeLabel, InventedArticle
from tests.invented.links import LinkOut
from tests.invented.page_2020.fragments import fragment

_PMID_HERE = "@PMID@"
_BEFORE = fragment("before").split(_PMID_HERE)
_SITE_HEADER = _BEFORE[0].partition('<div id="article-page-header">')[0]
_SIDEBAR = fragment("sidebar").split(_PMID_HERE)
_INLINE_ACTIONS = fragment("inline_actions").split(_PMID_HERE)
_AFTER = fragment("after").split(_PMID_HERE)
PMC_PROVIDER = 3494
"""LinkOut's number for PubMed Central."""


def site_header() -> str:
    """What every page of the site begins with: banner, access keys, search form."""
    return _SITE_HEADER


def before_article(article: InventedArticle, era: Era) -> str:
    """From `<body>` to `<main>`."""
    pmid = str(article.pmid)
    return f"""{pmid.join(_BEFORE)}
    <aside class="page-sidebar">
  <div class="inner-wrap">
    
{_full_text_links(article)}
{pmid.join(_SIDEBAR)}
{_page_navigator(article, era)}

  </div>
</aside>

"""


def inline_actions(article: InventedArticle) -> str:
    """The buttons between the heading and the abstract."""
    return str(article.pmid).join(_INLINE_ACTIONS)


def after_article(article: InventedArticle) -> str:
    """From `</main>` to `</html>`."""
    return f"""

    
{_full_text_dialog(article)}
{str(article.pmid).join(_AFTER)}"""


def _providers(article: InventedArticle) -> tuple[LinkOut, ...]:
    full_text = article.linkout[0].links if article.linkout else ()
    return tuple(link for link in full_text if link.provider != "Europe PubMed Central")


def _full_text_links(article: InventedArticle) -> str:
    if not _providers(article):
        return ""
    return f"""
  <div class="full-text-links">
    <div class="full-view">
      <h3 class="title">
        Full text links
      </h3>
      {_link_list(article)}
    </div>
    <div class="short-view">
      <a href="#" class="full-text-links-button full-text-links-dialog-trigger">
        Full text links
      </a>
    </div>
  </div>
"""


def _full_text_dialog(article: InventedArticle) -> str:
    if not _providers(article):
        return ""
    return f"""  <div class="overlay" role="dialog" aria-label="Full Text Links Dialog">
    <div id="full-text-links-dialog" class="dialog full-text-links-dialog">
      <strong class="title">Full text links</strong>
      <button class="close-overlay" tabindex="3">[x]</button>
      {_link_list(article)}

    </div>
  </div>
"""


def _link_list(article: InventedArticle) -> str:
    return f"""<div class="full-text-links-list">
  {"".join([_full_text_link(link, article) for link in _providers(article)])}
</div>
"""


def _full_text_link(link: LinkOut, article: InventedArticle) -> str:
    in_pmc = link.provider_id == PMC_PROVIDER
    provider = escape(link.provider)
    shown = FreeLabel.IN_PMC.value if in_pmc else provider
    icon = (
        ""
        if in_pmc
        else f'<img src="https://cdn.ncbi.nlm.nih.gov/corehtml/query/egifs/{link.provider_id}.png" alt="full text provider logo">'
    )
    return f"""<a class="link-item
                {"pmc" if in_pmc else ""}
                "
         href="{escape(link.url)}"
         target="_blank"
         rel="noopener"
         
         ref="linksrc=fulltextorjournal_fulltext&amp;is_pmc={in_pmc}&amp;PrId={link.provider_id}&amp;itool=Abstract-def&amp;uid={article.pmid}&amp;db=pubmed&amp;nlmid={article.journal.nlm_id}"
         title="See full text options at {provider}"
         
         data-ga-category="full_text"
         data-ga-action="{provider}"
         data-ga-label="{article.pmid}"
      >{icon}<span class="text">
            
              {shown}
            
          </span></a>"""


def _page_navigator(article: InventedArticle, era: Era) -> str:
    sections = _sections(article, era)
    items = "".join([_ITEM.format(name=name, title=title) for name, title in sections])
    options = "".join([_OPTION.format(name=name, title=title) for name, title in sections])
    return f"""    <nav class="page-navigator" role="navigation" aria-label="Page navigation">
  <div class="full-view">
    <h3 class="title">
      Page navigation
    </h3>
    <ul class="items-list">
      {items}

    </ul>
  </div>
  <select class="short-view" autocomplete="off" title="navigate to selected section" aria-label="Navigate to page section">
    {options}

  </select>
</nav>
"""


def _sections(article: InventedArticle, era: Era) -> list[tuple[str, str]]:
    """The sections that the page has, by id and heading; their names occur here before the sections do."""
    in_2023 = era is Era.DECEMBER_2023
    above = [(part.element_id, part.heading) for part in article.linked if part.goes_above_abstract]
    below = [(part.element_id, part.heading) for part in article.linked if not part.goes_above_abstract]
    there = (
        *[(name, title, True) for name, title in above],
        ("abstract", "Abstract", bool(article.abstracts)),
        ("plain-language-summary", "Plain language summary", article.plain_language_summary is not None),
        ("conflict-of-interest", "Conflict of interest statement", bool(article.conflict_of_interest)),
        ("figures", "Figures", bool(article.figures)),
        *[(name, title, True) for name, title in below],
        ("similar", "Similar articles", bool(article.similar) and in_2023),
        ("citedby", "Cited by", bool(article.cited_by) and in_2023),
        ("references", "References", bool(article.references)),
        ("publication-types", "Publication types", bool(article.publication_types)),
        ("mesh-terms", "MeSH terms", bool(article.mesh_terms)),
        ("supplementary-concepts", "Supplementary concepts", bool(article.supplementary_concepts)),
        ("substances", "Substances", bool(article.substances)),
        ("supplemental-data", "Associated data", bool(article.associated_data)),
        ("related-links", "Related information", bool(article.related_information) and in_2023),
        ("grants", "Grants and funding", bool(article.grants) or article.funding_statement is not None),
        ("linkout", "LinkOut - more resources", bool(article.linkout)),
    )
    return [("heading", "Title &amp; authors"), *[(name, title) for name, title, is_there in there if is_there]]


_ITEM = """
  

  

  
    
      <li class="{name} ">
  <a href="#{name}"
     aria-label="navigate to {title} section"
     data-ga-category="page_nav"
     data-ga-action="{name}">
    {title}
  </a>
</li>

    
"""
_OPTION = """
  

  

  
    
      <option value="{name}">{title}</option>
    
"""
