"""What is asked of an element of NLM's: the text of what is in it, and what it says of itself."""

from pipeline.markup.tree import Element
from pipeline.normalize.text import clean


def text(element: Element | None) -> str | None:
    """The text in an element, its inline markup and formulas left out of it; None where there is none."""
    return None if element is None else clean("".join(element.itertext()))


def text_at(element: Element, path: str) -> str | None:
    """The text of the first element at a path below this one."""
    return text(element.find(path))


def texts_at(element: Element, path: str) -> list[str]:
    """The texts of all of them that have some, in their order."""
    return [found for one in element.iterfind(path) if (found := text(one))]
