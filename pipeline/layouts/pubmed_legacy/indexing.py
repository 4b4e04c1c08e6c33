"""Sections `div.morecit`: publication types, MeSH terms, substances, grants, accessions, each list under its heading.

The headings changed their spelling over the years: `MeSH Terms` and `MeSH terms`, `Publication Types` and
`Publication type`.
"""

from collections.abc import Iterable, Iterator

from pipeline.layouts.pubmed_legacy.addresses import absolute
from pipeline.markup.select import first, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.grants import ACRONYM, split_grant
from pipeline.normalize.text import clean
from pipeline.tables import AssociatedDatum, Grant, MeshTerm, Substance

PUBLICATION_TYPES, MESH_TERMS, SUBSTANCES = "publication type", "mesh term", "substance"
SUPPLEMENTARY_CONCEPTS, GRANTS, ACCESSIONS = "supplementary concept", "grant support", "secondary source id"
RECORDS = frozenset({PUBLICATION_TYPES, MESH_TERMS, SUBSTANCES, SUPPLEMENTARY_CONCEPTS, GRANTS, ACCESSIONS})
WITHOUT_RECORDS = frozenset({"personal name as subject", "personal names as subject"})
"""Lists that no table holds."""
MAJOR = "*"

Lists = dict[str, list[Element]]
"""The lines of each list, by the list's heading in lower case and the singular."""


def find_lists(blocks: Iterable[Element]) -> Lists:
    """The lists of all such sections, in page order."""
    lists: Lists = {}
    heading = ""
    for block in blocks:
        for element in block.iterdescendants("h4", "li"):
            if element.tag == "h4":
                heading = _singular(text_of(element) or "")
            elif text_of(element):
                lists.setdefault(heading, []).append(element)
    return lists


def unknown_lists(blocks: Iterable[Element]) -> Iterator[str]:
    """The headings that these layouts do not know; that of the whole section where it has no lists."""
    for block in blocks:
        headings = [text_of(heading) or "" for heading in block.iterdescendants("h4")] or [
            text_of(first(block, "h3")) or ""
        ]
        yield from (heading for heading in headings if _singular(heading) not in RECORDS | WITHOUT_RECORDS)


def extract_terms(lists: Lists, heading: str) -> tuple[str, ...]:
    """The lines of one list, as printed."""
    return tuple(text for line in lists.get(heading, []) if (text := text_of(line)))


def extract_mesh_terms(lists: Lists) -> tuple[MeshTerm, ...]:
    """`DNA/genetics*`: descriptor, qualifiers, and the asterisk of a major topic on either; one row a qualifier."""
    rows = (row for line in extract_terms(lists, MESH_TERMS) for row in _mesh_terms(line))
    return tuple(row._replace(position=n) for n, row in enumerate(rows, 1))


def extract_substances(lists: Lists) -> tuple[Substance, ...]:
    """The substances, as printed."""
    return tuple(Substance(n, name) for n, name in enumerate(extract_terms(lists, SUBSTANCES), 1))


def extract_grants(lists: Lists) -> tuple[Grant, ...]:
    """The grants as printed, with their parts."""
    return tuple(_grant(n, text) for n, text in enumerate(extract_terms(lists, GRANTS), 1))


def extract_accessions(lists: Lists) -> tuple[AssociatedDatum, ...]:
    """The accessions in data banks, `ClinicalTrials.gov/NCT00000102`."""
    return tuple(_accession(n, line) for n, line in enumerate(lists.get(ACCESSIONS, []), 1))


def _singular(heading: str) -> str:
    return heading.rstrip(": ").casefold().removesuffix("s")


def _mesh_terms(line: str) -> Iterator[MeshTerm]:
    descriptor, *qualifiers = map(str.strip, line.split("/"))
    for qualifier in qualifiers or [""]:
        is_major = descriptor.endswith(MAJOR) or qualifier.endswith(MAJOR)
        yield MeshTerm(0, _term(descriptor) or line, _term(qualifier), is_major)


def _term(printed: str) -> str | None:
    """A term without its asterisk."""
    return clean(printed.removesuffix(MAJOR))


def _grant(position: int, text: str) -> Grant:
    parts = split_grant(text, _grant_number(text))
    return Grant(position, text, parts.grant_id, parts.acronym, parts.agency, parts.country)


def _grant_number(text: str) -> str | None:
    """What stands in front of `acronym/agency/country` or `agency/country`; a number may have slashes of its own."""
    parts = text.split("/")
    if len(parts) < 3:  # noqa: PLR2004  # `agency/country`, or `number/agency`
        return parts[0] if len(parts) > 1 and any(letter.isdigit() for letter in parts[0]) else None
    front = parts[:-2]
    return "/".join(front[:-1] if _is_acronym(front[-1]) else front) or None


def _is_acronym(part: str) -> bool:
    return ACRONYM.fullmatch(part) is not None and not any(letter.isdigit() for letter in part)


def _accession(position: int, line: Element) -> AssociatedDatum:
    text = text_of(line) or ""
    databank, _, accession = text.partition("/")
    link = first(line, "a")
    return AssociatedDatum(
        position, clean(databank) or text, clean(accession), absolute(link.get("href") if link is not None else None)
    )
