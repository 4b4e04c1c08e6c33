"""Authors and affiliations in the head's full view.

    Chao Wang 1 , Timothy W McKeithan 2 ; MetaSUB Consortium     names, the numbers of their affiliations, commas
    Chao Wang  1 Timothy W McKeithan  2                          the same from a tool that drops the commas

Without commas two names without a number run into one another; such a list is not read.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_plus

from pipeline.layouts.flat_text.byline import Byline
from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.links import Link
from pipeline.normalize.identifiers import emails
from pipeline.normalize.text import clean
from pipeline.tables import Affiliation, Author


class Named(NamedTuple):
    """A name, the signs behind it, and the separator before it."""

    name: str
    signs: tuple[str, ...]
    separator: str = ","


class People(NamedTuple):
    """The authors, whether they are all of them, and their affiliations."""

    authors: tuple[Author, ...]
    is_complete: bool
    affiliations: tuple[Affiliation, ...]


AFFILIATIONS = re.compile(r"(?:Collaborators, )?Affiliations?(?: (?:Expand|Collapse))?$|Expand$|Collapse$")
BEHIND_AUTHORS = re.compile(rf" (?:{AFFILIATIONS.pattern})")
"""The same where a tool ran it together with the names."""
BELOW = r"PMID:|PMCID:|DOI:|Free(?: PMC)? article$|Item in Clipboard$|Contributed equally|Collaborators,?$"
BELOW_AFFILIATIONS = re.compile(rf"{BELOW}|#")
BELOW_AUTHORS = re.compile(rf"{BELOW}|No authors listed$|\[Article in |{AFFILIATIONS.pattern}")
NO_AUTHORS = "No authors listed"
SEPARATOR = re.compile(r" ?([,;])(?: |$)")
BEFORE_GROUP = ";"
"""A group stands behind a semicolon, and before another if a person follows it."""
NO_SIGN = re.compile(r"[\s,;]+")
SIGN = re.compile(r"#|\d{1,3}")
EQUAL = "#"
RUN_TOGETHER = re.compile(r"\b(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Ben|Fitz)[A-Z])\w*[a-zß-ÿ][A-Z]|\)\w")
"""A capital inside a word where no family name has one, or no blank behind a name in parentheses."""
AUTHOR_LINK = re.compile(r"cauthor_id=|%5BCorporate\+Author%5D")
PARTICLES = frozenset(
    """
    a af al and at av ben bin d d' da dalla de del della den der di dit do dos du e el for ibn in la las le los of on
    te ten ter the van vom von y zu zur
    """.split()  # noqa: SIM905  # reads as a list
)
"""Words of names, of persons and of groups, that begin with a small letter."""
CORPORATE = "[Corporate Author]"


def read_people(view: tuple[Line, ...], byline: Byline) -> People:
    """The authors, and the affiliations that they point to."""
    affiliations = read_affiliations(view)
    return People(*read_authors(view, byline, len(affiliations)), affiliations)


def read_affiliations(view: tuple[Line, ...]) -> tuple[Affiliation, ...]:
    """The affiliations in their printed order, without their numbers."""
    start = max((at + 1 for at, line in enumerate(view) if AFFILIATIONS.match(line.text)), default=len(view))
    end = next((at for at in range(start, len(view)) if BELOW_AFFILIATIONS.match(view[at].text)), len(view))
    texts = (text for parts in _numbered(view[start:end]) if (text := clean(" ".join(parts))))
    return tuple(Affiliation(n, text, emails(text)) for n, text in enumerate(texts, 1))


def read_authors(view: tuple[Line, ...], byline: Byline, affiliations: int) -> tuple[tuple[Author, ...], bool]:
    """The authors, and whether they are all of them: the short byline names only the first."""
    lines = _author_lines(view)
    text = BEHIND_AUTHORS.sub("", " ".join(line.text for line in lines))
    named = tuple(_listed(text, byline)) or tuple(_linked(lines))
    if named:
        links = {link.words: link for line in lines for link in line.links if AUTHOR_LINK.search(link.address)}
        rows = tuple(_author(n, one, links.get(one.name), affiliations) for n, one in enumerate(named, 1))
        return _with_groups(rows, named), True
    if any(line.text == NO_AUTHORS for line in view):
        return (), True
    if byline.first_author is None:
        return (), False
    first = _author(1, Named(byline.first_author, ()), None, 0)._replace(equal_contribution=None)
    return (first,), not byline.has_more_authors


def _with_groups(rows: tuple[Author, ...], named: tuple[Named, ...]) -> tuple[Author, ...]:
    """The authors, those marked that stand between semicolons."""
    marked: list[Author] = []
    for at, row in enumerate(rows):
        is_last = at + 1 == len(rows)
        is_apart = named[at].separator == BEFORE_GROUP and (is_last or named[at + 1].separator == BEFORE_GROUP)
        is_behind_group = bool(marked) and marked[-1].is_collective
        marked.append(row._replace(is_collective=row.is_collective or (is_apart and not is_behind_group)))
    return tuple(marked)


def _author_lines(view: tuple[Line, ...]) -> tuple[Line, ...]:
    start = next((at for at, line in enumerate(view) if not line.text.startswith("[Article in")), len(view))
    end = next((at for at in range(start, len(view)) if BELOW_AUTHORS.match(view[at].text)), len(view))
    return view[start:end]


def _numbered(lines: tuple[Line, ...]) -> Iterator[tuple[str, ...]]:
    """The pieces of each affiliation: it opens with the next number, or as an item of a list."""
    parts: list[str] = []
    number = 1
    for line in lines:
        rest = _behind_number(line.text, number)
        if rest is None and (line.mark is not Mark.ITEM or not parts) and number > 1:
            parts.append(line.text)
            continue
        if parts:
            yield tuple(parts)
        parts = [line.text if rest is None else rest]
        number += 1
    if parts:
        yield tuple(parts)


def _behind_number(text: str, number: int) -> str | None:
    rest = text.removeprefix(str(number))
    return rest.strip() if rest != text and not rest[:1].isdigit() and not rest.startswith((".", ",")) else None


def _linked(lines: tuple[Line, ...]) -> Iterator[Named]:
    """Names that are links; the signs stand between one name and the next."""
    text = " ".join(line.text for line in lines)
    names = [link.words for line in lines for link in line.links if AUTHOR_LINK.search(link.address)]
    end = 0
    for at, name in enumerate(names):
        start = text.find(name, end) + len(name)
        end = text.find(names[at + 1], start) if at + 1 < len(names) else len(text)
        end = len(text) if end < 0 else end
        yield Named(name, tuple(sign for sign in NO_SIGN.split(text[start:end]) if SIGN.fullmatch(sign)))


def _listed(text: str, byline: Byline) -> Iterator[Named]:
    if SEPARATOR.search(text) or not any(SIGN.fullmatch(word) for word in text.split()):
        named = _separated(text)
    else:
        named = list(_without_commas(text))
    if all(one.name for one in named) and _agrees(named, byline):
        yield from named


def _separated(text: str) -> list[Named]:
    pieces = [",", *SEPARATOR.split(text)]
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return [_with_signs(piece)._replace(separator=separator) for separator, piece in pairs if piece.strip()]


def _agrees(named: list[Named], byline: Byline) -> bool:
    """Whether the short byline names the same first author; without one, whether all look like names."""
    if byline.first_author is None:
        return all(word in PARTICLES or not word[:1].islower() for one in named for word in one.name.split())
    return bool(named) and named[0].name == byline.first_author and (len(named) > 1) == byline.has_more_authors


def _with_signs(piece: str) -> Named:
    words = piece.split()
    end = len(words)
    while end and SIGN.fullmatch(words[end - 1]):
        end -= 1
    return Named(" ".join(words[:end]), tuple(words[end:]))


def _without_commas(text: str) -> Iterator[Named]:
    """Names that only their numbers tell apart; none at all if two of them have run together."""
    if RUN_TOGETHER.search(text):
        return
    name: list[str] = []
    signs: list[str] = []
    for word in [*text.split(), ""]:
        if signs and not SIGN.fullmatch(word):
            yield Named(" ".join(name), tuple(signs))
            name, signs = [], []
        (signs if SIGN.fullmatch(word) else name).append(word)


def _author(position: int, named: Named, link: Link | None, affiliations: int) -> Author:
    term = unquote_plus(link.address.partition("term=")[2].partition("&")[0]) if link else ""
    numbers = [int(sign) for sign in named.signs if sign.isdigit()]
    return Author(
        position=position,
        name=named.name,
        short_name=clean(term.removesuffix(CORPORATE)),
        is_collective=term.endswith(CORPORATE),
        equal_contribution=EQUAL in named.signs,
        orcid=None,
        affiliation_positions=[number for number in numbers if 0 < number <= affiliations],
    )
