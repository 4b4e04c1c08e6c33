# ruff: noqa: W293  # PubMed's own white space and long lines
"""`#references`: the first five of a list, or all lists where they have headings of their own."""

from html import escape
from itertools import count

from tests.invented.article import Era, InventedArticle
from tests.invented.marked_text import as_html
from tests.invented.matter import LinkKind, Note, Reference, ReferenceLink, ReferenceList, listed

_TOP_HEADING, _INNER_HEADING = "h4", "h5"


def references(article: InventedArticle, era: Era) -> str:
    """The section with its button for the rest."""
    if not article.references:
        return ""
    return f"""
  
  <div class="references" id="references">
    <h2 class="title">
      References
    </h2>
    <div id='top-references-list' class="references-lists-container">
  
    {_lists(article, era)}
  
</div>

  </div>

"""


def fetched_references(article: InventedArticle, era: Era) -> str:
    """What the button fetches: all lists, under ids of their own."""
    lists = _lists(article, era).replace("top-references-list", "full-references-list")
    return f"""
  <div id='full-references-list' class="references-lists-container">
  
    {lists}
  
</div>
"""


def _lists(article: InventedArticle, era: Era) -> str:
    numbers = count(1)
    return "".join([_list(part, _TOP_HEADING, numbers, article=article, era=era) for part in article.references])


def _list(part: ReferenceList, heading: str, numbers: "count[int]", *, article: InventedArticle, era: Era) -> str:
    number = next(numbers)
    title = (
        ""
        if part.title is None
        else f'\n    \n      <{heading} class="refs-list-title">{escape(part.title)}</{heading}>\n    \n  '
    )
    items = [_reference(reference, era) for reference in part.references]
    own = ""
    if items:
        own = f"""
    
      <ol id="top-references-list-{number}" class="references-list">
        



{"".join(items)}

      </ol>
      
        {_show_all(article, number)}
    
  """
    inner = [_list(lower, _INNER_HEADING, numbers, article=article, era=era) for lower in part.lists]
    return f"""<div class="refs-list">

  {title}

  {own}

  
    
      {"".join(inner)}
  

</div>

    
      """


def _show_all(article: InventedArticle, number: int) -> str:
    if article.reference_total <= len(listed(article.references)):
        return ""
    return f"""
        <div class="actions-bar">
  
    <button
      class="show-all"
      ref="linksrc=show_all_references_link"
      aria-controls="top-references-list-{number}"
      
      data-next-page-url="/{article.pmid}/references/"
      data-ga-category="reference"
      data-ga-action="show_more"
    >
      Show all {article.reference_total} references
    </button>
  
</div>
"""


def _reference(reference: Reference, era: Era) -> str:
    """Two levels of lists: the reference, and its notes (nearly always one)."""
    single = len(reference.notes) == 1
    notes = [
        _note(note, n, 'class="skip-numbering"' if single else "", era) for n, note in enumerate(reference.notes, 1)
    ]
    return f"""
  <li>
    <ol class="references-and-notes-list">
      {"".join(notes)}
    </ol>
  </li>
"""


def _note(note: Note, value: int, class_attribute: str, era: Era) -> str:
    links = [_link(link, n, era) for n, link in enumerate(note.links, 1)]
    return f"""
        <li
          {class_attribute}
           value="{value}">
          
            {as_html(note.text)}
            {"".join(links)}
          
        </li>
      """


def _link(link: ReferenceLink, number: int, era: Era) -> str:
    external, text = "", f"\n                    {link.kind.value}\n                  "
    if era is Era.MARCH_2026:
        text = link.kind.value
        external = "" if link.kind is LinkKind.PUBMED else " usa-link--external"
    return f"""
              
                
                  -
                  <a
                    class="reference-link{external}"
                    href="{_address(link, era)}"
                    ref="linksrc=references_link&amp;ordinalpos={number}"
                    data-ga-category="reference"
                    data-ga-action="{escape(link.target)}"
                  >{text}</a>
                
              
            """


def _address(link: ReferenceLink, era: Era) -> str:
    if link.kind is LinkKind.PUBMED:
        return f"/{link.target}/"
    if link.kind is LinkKind.DOI:
        return f"https://doi.org/{escape(link.target.lower())}"
    if era is Era.MARCH_2026:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{link.target}/"
    return f"http://www.ncbi.nlm.nih.gov/pmc/articles/{link.target.lower()}/"
