"""What an article cites: `ReferenceList/Reference`, in lists that may stand in each other."""

from collections.abc import Iterator

from pipeline.comparing.elements import text_at
from pipeline.comparing.values import Row
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import doi, pmcid, pmid

_IDENTIFIERS = "ArticleIdList/ArticleId[@IdType='{}']"


def read_references(article: Element) -> list[Row]:
    """All of them, in their order."""
    return [row for one in article.iterfind("PubmedData/ReferenceList") for row in _listed(one)]


def _listed(references: Element) -> Iterator[Row]:
    for child in references:
        if child.tag == "Reference":
            yield _reference(child)
        elif child.tag == "ReferenceList":
            yield from _listed(child)


def _reference(reference: Element) -> Row:
    """`Citation`, and the `ArticleId` of each `IdType` that a page has a link for."""
    return {
        "text": text_at(reference, "Citation"),
        "doi": doi(_identifier(reference, "doi")),
        "pmid": pmid(_identifier(reference, "pubmed")),
        "pmcid": pmcid(_identifier(reference, "pmc")),
    }


def _identifier(reference: Element, kind: str) -> str | None:
    return text_at(reference, _IDENTIFIERS.format(kind))
