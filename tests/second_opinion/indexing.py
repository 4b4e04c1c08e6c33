"""The lists of terms: publication types, MeSH terms, substances, supplementary concepts."""

from bs4 import Tag

from tests.second_opinion.rows import MeshTerm, Substance
from tests.second_opinion.words import every, words


def scrape_terms(block: Tag | None) -> list[str]:
    """The words on the buttons of such a list; the drop-downs beside them hold no terms."""
    return [term for button in every(block, "button", "keyword-actions-trigger") if (term := words(button))]


def scrape_mesh_terms(block: Tag | None) -> list[MeshTerm]:
    """`Fertilization in Vitro* / methods`."""
    return [_mesh_term(n, term) for n, term in enumerate(scrape_terms(block), 1)]


def scrape_substances(block: Tag | None) -> list[Substance]:
    """The substances."""
    return [Substance(n, term) for n, term in enumerate(scrape_terms(block), 1)]


def _mesh_term(position: int, term: str) -> MeshTerm:
    descriptor, _, qualifier = term.replace("*", "").partition(" / ")
    return MeshTerm(position, descriptor, qualifier or None, "*" in term)
