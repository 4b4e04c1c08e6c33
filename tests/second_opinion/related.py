"""`#similar`, `#citedby` and `#linked-…`: other articles."""

from collections.abc import Iterable, Iterator
from itertools import count

from bs4 import Tag

from tests.second_opinion.rows import RelatedArticle
from tests.second_opinion.words import attribute, first, words

RELATIONS = {"similar": "similar", "citedby": "cited_by"}
ITEMS = ["full-docsum", "raw-citation"]
PARTS = (("a", "docsum-title"), ("span", "full-authors"), ("span", "full-journal-citation"))


def scrape_related(blocks: Iterable[Tag]) -> list[RelatedArticle]:
    """The articles of these lists, numbered through."""
    position = count(1)
    return [
        RelatedArticle(_relation(block), next(position), *printed) for block in blocks for printed in _articles(block)
    ]


def _relation(block: Tag) -> str:
    return RELATIONS.get(str(block["id"])) or (words(block.h2) or "").lower().replace(" ", "_")


def _articles(block: Tag) -> Iterator[tuple[int | None, str | None]]:
    for item in block.find_all("li", class_=ITEMS):
        title, *others = (first(item, *part) for part in PARTS)
        if title is None:
            yield None, words(item)
        else:
            number = (attribute(title, "href") or "").strip("/")
            yield int(number), " ".join(filter(None, map(words, (title, *others))))
