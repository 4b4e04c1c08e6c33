"""What the page prints a second time, for the audit: the record's number in the head, the DOI, the MeSH terms."""

from pipeline.layouts.pubmed_legacy.marks import without_marks
from pipeline.markup.head import Head
from pipeline.normalize.text import clean
from pipeline.page import Echoes

SITE_KEYWORDS = "PubMed,"
"""How the `keywords` of pages begin that describe PubMed in them, not the article."""


def extract_echoes(head: Head, doi: str | None) -> Echoes:
    """The echoes of a page whose citation line states this DOI."""
    keywords = clean(without_marks(head.meta("keywords") or ""))
    return Echoes(
        pmid=clean(head.meta("ncbi_uidlist")),
        doi=doi,
        keywords=None if keywords is None or keywords.startswith(SITE_KEYWORDS) else keywords,
    )
