"""Lists of other articles: `Similar articles`, `Cited by`, `Comment in` and their like.

An item is a title, then authors, citation and both again in short, then `PMID: 31399335 Free PMC article.`
Everything in it belongs to the other article. What follows the title is given only where its parts are told
apart for certain.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.layouts.flat_text.flags import FLAGS
from pipeline.layouts.flat_text.headings import Section
from pipeline.layouts.flat_text.lines import Line, Mark
from pipeline.layouts.flat_text.outline import Part
from pipeline.layouts.flat_text.prose import joined
from pipeline.layouts.flat_text.styles import Style
from pipeline.normalize.identifiers import pmid, pmid_of_link
from pipeline.normalize.text import clean
from pipeline.tables import RelatedArticle


class Item(NamedTuple):
    """The lines of one item: its title and the rest."""

    title: str
    rest: str
    pmid: int | None


SECTIONS = (Section.NOTICES, Section.LINKED, Section.SIMILAR, Section.CITED_BY)
RELATIONS = {"Similar articles": "similar", "Cited by": "cited_by"}
NOT_LETTERS = re.compile(r"[^a-z]+")
FURNITURE = re.compile(r"See all (?:similar articles|\"Cited by\" articles)$")
PMID = re.compile(r" ?\bPMID: ?(\d+)")
SHORT_DATE = re.compile(r"\. (?:1[5-9]|20)\d\d\.$")
YEAR = re.compile(r"\. (?:1[5-9]|20)\d\d\b")
BEFORE_JOURNAL = (". ", "? ", "! ", "] ", ".", "?", "!")
OTHERS = ", et al."


def read_related(parts: tuple[Part, ...], style: Style) -> tuple[RelatedArticle, ...]:
    """The articles of all lists, numbered through in page order."""
    rows = [_row(item, part) for part in parts if part.section in SECTIONS for item in _items(part.lines, style)]
    return tuple(row._replace(position=n) for n, row in enumerate(rows, 1))


def _items(lines: tuple[Line, ...], style: Style) -> Iterator[Item]:
    body = [line for line in lines if not FURNITURE.match(line.text)]
    for group in _by_item(body) if any(line.mark is Mark.ITEM for line in body) else _by_pmid(body):
        yield _item(group, style)


def _by_item(lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.mark is Mark.ITEM and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _by_pmid(lines: list[Line]) -> Iterator[list[Line]]:
    """Items without a mark: each ends with its PMID and what is said of it."""
    group: list[Line] = []
    has_pmid = False
    for line in lines:
        if has_pmid and not FLAGS.match(line.text) and not line.text.isdigit():
            yield group
            group, has_pmid = [], False
        group.append(line)
        has_pmid = has_pmid or "PMID:" in line.text
    if group:
        yield group


def _item(group: list[Line], style: Style) -> Item:
    length = _title_length(group)
    title, rest = (joined((line.text for line in lines), style) for lines in (group[:length], group[length:]))
    found = PMID.search(f"{title} {rest}")
    linked = next((number for line in group for link in line.links if (number := pmid_of_link(link.address))), None)
    number = pmid(found[1]) if found else None
    return Item(_before_pmid(title), _before_pmid(rest), number or linked)


def _title_length(group: list[Line]) -> int:
    """The lines of the title: those above the authors, who are known by their short copy below them."""
    for at in range(2, len(group)):
        first = group[at - 1].text.partition(",")[0].rstrip(".")
        if group[at].text in (f"{first}, et al.", f"{first}."):
            return at - 1
    return 1


def _before_pmid(text: str) -> str:
    found = PMID.search(text)
    return text[: found.start()] if found else text


def _row(item: Item, part: Part) -> RelatedArticle:
    relation = RELATIONS.get(part.heading) or NOT_LETTERS.sub("_", part.heading.lower()).strip("_")
    whole = f"{item.title} {item.rest}"
    text = _printed_once(whole.strip()) or (item.title if OTHERS in item.rest else whole)
    return RelatedArticle(relation, 0, item.pmid, clean(text) or "")


def _printed_once(text: str) -> str | None:
    """Title, authors and citation without the short copies; None if there are none, or they are not told apart.

    The short citation at the end, `J Anim Sci. 2018.`, names the journal, with which the full one begins.
    """
    short = SHORT_DATE.search(text)
    if short is None:
        return None
    end = text.rfind(".", 0, short.start()) + 1
    at = _citation_start(text, text[end : short.start()].strip(), end)
    return f"{_without_short_authors(text[:at].rstrip())} {text[at:end]}" if at else None


def _citation_start(text: str, journal: str, end: int) -> int | None:
    at = text.find(journal, 0, end) if journal else -1
    while at >= 0:
        if text.endswith(BEFORE_JOURNAL, 0, at) and YEAR.match(text, at + len(journal)):
            return at
        at = text.find(journal, at + 1, end)
    return None


def _without_short_authors(text: str) -> str:
    """`… Pileri SA. Pileri SA.` and `… Wang C, Gong Q. Wang C, et al.` without what is there again."""
    before, _, last = text.removesuffix(".").rpartition(". ")
    if f"{last}.".endswith(OTHERS) or f" {before}".endswith(f" {last}"):
        return f"{before}."
    listed = text.rpartition(" [")[2]
    return text.removesuffix(f" [{listed}") if text.endswith(f"[{listed} [{listed}") else text
