"""Section `Abstract`: its paragraphs with their labels, its keywords, and the copyright below it.

A label is a paragraph's first words up to a colon. The text does not show whether PubMed printed them as a
label or the author wrote them as prose, so they count only in an abstract of several paragraphs, of which NLM knows a
label or all have one; the exceptions are `PIP:`, by which POPLINE's abstracts are known, and what stands below one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.layouts.flat_text.languages import language_of
from pipeline.layouts.flat_text.lines import Line
from pipeline.layouts.flat_text.prose import joined
from pipeline.layouts.flat_text.styles import Paragraphs, Style
from pipeline.normalize.abstract_labels import category
from pipeline.normalize.text import clean
from pipeline.tables import AbstractSection


class Abstract(NamedTuple):
    """What the section holds."""

    sections: tuple[AbstractSection, ...] = ()
    keywords: tuple[str, ...] = ()
    copyright: str | None = None


IN_LANGUAGES = re.compile(r"(?:in|IN) [A-Z]\w+(?:, [A-Z]\w+)*,?$|in$|,$|[A-Z][a-z]+,?$")
LABEL = re.compile(r"(?P<label>[^\s:.!?][^:.!?]{0,99}(?:\?)?):\s+(?P<text>\S.*)", re.DOTALL)
LABEL_ALONE = re.compile(r"[A-Z\d][^:.!]{0,99}:$")
ALONE = frozenset({"PIP", "Supplementary information"})
KEYWORDS = ("Keywords:", "KEYWORDS:")
COPYRIGHT = re.compile(r"(?:\W*copyright\b|©|\(c\)|.{0,200}(?:©|all rights reserved))", re.IGNORECASE)
NONE_AVAILABLE = "No abstract available"
ENGLISH = "eng"


def read_abstract(lines: tuple[Line, ...], style: Style) -> Abstract:
    """The abstract's sections, numbered through by language, and what stands below them."""
    paragraphs = [text for text in _paragraphs(_body(lines), style) if text.rstrip(".") != NONE_AVAILABLE]
    at = next((n for n, text in enumerate(paragraphs) if text.startswith(KEYWORDS)), None)
    if at is not None:
        below = " ".join(paragraphs[at + 1 :])
        return Abstract(_sections(paragraphs[:at]), _keywords(paragraphs[at]), clean(below))
    if paragraphs and COPYRIGHT.match(paragraphs[-1]):
        return Abstract(_sections(paragraphs[:-1]), (), paragraphs[-1])
    return Abstract(_sections(paragraphs))


def _body(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Without the choice of languages, `in English, French`."""
    if not lines or not lines[0].text.startswith(("in", "IN ")):
        return lines
    start = next((at for at, line in enumerate(lines) if not IN_LANGUAGES.match(line.text)), len(lines))
    return lines[start:]


def _paragraphs(lines: tuple[Line, ...], style: Style) -> Iterator[str]:
    """Lines joined to paragraphs; a label that stands alone opens one."""
    pieces: list[str] = []
    language: str | None = None
    for line in lines:
        spoken = language_of(line.text) if style.paragraphs is Paragraphs.FRAGMENTS else None
        if pieces and (_opens(line, pieces, style) or (spoken and language and spoken != language)):
            yield joined(pieces, style)
            pieces, language = [], None
        pieces.append(line.text)
        language = language or spoken
    if pieces:
        yield joined(pieces, style)


def _opens(line: Line, pieces: list[str], style: Style) -> bool:
    last = pieces[-1]
    if LABEL_ALONE.match(last):
        found = LABEL.fullmatch(line.text)
        return bool(LABEL_ALONE.match(line.text) or (found and category(found["label"])))
    if style.paragraphs is Paragraphs.FRAGMENTS:
        is_behind_keywords = pieces[0].startswith(KEYWORDS) and last.endswith(".") and line.text[0] not in ";,."
        return is_behind_keywords or bool(LABEL_ALONE.match(line.text) or COPYRIGHT.match(line.text))
    return line.has_gap or style.paragraphs is Paragraphs.LINES


def _keywords(paragraph: str) -> tuple[str, ...]:
    """The terms of `Keywords: a; b; c.`."""
    terms = paragraph.partition(":")[2].strip().removesuffix(".")
    return tuple(word for term in terms.split("; ") if (word := clean(term)))


def _sections(paragraphs: list[str]) -> tuple[AbstractSection, ...]:
    spoken = _with_languages(paragraphs)
    labelled = {language for language, _ in spoken if _has_labels([text for one, text in spoken if one == language])}
    counts = Counter[str]()
    rows = []
    for language, paragraph in spoken:
        counts[language] += 1
        label, text = _label(paragraph) if language in labelled else _only_label(paragraph)
        rows.append(AbstractSection(language, counts[language], label, category(label), text))
    return tuple(rows)


def _with_languages(paragraphs: list[str]) -> list[tuple[str, str]]:
    """Each paragraph behind its language: its own where it shows one, else that of the paragraph before."""
    language, spoken = ENGLISH, []
    for paragraph in paragraphs:
        language = language_of(paragraph) or language
        spoken.append((language, paragraph))
    return spoken


def _has_labels(paragraphs: list[str]) -> bool:
    """Whether the paragraphs of an abstract have labels."""
    labels = [_label(paragraph)[0] for paragraph in paragraphs]
    return len(labels) > 1 and (all(labels) or any(map(category, labels)))


def _label(paragraph: str) -> tuple[str | None, str | None]:
    """The paragraph's label and its text."""
    found = LABEL.fullmatch(paragraph)
    if found is not None:
        return found["label"], found["text"]
    is_bare = LABEL_ALONE.fullmatch(paragraph) is not None
    return (paragraph.removesuffix(":"), None) if is_bare else (None, paragraph)


def _only_label(paragraph: str) -> tuple[str | None, str | None]:
    """The same where the abstract's other paragraphs have none."""
    label, text = _label(paragraph)
    return (label, text) if label in ALONE else (None, paragraph)
