"""The layout of PubMed's article pages since 2020: `<main id="article-details">`, one child a section.

PubMed renamed a block? Its file here is named after the block, and its selectors stand on top.

    heading.py        #heading: title, citation, identifiers      keyword_lists.py  #mesh-terms, #substances, …
    authors.py        authors and affiliations in it              grants.py         #grants
    abstract.py       #abstract, #plain-language-summary          links.py          #linkout, #supplemental-data
    statements.py     #conflict-of-interest, #copyright           related.py        #similar, #citedby, #linked-…
    figures.py        #figures                                    echoes.py         what the head prints again
    references.py     #references                                 sections.py       which child is which section
    cutting.py        what a page that was saved in part lacks

    usual/            sections that are printed to the letter as PubMed prints them, read without a tree

    fragments/        what a page's script fetches: the same markup without the page
"""

from pipeline.layouts.pubmed_2020.fragments import read_fragment, recognise_fragment
from pipeline.layouts.pubmed_2020.origins import FRAGMENT_ORIGINS, ORIGINS
from pipeline.layouts.pubmed_2020.reading import PARSER_VERSION, read_page

__all__ = ["FRAGMENT_ORIGINS", "ORIGINS", "PARSER_VERSION", "read_fragment", "read_page", "recognise_fragment"]
