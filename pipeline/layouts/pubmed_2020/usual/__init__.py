"""Sections that are printed in PubMed's usual way, to the letter, read from the bytes of a page without a tree.

They are most of a page's elements. A section that is printed in any other way is left to the reader of its tree,
which alone decides what a section may look like: PubMed renamed a block? Mend that one; the template here only stops
to match. Both give equal records.

    taking.py          which sections are read here, and what is left of the page
    short_view.py      the heading for narrow screens, of which only the beginning is read
    authors.py         the lists of authors and affiliations in the heading
    figures.py   keyword_lists.py   related.py   references.py     one kind of section each
"""

from pipeline.layouts.pubmed_2020.usual.taking import Usual, take_usual

__all__ = ["Usual", "take_usual"]
