# ruff: noqa: W293  # PubMed's own white space and long lines
"""Publication types, MeSH terms, supplementary concepts and substances: buttons with a hidden menu each."""

from dataclasses import dataclass
from enum import Enum
from functools import cache
from html import escape
from urllib.parse import quote_plus

from tests.invented.article import InventedArticle, MeshTerm


class List(Enum):
    """A list: its id, heading, search field, and the words of its menu's tracking attributes."""

    TYPES = ("publication-types", "Publication types", "pt", "pub_type")
    MESH = ("mesh-terms", "MeSH terms", "MeSH", "mesh_term")
    CONCEPTS = ("supplementary-concepts", "Supplementary concepts", "nm", "supplementary_concept")
    SUBSTANCES = ("substances", "Substances", "nm", "substance")


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as shown, as PubMed searches it, as the MeSH browser does; `major` is a class of its button or nothing."""

    shown: str
    searched: str
    in_mesh: str
    major: str = ""


def publication_types(article: InventedArticle) -> str:
    """`#publication-types`."""
    return _section(
        List.TYPES, [_entry(List.TYPES, n, _Term(name, name, name)) for n, name in enumerate(article.publication_types)]
    )


def mesh_terms(article: InventedArticle) -> str:
    """`#mesh-terms`: an asterisk for a major topic, a slash before the qualifier."""
    return _section(List.MESH, [_mesh(n, term) for n, term in enumerate(article.mesh_terms)])


def supplementary_concepts(article: InventedArticle) -> str:
    """`#supplementary-concepts`."""
    names = enumerate(article.supplementary_concepts)
    return _section(List.CONCEPTS, [_entry(List.CONCEPTS, n, _Term(name, name, name)) for n, name in names])


def substances(article: InventedArticle) -> str:
    """`#substances`."""
    names = enumerate(article.substances)
    return _section(List.SUBSTANCES, [_entry(List.SUBSTANCES, n, _Term(name, name, f'"{name}"')) for n, name in names])


def mesh_line(term: MeshTerm) -> str:
    """`Kelp* / physiology`."""
    star = "*" if term.is_major else ""
    qualifier = "" if term.qualifier is None else f" / {term.qualifier}"
    return f"{term.descriptor}{star}{qualifier}"


def _mesh(number: int, term: MeshTerm) -> str:
    searched = term.descriptor if term.qualifier is None else f"{term.descriptor}/{term.qualifier}"
    return _entry(
        List.MESH, number, _Term(mesh_line(term), searched, term.descriptor, "major" if term.is_major else "")
    )


def _section(kind: List, entries: list[str]) -> str:
    name, heading, _, _ = kind.value
    if not entries:
        return ""
    return f"""
  
  
    <div id="{name}" class="{name} keywords-section">
      <h2 class="title">
        {heading}
      </h2>

      <ul class="keywords-list">{"".join(entries)}</ul>
    </div>
  

"""


@cache
def _entry(kind: List, number: int, term: _Term) -> str:
    name, _, field, action = kind.value
    major = term.major
    query = f'"{term.searched}"[{"MAJR" if major else field}]'
    text, searched = escape(term.shown), escape(query)
    url = f"/?term={quote_plus(query)}&amp;sort=date&amp;sort_order=desc"
    key = "mesh" if kind is List.MESH else "keyword"
    identifier = f"keyword-actions-{name}-{major}-{number}" if major else f"keyword-actions-{name}-{number}"
    return f"""<li><div class="keyword-actions dropdown-block"><button class="keyword-actions-trigger trigger keyword-link{" major" if major else ""}"
            aria-label="Toggle dropdown menu for keyword {text}"
            tabindex="0"
            aria-controls="{identifier}"
            aria-expanded="false"
            data-pinger-ignore>
      {text}
    </button><div id="{identifier}"
         class="keyword-actions-dropdown dropdown dropdown-container"
         hidden
         aria-label="Dropdown menu for keyword {text}"><div class="title">Actions</div><div class="content"><ul class="keyword-actions-links"><li><a class="search-in-pubmed-link dropdown-block-link"
               href="{url}"
               data-href="{url}"
               ref="linksrc=search_in_pubmed_keyword_link&amp;{key}={searched}"
               data-ga-category="search"
               data-ga-action="{action}"
               data-ga-label="{text}">
              Search in PubMed
            </a></li><li><a class="search-in-mesh-link dropdown-block-link"
                 ref="linksrc=search_in_mesh_link"
                 href="https://www.ncbi.nlm.nih.gov/mesh?term={quote_plus(term.in_mesh)}"
                 data-ga-category="search_mesh"
                 data-ga-action="{action}_link"
                 data-ga-label="{text}">
                Search in MeSH
              </a></li><li><a class="add-to-search-link dropdown-block-link"
               ref="linksrc=add_to_search_link"
               role="button"
               data-search-term="{searched}"
               data-ga-category="search"
               data-ga-action="add_to_search"
               data-ga-label="{searched}"
               href="#">
              Add to Search
            </a></li></ul></div></div></div></li>"""
