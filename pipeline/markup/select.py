"""Selectors that are promises: each says how many elements the page owes, and names itself when that breaks.

    one     exactly one, else BrokenPromise
    maybe   none or one, else BrokenPromise
    many    any number, in page order

A selector is a tag and, where it needs one, a class. Classes are compared as words, never as a whole
attribute: PubMed writes `class="figure-item "`.
"""

from collections.abc import Iterator

from lxml.etree import tostring

from pipeline.errors import BrokenPromise
from pipeline.markup.tree import Element
from pipeline.normalize.text import clean


def many(parent: Element, tag: str, class_: str | None = None) -> Iterator[Element]:
    """All such elements below `parent`, in page order."""
    if class_ is None:
        return parent.iterdescendants(tag)
    return (element for element in parent.iterdescendants(tag) if has_class(element, class_))


def maybe(parent: Element, tag: str, class_: str | None = None) -> Element | None:
    """The only such element below `parent`, or None."""
    found = many(parent, tag, class_)
    first = next(found, None)
    if first is not None and next(found, None) is not None:
        raise BrokenPromise(f"more than one {_name(tag, class_)} in {_place(parent)}")
    return first


def one(parent: Element, tag: str, class_: str | None = None) -> Element:
    """The only such element below `parent`."""
    found = maybe(parent, tag, class_)
    if found is None:
        raise BrokenPromise(f"no {_name(tag, class_)} in {_place(parent)}")
    return found


def first(parent: Element, tag: str, class_: str | None = None) -> Element | None:
    """The first of any number of such elements below `parent`, or None: for what the page repeats."""
    return next(many(parent, tag, class_), None)


def outermost(parent: Element, tag: str) -> Iterator[Element]:
    """Such elements below `parent` that no other such one holds, through wrappers that others have put around them."""
    around = parent if parent.tag == tag else next(parent.iterancestors(tag), None)
    return (found for found in parent.iterdescendants(tag) if next(found.iterancestors(tag), None) is around)


def has_class(element: Element, class_: str) -> bool:
    """Whether `class_` is one of the words of the element's class."""
    classes = element.get("class")
    return classes is not None and (classes == class_ or class_ in classes.split())


def text_of(element: Element | None) -> str | None:
    """The element's clean text; inline markup leaves its text, with no space added. None if there is none."""
    return None if element is None else clean(all_text(element))


def all_text(element: Element) -> str:
    """The text of the element and all below it, as it stands; quicker than joining `itertext`."""
    return tostring(element, method="text", encoding="unicode", with_tail=False)


def text_without(element: Element, left_out: Element) -> str | None:
    """The element's clean text without that of one of its children; what follows the child stays."""
    pieces = [element.text or ""]
    for child in element:
        if child is not left_out:
            pieces.append(all_text(child))
        pieces.append(child.tail or "")
    return clean("".join(pieces))


def _name(tag: str, class_: str | None) -> str:
    return f"{tag}.{class_}" if class_ else tag


def _place(element: Element) -> str:
    tag, name = str(element.tag), element.get("id") or (element.get("class") or "").strip()
    return f"{tag}#{name}" if name else tag
