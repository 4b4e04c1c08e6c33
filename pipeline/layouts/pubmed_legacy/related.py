"""Links to other articles: `div.err` (`Comment in`, `Erratum in` …) and the lists in the side column.

The side column was fetched by the reader's browser, so that only pages saved from one have its lists.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_legacy.addresses import linked_pmid
from pipeline.markup.select import first, has_class, text_of, text_without
from pipeline.markup.tree import Element
from pipeline.normalize.text import clean
from pipeline.tables import RelatedArticle

NOT_LETTERS = re.compile(r"[^a-z]+")
SIDE_RELATIONS = {
    "similar articles": "similar",
    "related citations": "similar",
    "related articles": "similar",
    "cited by": "cited_by",
}
"""The side column's lists of articles, by how their headings begin: `Cited by 2 PubMed Central articles`."""
FLAGS = ("invert", "reviewflag")
"""`Review`, raised in front of a title."""
PRINTED_PARTS = ("author", "cit")

Linked = tuple[str, RelatedArticle]
"""A list's heading and one of its articles; the row has no position yet."""


def extract_linked(blocks: Iterable[Element]) -> Iterator[RelatedArticle]:
    """The linked articles of all blocks; `Comment in` is the relation `comment_in`."""
    for block in blocks:
        relation: str | None = None
        for element in block.iterdescendants("h3", "h4", "li"):
            if element.tag != "li":
                relation = NOT_LETTERS.sub("_", (text_of(element) or "").lower()).strip("_")
            elif text := text_of(element):
                yield RelatedArticle(_named(relation), 0, _pmid(element), text)


def extract_side_lists(side: Element | None) -> Iterator[RelatedArticle]:
    """The similar and the citing articles of the side column."""
    for heading, row in _side_articles(side):
        relation = _side_relation(heading)
        if relation is not None:
            yield row._replace(relation=relation)


def unknown_side_lists(side: Element | None) -> Iterator[str]:
    """The headings of lists of articles that these layouts do not know."""
    headings = dict.fromkeys(heading for heading, _ in _side_articles(side))
    return (heading for heading in headings if _side_relation(heading) is None)


def numbered(rows: Iterable[RelatedArticle]) -> tuple[RelatedArticle, ...]:
    """The rows of all lists, numbered through in page order."""
    return tuple(row._replace(position=n) for n, row in enumerate(rows, 1))


def _side_articles(side: Element | None) -> Iterator[Linked]:
    heading = ""
    for element in side.iterdescendants("h2", "h3", "li") if side is not None else ():
        if element.tag != "li":
            heading = text_of(element) or ""
        elif (row := _side_article(element)) is not None:
            yield heading, row


def _side_article(line: Element) -> RelatedArticle | None:
    """A line that leads to an article; the others lead to searches, databases and the reader's own history."""
    link, pmid = first(line, "a"), _pmid(line)
    if link is None or pmid is None:
        return None
    parts = [_title(link), *(text_of(first(line, "em", name)) for name in PRINTED_PARTS)]
    text = clean(" ".join(part for part in parts if part))
    return RelatedArticle("", 0, pmid, text) if text else None


def _title(link: Element) -> str | None:
    flag = next((child for child in link if any(has_class(child, name) for name in FLAGS)), None)
    return text_of(link) if flag is None else text_without(link, flag)


def _side_relation(heading: str) -> str | None:
    folded = heading.casefold()
    return next((relation for start, relation in SIDE_RELATIONS.items() if folded.startswith(start)), None)


def _named(relation: str | None) -> str:
    if not relation:
        raise BrokenPromise("a list of linked articles has no heading")
    return relation


def _pmid(line: Element) -> int | None:
    return next((found for link in line.iter("a") if (found := linked_pmid(link.get("href")))), None)
