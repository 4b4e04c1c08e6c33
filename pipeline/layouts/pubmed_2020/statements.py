"""Prose around the abstract: `#conflict-of-interest`, `#copyright`, and the funding statement in `#grants`."""

from pipeline.markup.select import all_text, maybe, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.text import clean

BLOCKS = frozenset({"p", "div", "h3", "h4", "h5", "h6", "ul", "ol"})
"""Elements that stand on lines of their own; what stands between them is no word of theirs."""


def extract_conflict_of_interest(block: Element) -> str | None:
    """Every heading and paragraph of the statement, joined by a blank."""
    statement = maybe(block, "div", "statement")
    if statement is None:
        return None
    return clean((statement.text or "") + "".join(_with_tail(child) for child in statement))


def extract_funding(block: Element) -> str | None:
    """The funding statement in prose, where the section has one."""
    return text_of(maybe(block, "div", "funding-statement"))


def _with_tail(element: Element) -> str:
    text = f" {all_text(element)} " if element.tag in BLOCKS else all_text(element)
    return text + (element.tail or "")
