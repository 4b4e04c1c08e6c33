# ruff: noqa: W293  # PubMed's own white space and long lines
"""The end of a page: associated data, related information, grants, LinkOut."""

from html import escape
from urllib.parse import quote, quote_plus

from tests.invented.article import Era, InventedArticle
from tests.invented.links import DataBankEntry, Grant, LinkOutGroup

GRANTS_SHOWN = 5


def associated_data(article: InventedArticle) -> str:
    """`#supplemental-data`."""
    if not article.associated_data:
        return ""
    return f"""

  <div id="supplemental-data" class="supplemental-data">
    <h2 class="title">
      Associated data
    </h2>

    <ul class="supplemental-data-list">{"".join([_data_bank(entry) for entry in article.associated_data])}</ul>
  </div>

"""


def related_information(article: InventedArticle, era: Era) -> str:
    """`#related-links`; in 2026 an empty block that a script fills."""
    if era is Era.MARCH_2026:
        return '\n  <div class="related-db-links hidden"></div>\n'
    if not article.related_information:
        return ""
    links = [
        f"""<li><a title="Related information in {name}" href="https://www.ncbi.nlm.nih.gov/{quote(name.split()[0].lower())}?linkname=pubmed_{quote(name.split()[0].lower())}&amp;from_uid={article.pmid}"
               ref="log$=recordlinks&logdbfrom=pubmed&ncbi_uid={article.pmid}&ordinalpos=1&linkpos={n}">
              {name}
            </a></li>"""
        for n, name in enumerate(article.related_information, 1)
    ]
    return f"""
  
  <div id="related-links" class="related-links">
    <h2 class="title">
      Related information
    </h2>

    <ul class="related-links-list">{"".join(links)}</ul>
  </div>
"""


def grants(article: InventedArticle) -> str:
    """`#grants`: five, the rest hidden, and the statement in prose."""
    if not article.grants and article.funding_statement is None:
        return ""
    statement = ""
    if article.funding_statement is not None:
        statement = f'<div class="funding-statement">{escape(article.funding_statement, quote=False)}</div>'
    return f"""
  
    <div id="grants" class="grants">
      <h2 class="title">
        Grants and funding
      </h2>
      <div class="grants-list">{_grant_lists(article.grants)}</div>{statement}{_show_all(len(article.grants))}
    </div>
  
"""


def linkout(article: InventedArticle) -> str:
    """`#linkout`: links under LinkOut's headings."""
    if not article.linkout:
        return ""
    groups = "".join([_group(group, article) for group in article.linkout])
    return f"""
  
  <div id="linkout" class="linkout">
    <h2 class="title">
      LinkOut - more resources
    </h2>

    <ul class="linkout-list">{groups}</ul>
  </div>
"""


def _data_bank(entry: DataBankEntry) -> str:
    text, accession = escape(f"{entry.databank}/{entry.accession}"), escape(entry.accession)
    if entry.menu_entry is None:
        return f"""<li><a
                      title="Search in {entry.databank}"
                      href="{escape(entry.url)}"
                      ref="linksrc=ssid_link"
                      data-ga-category="search"
                      data-ga-action="data"
                      data-ga-label="{text}">
                      {text}
                    </a></li>"""
    identifier = f"supplemental-data-{entry.databank}-{accession}"
    return f"""<li><div class="supplemental-data-actions dropdown-block"><button class="supplemental-data-actions-trigger trigger"
            title="Supplemental Data Dropdown Toggle"
            ref="linksrc=supplemental_data_actions_btn"
            tabindex="0"
            aria-controls="{identifier}"
            aria-describedby="{identifier}"
            data-pinger-ignore>
      {text}
    </button><div id="{identifier}"
         class="supplemental-data-actions-dropdown dropdown dropdown-container"
         hidden
         aria-label="{text}"><div class="title">Actions</div><div class="content"><ul class="supplemental-data-actions-links"><li><a class="dropdown-block-link"
                 title="Search in PubMed"
                 href="/?term={quote_plus(entry.accession)}%5BSecondary+Source+ID%5D"
                 ref="linksrc=ssid_link"
                 data-ga-category="search"
                 data-ga-action="data"
                 data-ga-label="{accession}[Secondary Source ID]">
                Search in PubMed
              </a></li><li><a class="dropdown-block-link"
                 title="{entry.menu_entry}"
                 href="{escape(entry.url)}"
                 ref="linksrc=ssid_link"
                 data-ga-category="search"
                 data-ga-action="data"
                 data-ga-label="None">
                {entry.menu_entry}
              </a></li></ul></div></div></div></li>"""


def _grant_lists(all_grants: tuple[Grant, ...]) -> str:
    head, tail = all_grants[:GRANTS_SHOWN], all_grants[GRANTS_SHOWN:]
    lists = "" if not head else f'<ul id="grants-head-list">{"".join([_grant(grant) for grant in head])}</ul>'
    if tail:
        lists += f'<ul id="grants-tail-list" class="list-tail">{"".join([_grant(grant) for grant in tail])}</ul>'
    return lists


def _grant(grant: Grant) -> str:
    text = escape(grant.printed())
    return f"""<li class="grant-item"><a
          title="All articles for grant {text}"
          href="/?term={quote_plus(grant.printed())}%5BGrants+and+Funding%5D&amp;sort=date&amp;sort_order=desc"
          ref="linksrc=grant_link"
          data-ga-category="search"
          data-ga-action="grant"
          data-ga-label="{escape(grant.number or "None")}"
        >
          {text}
        </a></li>"""


def _show_all(count: int) -> str:
    if count <= GRANTS_SHOWN:
        return ""
    return f"""<div class="actions-bar"><button
      class="show-all"
      ref="linksrc=show_all_grants_link"
      aria-controls="grants-tail-list"
      title="Show all grants"
      
      data-ga-category="grant"
      data-ga-action="show_more"
    >
      Show all {count} grants
    </button></div>"""


def _group(group: LinkOutGroup, article: InventedArticle) -> str:
    links = [
        f"""<li><a
                    href="{escape(link.url)}"
                    target="_blank"
                    rel="noopener"
                    ref="linksrc=linkout_link&PrId={link.provider_id}&uid={article.pmid}&db=pubmed&itool=Abstract&log$=linkoutlink&nlmid={article.journal.nlm_id}"
                    data-ga-category="link_out"
                    data-ga-action="{group.category}"
                    data-ga-label="{escape(link.provider)}"
                  >
                    {escape(link.provider)}
                  </a></li>"""
        for link in group.links
    ]
    return f'<li><h3 class="linkout-category">{group.category}</h3><ul class="linkout-category-links">{"".join(links)}</ul></li>'
