"""Which child of `div.rprt` is which section: one walk, by class, through wrappers of the site's or of a browser's."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from pipeline.errors import BrokenPromise
from pipeline.markup.select import first, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.text import clean

Value = TypeVar("Value")

CITATION, TITLE, AUTHORS, ABSTRACT, KEYWORDS = "cit", "h1", "auths", "abstr", "keywords"
AFFILIATIONS, SOURCE, IDENTIFIERS, FIGURES = "afflist", "aff", "aux", "ncbi_carousel"
SINGLE = frozenset({CITATION, TITLE, AUTHORS, ABSTRACT, KEYWORDS, AFFILIATIONS, SOURCE, IDENTIFIERS, FIGURES})
LINKED, MORE = "err", "morecit"
REPEATED = frozenset({LINKED, MORE})
WITHOUT_RECORDS = frozenset({"comments_panel", "see_pmcommons"})
"""Parts of the page that say nothing of the article, by id: readers' comments."""
LANGUAGE = "[Article in"


class Sections(NamedTuple):
    """The sections of a page."""

    by_class: dict[str, Element]
    linked: tuple[Element, ...]
    more: tuple[Element, ...]
    loose_texts: tuple[str, ...]
    """What stands between the sections."""
    unknown: tuple[str, ...]
    """Names of the sections that this layout does not know, by heading or class."""

    def need(self, name: str) -> Element:
        """A section that every page has."""
        block = self.by_class.get(name)
        if block is None:
            raise BrokenPromise(f"no {name} in div.rprt")
        return block

    def read(self, name: str, extract: Callable[[Element], Value], absent: Value) -> Value:
        """What `extract` makes of a section, or `absent` where the page does not have it."""
        block = self.by_class.get(name)
        return absent if block is None else extract(block)


def find_sections(report: Element) -> Sections:
    """Sort the parts of the article's block; BrokenPromise where a section stands twice."""
    parts = tuple(_parts(report))
    loose = [(part, text) for part in parts if _kind(part) is None and (text := _shown(part))]
    tails = [text for part in parts if (text := clean(part.tail))]
    return Sections(
        by_class=_single(parts),
        linked=tuple(part for part in parts if _kind(part) == LINKED),
        more=tuple(part for part in parts if _kind(part) == MORE),
        loose_texts=(*(text for _, text in loose), *tails),
        unknown=tuple(_name(part) for part, text in loose if not text.startswith(LANGUAGE)),
    )


def _single(parts: Iterable[Element]) -> dict[str, Element]:
    """The sections that a page has once, by name."""
    by_class: dict[str, Element] = {}
    for part in parts:
        kind = _kind(part)
        if kind in SINGLE and by_class.setdefault(kind, part) is not part:
            raise BrokenPromise(f"{kind} stands twice in div.rprt")
    return by_class


def _parts(parent: Element) -> Iterator[Element]:
    """The children, and in the place of a wrapper what it wraps."""
    for child in parent:
        is_wrapper = _kind(child) is None and child.get("id") not in WITHOUT_RECORDS
        if is_wrapper and any(_kind(inner) for inner in child.iterdescendants()):
            yield from _parts(child)
        else:
            yield child


def _kind(element: Element) -> str | None:
    if element.tag == TITLE:
        return TITLE
    return next((name for name in (element.get("class") or "").split() if name in SINGLE or name in REPEATED), None)


def _shown(part: Element) -> str | None:
    return None if part.get("id") in WITHOUT_RECORDS else text_of(part)


def _name(part: Element) -> str:
    heading = next((text_of(found) for tag in ("h2", "h3", "h4") if (found := first(part, tag)) is not None), None)
    return heading or part.get("id") or (part.get("class") or str(part.tag)).strip()
