# ruff: noqa: W293  # PubMed's own white space and long lines
"""The authors of a page: the line of names, and the block with affiliations and collaborators that it unfolds."""

from html import escape
from urllib.parse import quote_plus

from tests.invented.article import Author, AuthorDetail, Collaboration, InventedArticle
from tests.invented.page_2020.view import View


def none_listed(article: InventedArticle, words: str) -> str:
    """What stands in place of the names of an article without authors."""
    if article.authors:
        return ""
    return f"""
    <span class="authors-list">
      <em class="empty-authors">{words}</em>
    </span>
  """


def first_author(article: InventedArticle) -> str:
    """The first author, as the narrow view shows them: `Maren Kielmark et al.`"""
    if not article.authors:
        return '<em class="empty-authors">No authors listed.</em>'
    only = len(article.authors) == 1
    others, kind = (".", "only-author") if only else ("&nbsp;et al.", "")
    return f"""
        <span class="authors-list-item {kind}"><span class="full-name">{escape(article.authors[0].name)}</span><span class="citation-separator">{others}</span></span>
      """


def inline_authors(article: InventedArticle) -> str:
    """The line of names in the wide view."""
    if not article.authors:
        return ""
    return f"""
      <div class="authors">
        
{_authors_list(article.authors, article, View.FULL)}

      </div>
    """


def _authors_list(authors: tuple[Author, ...], article: InventedArticle, view: View) -> str:
    last = len(authors) - 1
    items = [
        _author(author, article, view) + ("" if n == last else _separator(author, authors[n + 1])) + "</span>"
        for n, author in enumerate(authors)
    ]
    return f"""

  <div class="authors-list">
    {"".join(items)}
  </div>

"""


def _separator(author: Author, following: Author) -> str:
    kind, sign = ("semicolon", ";") if author.is_collective or following.is_collective else ("comma", ",")
    return f'<span class="{kind}">{sign}&nbsp;</span>'


def _author(author: Author, article: InventedArticle, view: View) -> str:
    if author.is_collective:
        term = f"{quote_plus(author.name)}%5BCorporate+Author%5D"
    elif author.affiliations or author in article.authors:
        term = f"{quote_plus(author.short_name or '')}&amp;cauthor_id={article.pmid}"
    else:
        term = quote_plus(author.short_name or "")
    name = escape(author.name)
    return f"""<span class="authors-list-item "><a class="full-name"
           href="/?term={term}"
           ref="linksrc=author_name_link"
           data-ga-category="search"
           data-ga-action="author_link"
           data-ga-label="{name}">{name}</a>{_equal_mark(author, view)}{_affiliation_links(author, article, view)}"""


def _equal_mark(author: Author, view: View) -> str:
    if not author.contributed_equally:
        return ""
    return (
        '<sup class="equal-contrib-container"><span class="author-sup-separator">&nbsp;</span><a class="equal-contrib" '
        f'title="Contributed equally" href="#{view.value}-equal-contrib-explanation" ref="linksrc=author_equal_contrib">#</a></sup>'
    )


def _affiliation_links(author: Author, article: InventedArticle, view: View) -> str:
    if not author.affiliations:
        return ""
    links = [
        '<span class="author-sup-separator">&nbsp;</span>'
        f'<a class="affiliation-link" title="{escape(article.affiliations[n - 1].text)}" '
        f"""href="#{view.value}-affiliation-{n}" ref="linksrc=author_aff">
                {n}
              </a>"""
        for n in author.affiliations
    ]
    return f'<sup class="affiliation-links">{"".join(links)}</sup>'


def details(article: InventedArticle) -> str:
    """The button that unfolds the affiliations, and what it unfolds."""
    toggle = ""
    if article.affiliations or article.collaborations:
        collaborators = "\n    \n      Collaborators,\n    \n  " if article.collaborations else ""
        toggle = _TOGGLE.format(collaborators=collaborators, pmid=article.pmid)
    if article.author_detail is AuthorDetail.FETCHED:
        return f"""
        {toggle}
        
          <div class="fetched-authors-placeholder-full-view"></div>
        """
    return f"""
        {toggle}
        
          <div class="extended-article-details" id="expanded-authors" aria-hidden="true">
            
{expanded(article, View.FULL)}

          </div>
        """


def short_view_authors(article: InventedArticle) -> str:
    """The authors, with affiliations, in the narrow view."""
    if article.author_detail is AuthorDetail.FETCHED:
        return '<div class="fetched-authors-placeholder-short-view"></div>'
    return expanded(article, View.SHORT)


def expanded(article: InventedArticle, view: View) -> str:
    """What the button unfolds, out of the page or fetched; the narrow view has the names in it too."""
    if not article.authors:
        return ""
    authors = ""
    if view is View.SHORT:
        authors = f"""
        <div class="authors">
          <h3 class="title">
            Authors
          </h3>
          
{_authors_list(article.authors, article, view)}
        </div>
      """
    elif not article.affiliations and not article.collaborations:
        return ""
    return f"""

  
    <div class="expanded-authors" id="{view.value}-expanded-authors">
      {authors}

      

      

      

      {_collaborations(article, view)}

      {_affiliations(article, view)}

      

      {_equal_explanation(article, view)}
    </div>
  

"""


def _collaborations(article: InventedArticle, view: View) -> str:
    if not article.collaborations:
        return ""
    return f"""
        <div class="collaborations">
          <h3 class="title">
            
              Collaborators
            
          </h3>
          <ul class="group-list">
            {"".join([_group(group, article, view) for group in article.collaborations])}
          </ul>
        </div>
      """


def _group(group: Collaboration, article: InventedArticle, view: View) -> str:
    title = "" if group.title is None else f'<strong class="title">{escape(group.title)}:</strong>'
    return f"""
              <li>
                {title}
                
{_authors_list(group.members, article, view)}
              </li>
            """


def _affiliations(article: InventedArticle, view: View) -> str:
    if not article.affiliations:
        return ""
    items = [
        f"""
              <li data-affiliation-id="{view.value}-affiliation-{n}"
                  id="{view.value}-affiliation-{n}"
              ><sup class="key">{n}</sup> {escape(affiliation.text)}</li>
            """
        for n, affiliation in enumerate(article.affiliations, 1)
    ]
    return f"""
        <div class="affiliations">
          <h3 class="title">
            {"Affiliation" if len(article.affiliations) == 1 else "Affiliations"}
          </h3>
          <ul class="item-list">
            {"".join(items)}
          </ul>
        </div>
      """


def _equal_explanation(article: InventedArticle, view: View) -> str:
    if not any(author.contributed_equally for author in article.authors):
        return ""
    return f"""
        <div class="equal-contrib-block">
          <div class="equal-contrib-explanation" id="{view.value}-equal-contrib-explanation"><sup class="key">#</sup> Contributed equally.</div>
        </div>
      """


_TOGGLE = """
          <div class="short-article-details">
  {collaborators}

  
    Affiliations
  

  
    <button
      class="more-details"
      id="toggle-authors"
      data-alt-text="Collapse"
      aria-controls="expanded-authors"
      aria-expanded="false"
      data-pinger-ignore
      data-fetch-url="/{pmid}/long-authors/"
      data-id-prefix="">
      <span class="title">
        Expand
      </span>
    </button>
  
</div>
        """
