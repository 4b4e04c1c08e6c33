"""The layout of article pages that a text extractor flattened, in any of its styles.

A text is brought to lines of words first; from there on one grammar reads all styles.

    recognising.py  which style a text is           head.py, byline.py   title, citation, identifiers, journal
    styles.py       what a style is                 authors.py           authors and affiliations
    wrapping.py     lines that a margin broke       abstract.py          abstract, keywords, copyright
    one_line*.py    a text without line ends        languages.py         the language of a paragraph
    links.py        addresses out of the words      statements.py        statements in prose
    markup.py       escapes, carets                 figures.py           figures
    emphasis.py     stars                           flags.py             what is said behind a PMID
    lines.py        text -> lines                   references.py        references
    headings.py     PubMed's headings, in order     related.py           similar, cited by, comments
    report*.py      the order of downloads and of pages before 2020
    outline.py      lines -> head and sections      terms.py, grants.py, linkout.py   the lists at the end
"""

from pipeline.layouts.flat_text.origins import ORIGINS
from pipeline.layouts.flat_text.reading import PARSER_VERSION, read_page
from pipeline.layouts.flat_text.recognising import is_list_of_articles, is_pubmed_text, recognise
from pipeline.layouts.flat_text.styles import Style

__all__ = ["ORIGINS", "PARSER_VERSION", "Style", "is_list_of_articles", "is_pubmed_text", "read_page", "recognise"]
