"""A file of PubMed's XML as the element of each article, one at a time.

A file may come from anybody. Of its bytes nothing is loaded from elsewhere: no DTD, no entity, no address. An article
with an entity that XML does not know by itself is refused, since NLM writes none, so nothing multiplies. lxml's own
bounds stay (256 elements in each other, 10 MB of text in one), for NLM's articles are far below them; and a bound of
bytes between two articles keeps a file from filling the memory with what is no article, or with packed blanks.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BufferedIOBase
from pathlib import Path
from typing import Final, Literal

from lxml import etree

from pipeline.errors import SourceError
from pipeline.markup.tree import Element
from pipeline.sources.faults import UNREADABLE, in_words
from pipeline.sources.names import compression_of
from pipeline.sources.packing import unpacking

ARTICLE: Final = "PubmedArticle"
ARTICLES: Final = "PubmedArticleSet"
MOST_BYTES: Final = 64 * 2**20
"""Of one article, and of what stands between two; NLM's largest have a few MB."""
_CHUNK: Final = 2**16


class _XmlRefused(SourceError):
    """What a file says cannot be read as articles."""


def articles_in(path: Path) -> Iterator[Element]:
    """The element of each article, in the file's order; it is emptied when the next one is asked for.

    Raises SourceError, which names the file, where its bytes cannot be had, or are no such XML.
    """
    try:
        with path.open("rb") as stored, closing(unpacking(stored, compression_of(path.name))) as stream:
            yield from _articles(stream)
    except _XmlRefused as error:
        raise SourceError(f"{path}: {error}") from error
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{path}: no whole XML ({error.msg})") from error
    except UNREADABLE as error:
        raise SourceError(f"{path}: {in_words(error)}") from error


def _articles(stream: BufferedIOBase) -> Iterator[Element]:
    parser = _parser(("start", "end"), (ARTICLES, ARTICLE))
    read, root = 0, _Root()
    while chunk := stream.read(_CHUNK):
        root.look(chunk)
        parser.feed(chunk)
        read += len(chunk)
        for event, element in parser.read_events():
            if event == "end" and element.tag == ARTICLE:
                yield _confirmed(element)
                _empty(element)
                read = 0
        if read > MOST_BYTES:
            raise _XmlRefused(f"more than {MOST_BYTES:,} bytes without the end of an article")
    parser.close()


def _parser(events: Sequence[Literal["start", "end"]], tags: tuple[str, ...] | None) -> "etree.XMLPullParser[Element]":
    return etree.XMLPullParser(
        events,
        tag=tags,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


class _Root:
    """Looks for the first element of a file, which says whether it can be one of PubMed's."""

    def __init__(self) -> None:
        self._parser: etree.XMLPullParser[Element] | None = _parser(("start",), None)

    def look(self, chunk: bytes) -> None:
        """The next bytes. Raises where the file begins with another element."""
        if self._parser is None:
            return
        self._parser.feed(chunk)
        for _, element in self._parser.read_events():
            if element.tag != ARTICLES:
                raise _XmlRefused(f"its first element is {_name(element)}, not {ARTICLES}")
            self._parser = None
            return


def _name(element: Element) -> str:
    return element.tag if isinstance(element.tag, str) else "no element"


def _confirmed(element: Element) -> Element:
    if next(element.iter(etree.Entity), None) is not None:
        raise _XmlRefused("an article uses an entity that is none of XML's own")
    return element


def _empty(element: Element) -> None:
    """Let go of an article, and of whatever stands in front of it."""
    element.clear()
    while (before := element.getprevious()) is not None:
        parent = before.getparent()
        if parent is None:
            return
        parent.remove(before)
