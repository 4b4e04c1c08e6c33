"""Text with inline markup, described once and read two ways: as HTML and as the words a reader sees."""

import re
import unicodedata
from dataclasses import dataclass
from html import escape

BYTE_ORDER_MARK = "\ufeff"
FORMULA_IMAGE = "formula image"
_MARKUP_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Tag:
    """An inline element; `attributes` are raw, as they stand in the source."""

    name: str
    content: "Text"
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class FormulaImage:
    """A formula that a caption shows as an image: a second `img` inside a figure."""

    url: str


Part = str | Tag | FormulaImage
Text = tuple[Part, ...]


def plain(*parts: str) -> Text:
    """Text without markup."""
    return parts


def italic(words: str) -> Tag:
    """A species, a gene, a statistic."""
    return Tag("i", (words,))


def bold(words: str) -> Tag:
    """A panel's letter."""
    return Tag("b", (words,))


def sub(words: str) -> Tag:
    """An index."""
    return Tag("sub", (words,))


def sup(words: str) -> Tag:
    """An exponent."""
    return Tag("sup", (words,))


def as_html(text: Text) -> str:
    """The text as it stands in a page's source."""
    return "".join([_part_as_html(part) for part in text])


def as_words(text: Text) -> str:
    """The text as a record keeps it: inline markup leaves its words, white space is one blank, NFC."""
    return tidy("".join(_raw_words(text)))


def as_shown(text: Text) -> str:
    """The words with their no-break and thin spaces and the names of images, as an extractor leaves them."""
    words = _raw_words(tuple(part if not isinstance(part, FormulaImage) else FORMULA_IMAGE for part in text))
    return _MARKUP_SPACE.sub(" ", "".join(words)).strip(" ")


def tidy(words: str) -> str:
    """The contract's rule for any text: NFC, one blank for every run of white space, no U+FEFF."""
    return unicodedata.normalize("NFC", " ".join(words.replace(BYTE_ORDER_MARK, "").split()))


def _part_as_html(part: Part) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    if isinstance(part, FormulaImage):
        return f'<img class="formula-image" alt="{FORMULA_IMAGE}" src="{escape(part.url)}"/>'
    attributes = f" {part.attributes}" if part.attributes else ""
    return f"<{part.name}{attributes}>{as_html(part.content)}</{part.name}>"


def _raw_words(text: Text) -> list[str]:
    words: list[str] = []
    for part in text:
        if isinstance(part, str):
            words.append(part)
        elif isinstance(part, Tag):
            words.extend(_raw_words(part.content))
    return words
