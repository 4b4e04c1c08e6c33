"""Sections `#publication-types`, `#mesh-terms`, `#substances` and `#supplementary-concepts`.

A term is the text of a button; the drop-down beside it holds lists of its own, which are no terms.
"""

from collections.abc import Iterable

from pipeline.markup.select import many, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.text import clean
from pipeline.tables import MeshTerm, Substance

MAJOR = "*"
QUALIFIER = " / "


def extract_terms(block: Element) -> tuple[str, ...]:
    """The terms of such a list, as printed."""
    buttons = many(block, "button", "keyword-actions-trigger")
    return tuple(term for button in buttons if (term := text_of(button)))


def extract_mesh_terms(block: Element) -> tuple[MeshTerm, ...]:
    """`Fertilization in Vitro* / methods`: descriptor, qualifier, and the asterisk of a major topic on either."""
    return read_mesh_terms(extract_terms(block))


def read_mesh_terms(terms: Iterable[str]) -> tuple[MeshTerm, ...]:
    """The same of terms as printed."""
    return tuple(_mesh_term(n, term) for n, term in enumerate(terms, 1))


def extract_substances(block: Element) -> tuple[Substance, ...]:
    """The substances, as printed."""
    return read_substances(extract_terms(block))


def read_substances(names: Iterable[str]) -> tuple[Substance, ...]:
    """The same of names as printed."""
    return tuple(Substance(n, name) for n, name in enumerate(names, 1))


def _mesh_term(position: int, term: str) -> MeshTerm:
    descriptor, _, qualifier = term.partition(QUALIFIER)
    return MeshTerm(
        position=position,
        descriptor=clean(descriptor.removesuffix(MAJOR)) or term,
        qualifier=clean(qualifier.removesuffix(MAJOR)),
        is_major=descriptor.endswith(MAJOR) or qualifier.endswith(MAJOR),
    )
