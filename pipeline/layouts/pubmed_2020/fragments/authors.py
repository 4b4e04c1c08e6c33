"""What a page leaves out of a very long list of authors: their affiliations, and where the answer has them the names.

The same answer lists collaborators, who are no authors.
"""

import re
from collections.abc import Iterator

from pipeline.errors import NothingListed
from pipeline.layouts.pubmed_2020.authors import (
    AFFILIATIONS_NOT_LISTED,
    are_all_resolved,
    printed_author,
    read_affiliations,
    read_authors,
)
from pipeline.markup.select import has_class, many
from pipeline.markup.tree import Element
from pipeline.page import ArticlePage

AUTHOR = "authors-list-item"
COLLABORATORS = "collaborations"
AFFILIATIONS = "item-list"
AUTHOR_OF = re.compile(r"[?&]cauthor_id=([0-9]+)")


def read_author_list(body: Element) -> ArticlePage:
    """The affiliations, and the authors where the answer names them."""
    affiliations = read_affiliations(_affiliation_items(body))
    printed = [printed_author(item) for item in many(body, "span", AUTHOR) if not _is_collaborator(item)]
    authors = read_authors(printed, affiliations)
    if not authors and not affiliations:
        raise NothingListed("the answer lists neither authors nor affiliations")
    return ArticlePage(
        authors=authors,
        affiliations=tuple(affiliation for affiliation, _ in affiliations),
        warnings=() if are_all_resolved(printed, affiliations) else (AFFILIATIONS_NOT_LISTED,),
    )


def owners(body: Element) -> Iterator[str]:
    """The PMIDs in the links of the names, `/?term=Xu+L&cauthor_id=1`: the article that the person is author of."""
    addresses = (link.get("href") or "" for item in many(body, "span", AUTHOR) for link in many(item, "a"))
    return (found[1] for address in addresses if (found := AUTHOR_OF.search(address)))


def _affiliation_items(body: Element) -> Iterator[Element]:
    return (item for listed in many(body, "ul", AFFILIATIONS) for item in listed.iterchildren("li"))


def _is_collaborator(item: Element) -> bool:
    return any(has_class(around, COLLABORATORS) for around in item.iterancestors("div"))
