"""Authors and affiliations of a report: `Quill O(1), Brisk U(#)(1)(2); Kelp Study Group.`, `(1)Institute of Kelp.`."""

import re
from collections.abc import Iterator

from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.normalize.identifiers import emails
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author

PERSON = re.compile(
    r"(?P<name>[^\W\d_](?:[^\W\d_]|[ '’.-]){0,60} (?P<initials>[^\W\d_a-zß-öø-ÿ]{1,4})"
    r"(?: (?:Jr|Sr|II|III|IV|1st|2nd|3rd|4th))?)"
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
    """The authors and whether they are all; None where the text is no list of authors, but may be a group alone."""
    listed = text.removesuffix(".")
    if listed == NO_AUTHORS:
        return (), True
    others = listed.endswith(OTHERS)
    first, *more = listed.removesuffix(OTHERS).split("; ")
    rows = [row for segment in (first, *more) for row in _group_and_persons(segment, affiliations)]
    persons = [row for row in rows if not row.is_collective]
    if not persons or (rows[0].is_collective and not more):
        return None
    return tuple(row._replace(position=n) for n, row in enumerate(rows, 1)), not others


def read_group(text: str, affiliations: int) -> tuple[tuple[Author, ...], bool]:
    """A group as the only author."""
    return (_group(text.removesuffix("."), affiliations)._replace(position=1),), True


def read_affiliations(lines: tuple[Line, ...]) -> tuple[Affiliation, ...]:
    """The affiliations in their order, without their numbers."""
    texts = (text for part in _numbered(lines) if (text := clean(part)))
    return tuple(Affiliation(n, text, emails(text)) for n, text in enumerate(texts, 1))


def _person(text: str, affiliations: int) -> Author | None:
    found = PERSON.fullmatch(text)
    if found is None or not found["initials"].isupper():
        return None
    return _author(found["name"], found["signs"], affiliations)


def _group_and_persons(text: str, affiliations: int) -> Iterator[Author]:
    """What stands between two semicolons: a group, persons, or both; a name with commas is the group's."""
    pieces = text.split(", ")
    persons: list[Author] = []
    while pieces and (person := _person(pieces[-1], affiliations)) is not None:
        persons.append(person)
        pieces.pop()
    if pieces:
        yield _group(", ".join(pieces), affiliations)
    yield from reversed(persons)


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
