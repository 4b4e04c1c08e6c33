"""Sections `#abstract` and `#plain-language-summary`: abstracts in any number of languages, and the keywords."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.markup.select import has_class, text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.text import clean
from pipeline.tables import AbstractSection

CONTENT = "abstract-content"
LABEL = "sub-title"
LANGUAGE = re.compile(r"([a-z]{3})-abstract")
ENGLISH, UNDETERMINED = "eng", "und"
KEYWORDS = "keywords"


class Abstract(NamedTuple):
    """The abstracts of a page and its keywords."""

    sections: tuple[AbstractSection, ...]
    keywords: tuple[str, ...]
    unread: int
    """Pieces in and beside the abstracts that are neither part of one nor keywords."""


def extract_abstract(block: Element) -> Abstract:
    """The abstracts, English first as on the page; a page without an abstract may still have keywords."""
    contents = [child for child in block if has_class(child, CONTENT)]
    loose = [child for child in block.iterchildren("p") if child not in contents]
    keywords = [paragraph for paragraph in loose if _is_keywords(paragraph)]
    bare = [paragraph for paragraph in loose if not _is_keywords(paragraph)]
    sections = [section for content in contents for section in _sections(_language(content), content.iterchildren("p"))]
    unread = sum(_unread_pieces(content) for content in contents)
    if sections:
        unread += len(bare)
    else:
        sections = list(_sections(ENGLISH, iter(bare)))
    terms = tuple(term for paragraph in keywords for term in _terms(paragraph))
    return Abstract(_numbered(sections), terms, unread)


def _numbered(sections: list[AbstractSection]) -> tuple[AbstractSection, ...]:
    """Positions from 1 within each language, also where several blocks are in one."""
    reached: Counter[str] = Counter()
    numbered = []
    for section in sections:
        reached[section.language] += 1
        numbered.append(section._replace(position=reached[section.language]))
    return tuple(numbered)


def _unread_pieces(content: Element) -> int:
    """Lists, tables and loose text in an abstract: PubMed prints it in paragraphs alone."""
    others = sum(1 for child in content if child.tag != "p" and text_of(child))
    loose_text = sum(1 for text in (content.text, *(child.tail for child in content)) if clean(text))
    return others + loose_text


def extract_plain_language_summary(block: Element) -> str | None:
    """The paragraphs of the summary, joined by a blank."""
    return clean(" ".join(text for paragraph in block.iter("p") if (text := text_of(paragraph))))


def _sections(language: str, paragraphs: Iterator[Element]) -> Iterator[AbstractSection]:
    for paragraph in paragraphs:
        label, text = _label_and_text(paragraph)
        if text or label:
            yield AbstractSection(language, 0, label, category(label), text)


def _label_and_text(paragraph: Element) -> tuple[str | None, str | None]:
    label = next((child for child in paragraph.iterchildren("strong") if has_class(child, LABEL)), None)
    if label is None:
        return None, text_of(paragraph)
    printed = text_of(label)
    return clean(printed.removesuffix(":")) if printed else None, text_without(paragraph, label)


def _language(content: Element) -> str:
    """`eng` of `#eng-abstract` (ISO 639-2); `und`, undetermined, where the id is of another form."""
    identity = content.get("id")
    if identity is None:
        return ENGLISH
    found = LANGUAGE.fullmatch(identity)
    return found[1] if found else UNDETERMINED


def _is_keywords(paragraph: Element) -> bool:
    label, _ = _label_and_text(paragraph)
    return label is not None and label.lower() == KEYWORDS


def _terms(paragraph: Element) -> list[str]:
    """The keywords between semicolons; the full stop behind the last one is not its own."""
    _, text = _label_and_text(paragraph)
    terms = (text or "").removesuffix(".").split(";")
    return [term for raw in terms if (term := clean(raw))]
