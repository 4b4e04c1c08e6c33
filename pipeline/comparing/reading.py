"""The element of an article -> all that it tells, in the contract's columns."""

from pipeline.comparing.abstracts import read_matter, read_sections
from pipeline.comparing.dates import read_dates
from pipeline.comparing.elements import text_at
from pipeline.comparing.heading import read_heading
from pipeline.comparing.indexing import read_indexing, read_terms
from pipeline.comparing.links import read_accessions, read_related
from pipeline.comparing.people import read_people
from pipeline.comparing.references import read_references
from pipeline.comparing.values import Row, XmlArticle
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import pmid


def read_article(element: Element) -> XmlArticle | None:
    """What a `PubmedArticle` tells; None for one without a PMID, which belongs to no page."""
    number = pmid(text_at(element, "MedlineCitation/PMID"))
    if number is None:
        return None
    sections, people, references = read_sections(element), read_people(element), read_references(element)
    article: Row = {
        **read_heading(element),
        **read_dates(element),
        **read_matter(element, sections),
        **read_terms(element),
        "author_count": people.author_count,
        "reference_count": len(references),
    }
    rows = {
        "articles": [article],
        **people.tables,
        "abstract_sections": sections,
        "references": references,
        **read_indexing(element),
        "related_articles": read_related(element),
        "associated_data": read_accessions(element),
    }
    return XmlArticle(number, rows)
