"""Sections `#similar`, `#citedby` and `#linked-…`, or a list for one of them: links from the article to others.

Everything in them belongs to the other articles: titles, dates, identifiers, `Free PMC article.`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.known import NOTHING_KNOWN
from pipeline.markup.select import first, has_class, text_of
from pipeline.markup.tree import Element
from pipeline.normalize.identifiers import pmid_of_link
from pipeline.normalize.text import clean
from pipeline.tables import RelatedArticle

RELATIONS = {"similar": "similar", "citedby": "cited_by"}
"""The lists whose relation is not their heading, by the section's id."""
DOCSUM = "full-docsum"
NOT_LETTERS = re.compile(r"[^a-z]+")
PRINTED_PARTS = (("span", "full-authors"), ("span", "full-journal-citation"))


def extract_related(
    lists: Iterable[tuple[str, Element]], known: Mapping[str, object] = NOTHING_KNOWN
) -> tuple[RelatedArticle, ...]:
    """The articles of all lists, each given with its section's id, numbered through in page order.

    Those of the `known` sections have been read already.
    """
    return _numbered(row for identity, block in lists for row in _known(known, identity) or _rows(identity, block))


def _known(known: Mapping[str, object], identity: str) -> Iterable[RelatedArticle]:
    return cast("Iterable[RelatedArticle]", known.get(identity, ()))


def read_related(items: Iterable[tuple[Element, str]]) -> tuple[RelatedArticle, ...]:
    """The articles of these items of lists, each given with its relation, numbered through."""
    return _numbered(row for item, relation in items if (row := _row(item, relation)) is not None)


def related_article(relation: str, printed: Iterable[str | None], href: str | None) -> RelatedArticle | None:
    """The row of an article whose title, authors and citation are printed; it has no position yet."""
    text = clean(" ".join(part for part in printed if part))
    return RelatedArticle(relation, 0, pmid_of_link(href), text) if text else None


def _numbered(rows: Iterable[RelatedArticle]) -> tuple[RelatedArticle, ...]:
    return tuple(row._replace(position=n) for n, row in enumerate(rows, 1))


def _rows(identity: str, block: Element) -> Iterator[RelatedArticle]:
    relation = RELATIONS.get(identity) or _relation_of_heading(block)
    return (row for item in block.iterdescendants("li") if (row := _row(item, relation)) is not None)


def _relation_of_heading(block: Element) -> str:
    """`Erratum in` is `erratum_in`."""
    heading = text_of(first(block, "h2"))
    if heading is None:
        raise BrokenPromise("a list of linked articles has no heading")
    return NOT_LETTERS.sub("_", heading.lower()).strip("_")


def _row(item: Element, relation: str) -> RelatedArticle | None:
    if has_class(item, DOCSUM):
        return _linked(item, relation)
    text = text_of(item) if has_class(item, "raw-citation") else None
    return RelatedArticle(relation, 0, _pmid(item), text) if text else None


def _linked(item: Element, relation: str) -> RelatedArticle | None:
    title = first(item, "a", "docsum-title")
    parts = [text_of(title), *(text_of(first(item, tag, class_)) for tag, class_ in PRINTED_PARTS)]
    return related_article(relation, parts, title.get("href") if title is not None else None)


def _pmid(item: Element) -> int | None:
    return next((found for link in item.iter("a") if (found := pmid_of_link(link.get("href")))), None)
