"""Sections `#abstract` and `#plain-language-summary`: abstracts in any number of languages, and the keywords."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.markup.select import has_class, text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.text import clean
from pipeline.tables import AbstractSection

CONTENT = "abstract-content"
LABEL = "sub-title"
ENGLISH = "eng"
KEYWORDS = "keywords"


class Abstract(NamedTuple):
    """The abstracts of a page and its keywords."""

    sections: tuple[AbstractSection, ...]
    keywords: tuple[str, ...]
    unread: int
    """Paragraphs beside an abstract that are neither part of it nor keywords."""


def extract_abstract(block: Element) -> Abstract:
    """The abstracts, English first as on the page; a page without an abstract may still have keywords."""
    sections: list[AbstractSection] = []
    loose: list[Element] = []
    for child in block:
        if has_class(child, CONTENT):
            sections += _sections(_language(child), child.iterchildren("p"))
        elif child.tag == "p":
            loose.append(child)
    keywords = [paragraph for paragraph in loose if _is_keywords(paragraph)]
    bare = [paragraph for paragraph in loose if not _is_keywords(paragraph)]
    if not sections:
        sections += _sections(ENGLISH, iter(bare))
        bare = []
    return Abstract(tuple(sections), tuple(term for paragraph in keywords for term in _terms(paragraph)), len(bare))


def extract_plain_language_summary(block: Element) -> str | None:
    """The paragraphs of the summary, joined by a blank."""
    return clean(" ".join(text for paragraph in block.iter("p") if (text := text_of(paragraph))))


def _sections(language: str, paragraphs: Iterator[Element]) -> Iterator[AbstractSection]:
    position = 0
    for paragraph in paragraphs:
        label, text = _label_and_text(paragraph)
        if text or label:
            position += 1
            yield AbstractSection(language, position, label, category(label), text)


def _label_and_text(paragraph: Element) -> tuple[str | None, str | None]:
    label = next((child for child in paragraph.iterchildren("strong") if has_class(child, LABEL)), None)
    if label is None:
        return None, text_of(paragraph)
    printed = text_of(label)
    return clean(printed.removesuffix(":")) if printed else None, text_without(paragraph, label)


def _language(content: Element) -> str:
    """`eng` of `#eng-abstract` (ISO 639-2)."""
    return (content.get("id") or "").partition("-")[0] or ENGLISH


def _is_keywords(paragraph: Element) -> bool:
    label, _ = _label_and_text(paragraph)
    return label is not None and label.lower() == KEYWORDS


def _terms(paragraph: Element) -> list[str]:
    """The keywords between semicolons; the full stop behind the last one is not its own."""
    _, text = _label_and_text(paragraph)
    terms = (text or "").removesuffix(".").split(";")
    return [term for raw in terms if (term := clean(raw))]
