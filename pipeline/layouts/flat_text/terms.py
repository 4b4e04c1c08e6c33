"""Lists of terms: publication types, MeSH terms, substances, supplementary concepts, associated data.

Behind each term some tools keep the menu that PubMed hides there.
"""

import re

from pipeline.layouts.flat_text.lines import Line
from pipeline.normalize.text import clean
from pipeline.tables import AssociatedDatum, MeshTerm, Substance

MENU = re.compile(r"Actions$|Search in |Add to Search$|Show all \d+ ")
MAJOR = "*"
QUALIFIER = " / "


def read_terms(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The terms of a list, as printed."""
    return tuple(line.text for line in lines if not MENU.match(line.text))


def read_mesh_terms(lines: tuple[Line, ...]) -> tuple[MeshTerm, ...]:
    """`Fertilization in Vitro* / methods`: descriptor, qualifier, and the asterisk of a major topic on either."""
    return tuple(_mesh_term(n, term) for n, term in enumerate(read_terms(lines), 1))


def read_substances(lines: tuple[Line, ...]) -> tuple[Substance, ...]:
    """The substances, as printed."""
    return tuple(Substance(n, name) for n, name in enumerate(read_terms(lines), 1))


def read_associated_data(lines: tuple[Line, ...]) -> tuple[AssociatedDatum, ...]:
    """The accessions, `GENBANK/JN795930`, with the address in their menu where the text keeps it."""
    rows: list[AssociatedDatum] = []
    for line in lines:
        if not MENU.match(line.text):
            databank, _, accession = line.text.partition("/")
            rows.append(AssociatedDatum(len(rows) + 1, databank, clean(accession), None))
        elif rows and rows[-1].url is None:
            rows[-1] = rows[-1]._replace(url=_record_url(line))
    return tuple(rows)


def _record_url(line: Line) -> str | None:
    addresses = (link.address for link in line.links if not line.text.startswith("Search in PubMed"))
    return next((address for address in addresses if address.startswith("http")), None)


def _mesh_term(position: int, term: str) -> MeshTerm:
    descriptor, _, qualifier = term.partition(QUALIFIER)
    return MeshTerm(
        position=position,
        descriptor=descriptor.removesuffix(MAJOR),
        qualifier=clean(qualifier.removesuffix(MAJOR)),
        is_major=descriptor.endswith(MAJOR) or qualifier.endswith(MAJOR),
    )
