"""Authors and affiliations of a report: `Quill O(1), Brisk U(#)(1)(2); Kelp Study Group.`, `(1)Institute of Kelp.`."""

import re
from collections.abc import Iterator

from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.normalize.identifiers import emails
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author

PERSON = re.compile(
    r"(?P<name>[^\W\d_](?:[^\W\d_]|[ '’.-]){0,60} [A-Z]{1,4}(?: (?:Jr|Sr|II|III|IV|1st|2nd|3rd|4th))?)"
    r"(?P<signs>(?:\((?:\d{1,3}|#)\)){0,40})"
)
SIGN = re.compile(r"\((\d{1,3}|#)\)")
SIGNS_AT_END = re.compile(r"(?:\((?:\d{1,3}|#)\)){1,40}$")
EQUAL = "#"
OTHERS = ", et al"
NO_AUTHORS = "[No authors listed]"
EQUAL_NOTE = re.compile(r"\(#\)\S")
NUMBER_ALONE = re.compile(r"\d{1,3}$")


def read_authors(text: str, affiliations: int) -> tuple[tuple[Author, ...], bool] | None:
    """The authors and whether they are all; None where the text is no list of authors."""
    if text.removesuffix(".") == NO_AUTHORS:
        return (), True
    listed = text.removesuffix(".")
    others = listed.endswith(OTHERS)
    persons, *groups = listed.removesuffix(OTHERS).split("; ")
    rows = list(_persons(persons, affiliations))
    if not rows or any(row is None for row in rows):
        return None
    for group in groups:
        members = list(_persons(group, affiliations))
        rows += [_group(group, affiliations)] if None in members else members
    return tuple(row._replace(position=n) for n, row in enumerate(filter(None, rows), 1)), not others


def read_affiliations(lines: tuple[Line, ...]) -> tuple[Affiliation, ...]:
    """The affiliations in their order, without their numbers."""
    texts = (text for part in _numbered(lines) if (text := clean(part)))
    return tuple(Affiliation(n, text, emails(text)) for n, text in enumerate(texts, 1))


def _persons(text: str, affiliations: int) -> Iterator[Author | None]:
    for piece in text.split(", "):
        found = PERSON.fullmatch(piece)
        yield _author(found["name"], found["signs"], affiliations) if found else None


def _group(text: str, affiliations: int) -> Author:
    signs = SIGNS_AT_END.search(text)
    name = text[: signs.start()] if signs else text
    author = _author(name, signs[0] if signs else "", affiliations)
    return author._replace(short_name=None, is_collective=True)


def _author(name: str, signs: str, affiliations: int) -> Author:
    marks = SIGN.findall(signs)
    numbers = [int(mark) for mark in marks if mark != EQUAL]
    return Author(
        position=0,
        name=name,
        short_name=name,
        is_collective=False,
        equal_contribution=EQUAL in marks,
        orcid=None,
        affiliation_positions=[number for number in numbers if 0 < number <= affiliations],
    )


def _numbered(lines: tuple[Line, ...]) -> Iterator[str]:
    """The text of each affiliation: behind `(1)`, behind a number on a line of its own, or in an item of a list."""
    if any(NUMBER_ALONE.match(line.text) or line.mark is Mark.ITEM for line in lines):
        yield from _of_list(lines)
        return
    text = " ".join(line.text for line in lines)
    note = EQUAL_NOTE.search(text)
    text = text[: note.start()] if note else text
    number, start = 1, 0
    while (at := text.find(f"({number})", start)) >= 0:
        yield text[start:at]
        number, start = number + 1, at + len(f"({number})")
    yield text[start:]


def _of_list(lines: tuple[Line, ...]) -> Iterator[str]:
    parts: list[str] = []
    number = 1
    for line in lines:
        rest = line.text.removeprefix(str(number))
        is_numbered = rest != line.text and not rest[:1].isdigit()
        if is_numbered or line.mark is Mark.ITEM:
            yield " ".join(parts)
            parts = []
        number += is_numbered
        parts.append(rest if is_numbered else line.text)
    yield " ".join(parts)
