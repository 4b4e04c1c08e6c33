# ruff: noqa: W291, W293  # PubMed's own white space and long lines
"""The abstract in its three forms and five languages, the keywords, and what stands below: copyright, interests."""

from html import escape

from tests.invented.article import Abstract, AbstractForm, AbstractPart, InventedArticle, Statement
from tests.invented.marked_text import as_html
from tests.invented.prose_foreign import LANGUAGE_NAMES


def abstract(article: InventedArticle) -> str:
    """`div.abstract`; without an abstract it has an id only where there are keywords."""
    if article.abstracts:
        return _with_abstract(article)
    if article.keywords:
        return f"""  <div class="abstract" id="abstract">
    
      <em class="empty-abstract">No abstract available</em>
    

    {_keywords(article)}

  </div>
"""
    return """  <div class="abstract">
    <em class="empty-abstract">No abstract available</em>
  </div>
"""


def plain_language_summary(article: InventedArticle) -> str:
    """The summary for everyone, which has the class of an abstract too."""
    if article.plain_language_summary is None:
        return ""
    return f"""
  <div class="abstract" id="plain-language-summary">
    
      <h2 class="title">
        Plain language summary
        
      </h2>
      
    <p>
      
      {as_html(article.plain_language_summary)}
    </p>
  
  </div>
"""


def copyright_line(article: InventedArticle) -> str:
    """`p#copyright`."""
    if article.copyright is None:
        return ""
    return f"""
  <p class="copyright" id="copyright">
    {escape(article.copyright)}
  </p>
"""


DISCLAIMER = """
  <p class="disclaimer" id="disclaimer">
  <a href="/disclaimer/" target="_blank" ga_category="literature_resources"
     ga_action="disclaimer_link" ga_label="under_abstract">PubMed Disclaimer</a>
</p>
"""


def conflict_of_interest(article: InventedArticle) -> str:
    """`#conflict-of-interest`, with a heading over each part where there are several."""
    if not article.conflict_of_interest:
        return ""
    return f"""  
  <div class="conflict-of-interest" id="conflict-of-interest">
    <h2 class="title">
      Conflict of interest statement
    </h2>

    <div class="statement">
      {"".join([_statement(part) for part in article.conflict_of_interest])}
    </div>
  </div>
"""


def _with_abstract(article: InventedArticle) -> str:
    languages = "" if len(article.abstracts) == 1 else _switch(article.abstracts)
    bare = article.abstract_form is AbstractForm.BARE
    contents = "" if bare else "".join([_content(text, n) for n, text in enumerate(article.abstracts)])
    paragraphs = _paragraphs(article.abstracts[0].parts) if bare else ""
    return f"""  <div class="abstract" id="abstract">
    
      <h2 class="title">
        Abstract
        {languages}
      </h2>
      {contents}

      {paragraphs}
    

    {_keywords(article)}

  </div>
"""


def _switch(abstracts: tuple[Abstract, ...]) -> str:
    last = len(abstracts) - 1
    links = [
        f"""
              
                
                  <a class="abstract-lang{" selected" if n == 0 else ""}"
                     href="#{text.language}-abstract"
                  >
                    {LANGUAGE_NAMES[text.language]}{"" if n == last else ", "}
                  </a>
                
              
            """
        for n, text in enumerate(abstracts)
    ]
    return f"""
          <div class="other-lang">
            in
            {"".join(links)}
          </div>
        """


def _content(text: Abstract, number: int) -> str:
    return f"""
        
          
            <div class="abstract-content{" selected" if number == 0 else ""}"
                 id="{text.language}-abstract">
              {_paragraphs(text.parts)}
            </div>
          
        
      """


def _paragraphs(parts: tuple[AbstractPart, ...]) -> str:
    return "".join([_paragraph(part) for part in parts])


def _paragraph(part: AbstractPart) -> str:
    label = "" if part.label is None else _LABEL.format(label=escape(part.label, quote=False))
    return f"""
                


  
    <p>
      {label}
      {as_html(part.text)}
    </p>
  

  


              """


def _keywords(article: InventedArticle) -> str:
    if not article.keywords:
        return ""
    return f"""
      


  

  
    <p>
      {_LABEL.format(label="Keywords")}
      {"; ".join([as_html(keyword) for keyword in article.keywords])}.
    </p>
  


    """


def _statement(part: Statement) -> str:
    heading = (
        "" if part.heading is None else f'\n          <h5 class="coi-sec-title">{escape(part.heading)}</h5>\n        '
    )
    paragraphs = [f"\n          <p {_NAMESPACES}>{as_html(text)}</p>\n        " for text in part.paragraphs]
    return f"""
        {heading}
        {"".join(paragraphs)}
      """


_LABEL = """
        <strong class="sub-title">
          {label}:
        </strong>
      """
_NAMESPACES = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML" '
    'xmlns:p1="http://pubmed.gov/pub-one"'
)
