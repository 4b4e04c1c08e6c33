"""What the head and the short view print a second time, for the audit."""

from pipeline.layouts.pubmed_2020.heading import ShortHeading
from pipeline.markup.head import Head
from pipeline.normalize.text import clean
from pipeline.page import Echoes

PMC = "pmc"


def extract_echoes(head: Head, short: ShortHeading) -> Echoes:
    """The echoes of a page; what a browser or a crawler left out of the head is None."""
    names = head.meta("citation_authors")
    databases = head.meta("log_source_db")
    return Echoes(
        pmid=clean(head.meta("citation_pmid")),
        doi=clean(head.meta("citation_doi")),
        title=clean(head.meta("citation_title")),
        short_title=short.title,
        journal_title=clean(head.meta("citation_journal_title")),
        journal_abbreviation=clean(head.meta("citation_publisher")),
        short_journal=short.journal,
        date=clean(head.meta("citation_date")),
        short_date=short.date,
        volume=clean(head.meta("citation_volume")),
        issue=clean(head.meta("citation_issue")),
        author_names=None if names is None else tuple(name for part in names.split(";") if (name := clean(part))),
        keywords=clean(head.meta("keywords")),
        has_pmcid=None if databases is None else PMC in databases.split(","),
    )
