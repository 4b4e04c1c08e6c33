"""What the page prints a second time, for the audit: the record's number in the head, the DOI, the MeSH terms."""

import re

from pipeline.markup.head import Head
from pipeline.normalize.text import clean
from pipeline.page import Echoes

SITE_KEYWORDS = "PubMed,"
"""How the `keywords` of pages begin that describe PubMed in them, not the article."""

_MARK = re.compile(r"</?mark\b[^<>]*>", re.IGNORECASE)


def extract_echoes(head: Head, doi: str | None) -> Echoes:
    """The echoes of a page whose citation line states this DOI."""
    keywords = clean(_MARK.sub("", head.meta("keywords") or ""))
    return Echoes(
        pmid=clean(head.meta("ncbi_uidlist")),
        doi=doi,
        keywords=None if keywords is None or keywords.startswith(SITE_KEYWORDS) else keywords,
    )
