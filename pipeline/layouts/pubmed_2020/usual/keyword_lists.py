"""`#publication-types`, `#mesh-terms`, `#substances` and `#supplementary-concepts`, as PubMed prints them.

Each term is a button with a menu of searches for it, and the menu is eleven elements that nobody reads.
"""

from pipeline.layouts.pubmed_2020 import keyword_lists
from pipeline.markup.template import Found, Template, all_of, one_of, text_in
from pipeline.tables import MeshTerm, Substance

_HEAD = Template('<h2 class="title">{}</h2> <ul class="keywords-list">')
_ITEM = Template("""
<li> <div class="keyword-actions dropdown-block">
  <button class="keyword-actions-trigger trigger keyword-link[[ major]]?" ~> {term} </button>
  <div id="{}" class="keyword-actions-dropdown dropdown dropdown-container" ~>
    <div class="title">{}</div>
    <div class="content"> <ul class="keyword-actions-links"> [[ <li> <a ~>{}</a> </li> ]]* </ul> </div>
  </div> </div> </li>
""")
_TAIL = Template("</ul> </div>")


def read_terms(main: bytes, start: int) -> Found[tuple[str, ...]]:
    """The terms of such a list, as printed. Raises Unusual."""
    items = all_of(_ITEM, main, one_of(_HEAD, main, start).end)
    terms = tuple(term for (printed,) in items.value if (term := text_in(printed)))
    return Found(terms, one_of(_TAIL, main, items.end).end)


def read_mesh_terms(main: bytes, start: int) -> Found[tuple[MeshTerm, ...]]:
    """The MeSH terms. Raises Unusual."""
    terms = read_terms(main, start)
    return Found(keyword_lists.read_mesh_terms(terms.value), terms.end)


def read_substances(main: bytes, start: int) -> Found[tuple[Substance, ...]]:
    """The substances. Raises Unusual."""
    names = read_terms(main, start)
    return Found(keyword_lists.read_substances(names.value), names.end)
