"""What an article is indexed with: keywords, publication types, MeSH, substances; and who paid for it: `GrantList`."""

from collections.abc import Iterator

from pipeline.comparing.elements import text, text_at, texts_at
from pipeline.comparing.values import Row, Rows
from pipeline.markup.tree import Element

_NOT_PRINTED = frozenset({"Journal Article"})
"""A `PublicationType` that nearly all articles have, and no page prints."""


def read_terms(article: Element) -> Row:
    """The columns of `articles` that are lists of terms."""
    types = texts_at(article, "MedlineCitation/Article/PublicationTypeList/PublicationType")
    return {
        "keywords": texts_at(article, "MedlineCitation/KeywordList/Keyword"),
        "publication_types": [one for one in types if one not in _NOT_PRINTED],
        "supplementary_concepts": texts_at(article, "MedlineCitation/SupplMeshList/SupplMeshName"),
    }


def read_indexing(article: Element) -> Rows:
    """The rows of `mesh_terms`, `substances` and `grants`."""
    citation = "MedlineCitation"
    headings = article.iterfind(f"{citation}/MeshHeadingList/MeshHeading")
    return {
        "mesh_terms": [row for heading in headings for row in _mesh(heading)],
        "substances": [
            {"name": name} for name in texts_at(article, f"{citation}/ChemicalList/Chemical/NameOfSubstance")
        ],
        "grants": [_grant(grant) for grant in article.iterfind(f"{citation}/Article/GrantList/Grant")],
    }


def _mesh(heading: Element) -> Iterator[Row]:
    """A row for each `QualifierName`, or one for a `DescriptorName` alone; `MajorTopicYN` of either counts."""
    descriptor = heading.find("DescriptorName")
    if descriptor is None:
        return
    name, is_major = text(descriptor), _is_major(descriptor)
    qualifiers = heading.findall("QualifierName")
    if not qualifiers:
        yield {"descriptor": name, "qualifier": None, "is_major": is_major}
    for one in qualifiers:
        yield {"descriptor": name, "qualifier": text(one), "is_major": is_major or _is_major(one)}


def _is_major(element: Element) -> bool:
    return element.get("MajorTopicYN") == "Y"


def _grant(grant: Element) -> Row:
    """`GrantID`, `Acronym`, `Agency` and `Country`, which pages print in this order with slashes between."""
    parts = {name: text_at(grant, name) for name in ("GrantID", "Acronym", "Agency", "Country")}
    return {
        "text": "/".join(part for part in parts.values() if part) or None,
        "grant_id": parts["GrantID"],
        "acronym": parts["Acronym"],
        "agency": parts["Agency"],
        "country": parts["Country"],
    }
