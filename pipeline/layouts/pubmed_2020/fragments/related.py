"""Similar and citing articles, which pages since 2026 leave out."""

import re
from collections.abc import Iterator

from pipeline.errors import BrokenPromise, NothingListed
from pipeline.layouts.pubmed_2020.related import DOCSUM, RELATIONS, read_related
from pipeline.markup.select import first, many
from pipeline.markup.tree import Element
from pipeline.page import ArticlePage

LIST_ENDING = "-articles-list"
"""What the id of a list has behind that of its section."""
LIST_OF_LINK = re.compile(r"\blinksrc=([a-z]+)_articles_link")
SEE_ALL = "show-all-linked-articles"
LISTED_FOR = re.compile(r"[?&]from_uid=([0-9]+)")


def read_related_lists(body: Element) -> ArticlePage:
    """The other articles of all lists."""
    related = read_related((item, _relation(item)) for item in many(body, "li", DOCSUM))
    if not related:
        raise NothingListed("the answer lists no other article")
    return ArticlePage(related_articles=related, filled_blocks=("related_articles",))


def owners(body: Element) -> Iterator[str]:
    """The PMIDs in `See all similar articles`, whose link names the article that they are similar to."""
    addresses = (link.get("data-href") or link.get("href") or "" for link in many(body, "a", SEE_ALL))
    return (found[1] for address in addresses if (found := LISTED_FOR.search(address)))


def _relation(item: Element) -> str:
    relation = _relation_of_list(item) or _relation_of_link(item)
    if relation is None:
        raise BrokenPromise("a list of other articles does not say which one it is")
    return relation


def _relation_of_list(item: Element) -> str | None:
    """By the id of the list or of its section."""
    names = ((around.get("id") or "").removesuffix(LIST_ENDING) for around in item.iterancestors("ul", "div"))
    return next((RELATIONS[name] for name in names if name in RELATIONS), None)


def _relation_of_link(item: Element) -> str | None:
    """By what the item's own link tells NCBI's log, for items without their list."""
    title = first(item, "a", "docsum-title")
    named = LIST_OF_LINK.search(title.get("ref") or "") if title is not None else None
    return RELATIONS.get(named[1]) if named else None
