"""Sections `#abstract` and `#plain-language-summary`: abstracts in any number of languages, and the keywords."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
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


class PrintedParagraph(NamedTuple):
    """A paragraph of an abstract, or the line of keywords, as the page prints it."""

    label: str | None
    """With its colon."""
    text: str | None


class PrintedContent(NamedTuple):
    """An abstract in one language, as the page prints it."""

    identity: str | None
    """The id of its block: `eng-abstract`."""
    paragraphs: Sequence[PrintedParagraph]


def extract_abstract(block: Element) -> Abstract:
    """The abstracts, English first as on the page; a page without an abstract may still have keywords."""
    contents = [child for child in block if has_class(child, CONTENT)]
    loose = [_printed(child) for child in block.iterchildren("p") if child not in contents]
    abstract = read_abstract([_printed_content(content) for content in contents], loose)
    return abstract._replace(unread=abstract.unread + sum(map(_unread_pieces, contents)))


def read_abstract(contents: Sequence[PrintedContent], loose: Sequence[PrintedParagraph]) -> Abstract:
    """The abstracts out of what is printed; `loose` are the paragraphs behind them, which hold the keywords."""
    keywords = [paragraph for paragraph in loose if _is_keywords(paragraph)]
    bare = [paragraph for paragraph in loose if not _is_keywords(paragraph)]
    sections = [one for content in contents for one in _sections(_language(content.identity), content.paragraphs)]
    unread = len(bare) if sections else 0
    sections = sections or list(_sections(ENGLISH, bare))
    terms = tuple(term for paragraph in keywords for term in _terms(paragraph.text))
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


def _printed_content(content: Element) -> PrintedContent:
    return PrintedContent(content.get("id"), [_printed(paragraph) for paragraph in content.iterchildren("p")])


def _printed(paragraph: Element) -> PrintedParagraph:
    label = next((child for child in paragraph.iterchildren("strong") if has_class(child, LABEL)), None)
    if label is None:
        return PrintedParagraph(None, text_of(paragraph))
    return PrintedParagraph(text_of(label), text_without(paragraph, label))


def _sections(language: str, paragraphs: Sequence[PrintedParagraph]) -> Iterator[AbstractSection]:
    for paragraph in paragraphs:
        label = _label(paragraph)
        if paragraph.text or label:
            yield AbstractSection(language, 0, label, category(label), paragraph.text)


def _label(paragraph: PrintedParagraph) -> str | None:
    return clean(paragraph.label.removesuffix(":")) if paragraph.label else None


def _language(identity: str | None) -> str:
    """`eng` of `eng-abstract` (ISO 639-2); `und`, undetermined, where the id is of another form."""
    if identity is None:
        return ENGLISH
    found = LANGUAGE.fullmatch(identity)
    return found[1] if found else UNDETERMINED


def _is_keywords(paragraph: PrintedParagraph) -> bool:
    label = _label(paragraph)
    return label is not None and label.lower() == KEYWORDS


def _terms(text: str | None) -> list[str]:
    """The keywords between semicolons; the full stop behind the last one is not its own."""
    terms = (text or "").removesuffix(".").split(";")
    return [term for raw in terms if (term := clean(raw))]
