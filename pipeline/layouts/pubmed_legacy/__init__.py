"""The layouts of PubMed's article pages before 2020: the report of 2012 to 2019, and AbstractPlus of 2009.

gate.py           is it one article, is it whole          reading.py        which of the two; parser's version

report.py         `div.rprt`, 2012 to 2019, put together  abstract_plus.py  `dl.AbstractPlusReport`, 2009: all of it
sections.py       which child is which section            title.py          `h1`, `[Article in …]`
citation.py       `div.cit`: journal, dates, DOI          authors.py        `div.auths`, `div.afflist`
abstract.py       `div.abstr`, `div.keywords`             identifiers.py    `div.aux`: PMID, PMCID, DOI, free label
figures.py        `div.ncbi_carousel`                     indexing.py       `div.morecit`: MeSH, substances, grants …
links.py          `div.linkoutlist`                       related.py        `div.err`, and lists in the side column
addresses.py      the site's own links, made absolute     echoes.py         what the page prints again
marks.py          foreign `<mark>` tags, taken out        cutting.py        pages cut behind their article
"""

from pipeline.layouts.pubmed_legacy.gate import has_article_end, shows_one_article
from pipeline.layouts.pubmed_legacy.origins import ORIGINS
from pipeline.layouts.pubmed_legacy.reading import PARSER_VERSION, read_page

__all__ = ["ORIGINS", "PARSER_VERSION", "has_article_end", "read_page", "shows_one_article"]
