"""Sections `div.abstr` and `div.keywords`: the abstract with its labels, the copyright line, the keywords.

Elements of NLM's own XML leak into these pages: `<AbstractText Label="AIMS" NlmCategory="OBJECTIVE">`, so that
the category is NLM's word. Pages without them, and those of the last years, print only the label.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import BrokenPromise
from pipeline.markup.select import first, has_class, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.text import clean
from pipeline.tables import AbstractSection

ABSTRACT_TEXT = "abstracttext"
COPYRIGHT = "copyright"
ENGLISH = "eng"
ANOTHER_ABSTRACT = "another abstract"
CATEGORIES = frozenset({"BACKGROUND", "OBJECTIVE", "METHODS", "RESULTS", "CONCLUSIONS"})
"""Every other word of NLM's, like UNASSIGNED, says that there is no category."""


class Abstract(NamedTuple):
    """The abstract of a page and its copyright line."""

    sections: tuple[AbstractSection, ...]
    copyright: str | None
    unknown: tuple[str, ...]
    """A word for each further abstract: the page does not say in which language it is, so it is not read."""


def extract_abstract(block: Element) -> Abstract:
    """The abstract's parts, each under the heading above it; BrokenPromise where there are no paragraphs."""
    abstracts = [part for part in block.iterchildren("div") if first(part, "p") is not None] or [block]
    sections = tuple(_section(n, paragraph, label) for n, (paragraph, label) in enumerate(_labelled(abstracts[0]), 1))
    lines = [text_of(paragraph) for paragraph in block.iterdescendants("p") if has_class(paragraph, COPYRIGHT)]
    if not sections and not lines:
        raise BrokenPromise("div.abstr has no paragraphs")
    copyright_line = clean(" ".join(line for line in lines if line))
    return Abstract(sections, copyright_line, (ANOTHER_ABSTRACT,) * (len(abstracts) - 1))


def extract_keywords(block: Element) -> tuple[str, ...]:
    """The keywords between semicolons."""
    terms = (clean(term) for paragraph in block.iterdescendants("p") for term in (text_of(paragraph) or "").split(";"))
    return tuple(term for term in terms if term)


def _labelled(block: Element) -> Iterator[tuple[Element, str | None]]:
    """Each paragraph of the abstract with the heading right above it."""
    label: str | None = None
    for element in block.iterdescendants("h4", "p"):
        if element.tag == "h4":
            label = text_of(element)
        elif not has_class(element, COPYRIGHT) and (label or text_of(element)):
            yield element, label
            label = None


def _section(position: int, paragraph: Element, heading: str | None) -> AbstractSection:
    marked = first(paragraph, ABSTRACT_TEXT)
    printed = heading or (clean(marked.get("label")) if marked is not None else None)
    label = clean(printed.removesuffix(":")) if printed else None
    return AbstractSection(ENGLISH, position, label, _category(marked, label), text_of(paragraph))


def _category(marked: Element | None, label: str | None) -> str | None:
    """NLM's own word where the page has it, else what NLM's table says of the label."""
    own = marked.get("nlmcategory") if marked is not None else None
    if own is None:
        return category(label)
    return own if own in CATEGORIES else None
