"""PubMed changes its markup: one name of it is another on all pages. Which names there are, and the pages renamed.

A name is a class, an id, an attribute or a meta tag that stands in the pages, and that the layout's sources speak of.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pipeline.layouts.pubmed_2020

SOURCES = Path(pipeline.layouts.pubmed_2020.__file__).parent
_WORD = re.compile(r"[A-Za-z][\w:-]*")
_TAG = re.compile(r"<[a-z][^<>]*>")
_ATTRIBUTE = re.compile(r"""([a-z][a-z-]*)=("[^"]*"|'[^']*')""")
_OF_NO_USE = frozenset({"a", "p", "li", "ol", "ul", "div", "span", "class", "id", "name", "content", "title"})
"""Words that are tags and attributes of HTML itself, in which no section has a name."""


class Kind(Enum):
    """What a name is in the markup."""

    CLASS = "class"
    ID = "id"
    ATTRIBUTE = "attribute"
    META = "meta"
    TEXT = "text"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name of the markup that the layout depends on, or may."""

    kind: str
    word: str

    def renamed(self, page: str) -> str:
        """The page, had PubMed chosen another name."""
        if self.word not in page:
            return page
        if self.kind == Kind.TEXT.value:
            return page.replace(self.word, f"X {self.word}")
        return _TAG.sub(self._renamed_tag, page)

    def _renamed_tag(self, tag: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(self._renamed_attribute, tag[0]) if self.word in tag[0] else tag[0]

    def _renamed_attribute(self, attribute: re.Match[str]) -> str:
        name, value = attribute[1], attribute[2]
        if self.kind == Kind.ATTRIBUTE.value:
            return f"x-{attribute[0]}" if name == self.word else attribute[0]
        if name != _HOLDERS[self.kind]:
            return attribute[0]
        words = [f"x-{word}" if word == self.word else word for word in re.split(r"(\s+)", value[1:-1])]
        return f"{name}={value[0]}{''.join(words)}{value[0]}"


_HOLDERS = {Kind.CLASS.value: "class", Kind.ID.value: "id", Kind.META.value: "name"}
TEXTS = ("Free PMC article", "[Article in", "Keywords:", "Show all", ">DOI<", ">PMC<", ">PubMed<")
"""Words for people that the layout goes by."""


def names_in(pages: Iterable[str]) -> Sequence[Name]:
    """All names that stand in the pages and in the layout's sources; ids of sections also where no source has them."""
    known = set(_source_words())
    found: set[Name] = set()
    for page in pages:
        found |= {name for name in _names(page) if name.word in known or _is_of_a_list(name)}
        found |= {Name(Kind.TEXT.value, text) for text in TEXTS if text in page}
    return sorted(name for name in found if name.word not in _OF_NO_USE)


def _is_of_a_list(name: Name) -> bool:
    """Ids that the sources know by a pattern."""
    is_abstract = name.word.endswith("-abstract") or name.word.startswith("linked-")
    return name.kind == Kind.ID.value and is_abstract


def _source_words() -> Iterator[str]:
    """Every word of every text in the layout's code; no docstrings, which speak of more than the code reads."""
    for path in SOURCES.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
                text = node.value.decode() if isinstance(node.value, bytes) else node.value
                yield from _WORD.findall(text)


def _names(page: str) -> Iterator[Name]:
    for tag in _TAG.findall(page):
        for attribute, value in _ATTRIBUTE.findall(tag):
            if attribute in ("class", "id"):
                yield from (Name(attribute, word) for word in value[1:-1].split())
            elif attribute == "name" and tag.startswith("<meta"):
                yield Name(Kind.META.value, value[1:-1])
            elif attribute not in ("href", "src"):
                yield Name(Kind.ATTRIBUTE.value, attribute)
