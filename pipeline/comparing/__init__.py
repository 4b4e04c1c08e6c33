"""The dataset beside PubMed's own XML of the same articles: what agrees, what differs, and what only one of them has.

files           which files of XML there are, and in which order
parsing         a file -> the element of each article, streamed, and never more of it in memory than one

elements        what is asked of an element of NLM's
languages       codes of languages, as NLM's catalogue has them
heading, dates, people, abstracts, indexing, references, links
                an article's element -> values in the contract's columns, a file a group of columns
reading         the whole article -> XmlArticle

normal          one form of a value each, on which both sides are held against each other
columns         which columns are compared, with NLM's element and normal form; and which are not, and why
aligning        which row of a page is which row of the XML
judging         both sides of an article -> a verdict a column

staging         the articles of all files, the last one of each PMID, on disk
counting        verdicts -> figures and examples
comparing       a snapshot and files -> Comparison
"""

from pipeline.comparing.comparing import Asked, compare
from pipeline.comparing.counting import ColumnFigures, Comparison, Example, Some
from pipeline.comparing.files import xml_files
from pipeline.comparing.judging import Verdict

__all__ = ["Asked", "ColumnFigures", "Comparison", "Example", "Some", "Verdict", "compare", "xml_files"]
