# ruff: noqa: W291, W293  # PubMed's own white space and long lines
"""The identifiers below the authors, and the words that say whether the article is free."""

from html import escape

from tests.invented.article import Era, FreeLabel, InventedArticle, Pmc


def identifiers(article: InventedArticle, era: Era, prefix: str) -> str:
    """`ul.identifiers`: PMID always, PMCID and DOI where there are any."""
    items = [_item("pubmed", "PMID", f'<strong class="current-id" title="PubMed ID">{article.pmid}</strong>')]
    if article.pmc is not None:
        items.append(_item("pmc", "PMCID", _pmcid(article.pmc, era)))
    if article.doi is not None:
        # PubMed lower-cases the address; the text keeps the publisher's spelling.
        link = _link("DOI", article.doi, f"https://doi.org/{escape(article.doi.lower())}", era)
        items.append(_item("doi", "DOI", link))
    return f"""  
    <ul class="identifiers" id="{prefix}-identifiers">
      {"".join(items)}
    </ul>
  """


def free_label(article: InventedArticle) -> str:
    """`Free PMC article`, `Free article` or nothing."""
    if article.free_label is FreeLabel.NONE:
        return ""
    return f"""
  <span class="free-label">{article.free_label.value}</span>
"""


def _item(kind: str, label: str, value: str) -> str:
    return f"""
        <li>
          <span class="identifier {kind}">
  <span class="id-label">
    
      {label}:
    
  </span>

  
    {value}
  

  
</span>

        </li>
      """


def _pmcid(pmc: Pmc, era: Era) -> str:
    if pmc.free_from is not None:
        return (
            f'<strong class="current-id" title="PMC ID">{pmc.pmcid}</strong>\n  \n\n  \n    <span class="embargo">(available on\n'
            f'      <time class="embargo-date" datetime="{pmc.free_from.first_day()}">{pmc.free_from.first_day()}</time>)</span>'
        )
    if era is Era.MARCH_2026:
        return _link("PMC", pmc.pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{pmc.pmcid}/", era)
    return _link("PMC", pmc.pmcid, f"http://www.ncbi.nlm.nih.gov/pmc/articles/{pmc.pmcid.lower()}/", era)


def _link(kind: str, shown: str, href: str, era: Era) -> str:
    text, action = escape(shown), "PMCID" if kind == "PMC" else kind
    external, spoken = "", ""
    if era is Era.MARCH_2026:
        external, spoken = " usa-link--external", f'\n       aria-label="external, opens in new tab. {text}"'
    return f"""<a class="id-link{external}"
       target="_blank"
       rel="noopener"
       ref="linksrc=article_id_link&amp;article_id={text}&amp;id_type={kind}"
       href="{href}"{spoken}
       data-ga-category="full_text"
       data-ga-action="{action}"
    >
      {text}
    </a>"""
