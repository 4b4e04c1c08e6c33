"""`#abstract`: the abstract in every language, and the keywords."""

from collections.abc import Sequence

from bs4 import Tag

from tests.second_opinion.rows import AbstractSection
from tests.second_opinion.words import children, words

KEYWORDS = "Keywords:"
ENGLISH = "eng"


def scrape_abstract(block: Tag | None) -> list[AbstractSection]:
    """The paragraphs of every language; in old records they stand in the block without a content of their own."""
    contents = [child for child in children(block, "div") if "abstract-content" in child.get_attribute_list("class")]
    if not contents:
        paragraphs = [one for one in children(block, "p") if _label(one) != KEYWORDS]
        return _sections(ENGLISH, paragraphs)
    return [
        section
        for content in contents
        for section in _sections(str(content["id"]).removesuffix("-abstract"), children(content, "p"))
    ]


def scrape_keywords(block: Tag | None) -> list[str]:
    """The keywords, between semicolons."""
    printed = [_text(paragraph, KEYWORDS) for paragraph in children(block, "p") if _label(paragraph) == KEYWORDS]
    terms = (term.strip() for line in printed for term in line.removesuffix(".").split(";"))
    return [term for term in terms if term]


def join_abstract(sections: Sequence[AbstractSection]) -> str | None:
    """The English abstract, or the only one, a line a part."""
    english = [section for section in sections if section.language == ENGLISH] or sections
    lines = (": ".join(part for part in (section.label, section.text) if part) for section in english)
    return "\n".join(lines) or None


def _sections(language: str, paragraphs: Sequence[Tag]) -> list[AbstractSection]:
    return [_section(language, n, paragraph) for n, paragraph in enumerate(paragraphs, 1)]


def _section(language: str, position: int, paragraph: Tag) -> AbstractSection:
    label = _label(paragraph) or ""
    return AbstractSection(language, position, label.removesuffix(":") or None, _text(paragraph, label) or None)


def _label(paragraph: Tag) -> str | None:
    return words(paragraph.find("strong", class_="sub-title", recursive=False))


def _text(paragraph: Tag, label: str) -> str:
    return (words(paragraph) or "").removeprefix(label).strip()
