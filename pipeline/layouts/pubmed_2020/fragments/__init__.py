"""Fragments: the lists that a page leaves for its script to fetch, saved as the server answered.

A page lists five references, and of a very long list of authors the names alone; since 2026 it leaves similar and
citing articles out. What its script gets instead is the same markup, so that the sections' own readers read it.

    marks.py     which kind it is          references.py, authors.py, related.py   one kind each
    owner.py     whose list it is          reading.py                              what is the same for all kinds
"""

from pipeline.layouts.pubmed_2020.fragments.marks import recognise_fragment
from pipeline.layouts.pubmed_2020.fragments.reading import read_fragment

__all__ = ["read_fragment", "recognise_fragment"]
