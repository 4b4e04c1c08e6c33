"""A fragment, read: it is whole, it is one answer, it lists something, and something says whose it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml.etree import tostring

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020.fragments import authors, references, related
from pipeline.layouts.pubmed_2020.fragments.owner import find_owner
from pipeline.markup.tree import Element, parse_fragment
from pipeline.markup.whole import promise_whole
from pipeline.outcome import Document, Layout
from pipeline.page import ArticlePage


class _Kind(NamedTuple):
    """How a kind of fragment is read."""

    read: Callable[[Element], ArticlePage]
    owners: Callable[[Element], Iterator[str]]
    """The PMIDs that its links show of the article."""
    asked_for: str
    """The last part of its address on PubMed."""


_KINDS = {
    Layout.REFERENCES_FRAGMENT: _Kind(references.read_references, references.owners, "references"),
    Layout.AUTHORS_FRAGMENT: _Kind(authors.read_author_list, authors.owners, "long-authors"),
    Layout.RELATED_FRAGMENT: _Kind(related.read_related_lists, related.owners, "similar"),
}


def read_fragment(document: Document, layout: Layout) -> ArticlePage:
    """The list of a fragment and the PMID of its article.

    Truncated where the list is not whole, NothingListed where it is empty, NoIdentity where nothing says whose it is.
    """
    promise_whole(document.utf8)
    body = parse_fragment(document.utf8, "body")
    _drop_copies(body)
    kind = _KINDS[layout]
    page = kind.read(body)
    owner = find_owner(kind.owners(body), document.provenance, kind.asked_for)
    return replace(page, pmid=owner.pmid, warnings=(*page.warnings, *owner.warnings))


def _drop_copies(body: Element) -> None:
    """A crawler that appends saves an answer twice: a block counts once; BrokenPromise for two different answers."""
    seen: set[str] = set()
    copies: set[bytes] = set()
    for block in list(body):
        names = _list_names(block)
        copy = tostring(block, with_tail=False)
        if names and copy in copies:
            body.remove(block)
            continue
        for name in names:
            if name in seen:
                raise BrokenPromise(f"#{name} stands twice: two answers run together")
            seen.add(name)
        copies.add(copy)


def _list_names(block: Element) -> list[str]:
    """The ids of the lists of a block and of their items; other ids may stand twice by a mishap of the site's."""
    return [name for element in block.iter("ol", "ul", "li") if (name := element.get("id"))]
