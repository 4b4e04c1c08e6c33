"""The careful way to a page's article, for pages that break the promises of the fast one.

The fast way cuts `<main>` out of the bytes and believes that its children are the sections. Here Beautiful Soup reads
the whole page, so that a `<main` inside a script or a comment is none, and sections are found by their ids wherever a
lost or stray tag has put them. It runs on lxml: that is linear on any input, while `html.parser` is not on comments
and tags that never end; and it implies the ends of `<p>` and `<li>` as the fast way does, so that both give equal
trees.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, TypeGuard

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from pipeline.errors import BrokenPromise
from pipeline.markup.tree import Element, confirm_whole, parse_fragment

MAX_BYTES: Final = 4 * 2**20
MAX_TAGS: Final = 50_000
"""More is refused: Beautiful Soup may take 40 microseconds a tag, and PubMed's longest pages have a fifth of them."""
MAX_BLOCKS: Final = 1_000
"""Children of `<main>`; an article has some thirty, and Beautiful Soup looks for one among all its siblings."""
ARTICLE_MAIN: Final = "article-details"

_UNSEEN = re.compile(rb"<!--(?:.*?-->|.*+)|<(script|style|template)\b(?:.*?</\1\s*+>|.*+)", re.DOTALL | re.IGNORECASE)
"""What no reader sees; one that does not end hides all that follows it, and is not looked for twice."""
_MAIN_TAG = re.compile(rb"<(/?)main\b[^<>]*+>", re.IGNORECASE)


IsSection = Callable[[str], bool]
"""Whether an id names a section of the layout."""


def careful_article(utf8: bytes, is_section: IsSection) -> Element:
    """`main#article-details` with the page's sections as its children, in page order.

    Raises BrokenPromise without one, BeyondParser where no parser reads the page to its end.
    """
    if len(utf8) > MAX_BYTES or utf8.count(b"<") > MAX_TAGS:
        raise BrokenPromise(f"a page of more than {MAX_BYTES:,} bytes or {MAX_TAGS:,} tags is not read carefully")
    seen = _without_stray_ends(_UNSEEN.sub(b" ", utf8))
    confirm_whole(seen)  # Beautiful Soup does not tell
    soup = BeautifulSoup(seen, "lxml", from_encoding="utf-8")
    blocks = list(islice(_blocks(_article_main(soup), is_section), MAX_BLOCKS + 1))
    if len(blocks) > MAX_BLOCKS:
        raise BrokenPromise(f"more than {MAX_BLOCKS:,} sections")
    for block in reversed(blocks):  # a section inside another one leaves it first, so that no text is read twice
        block.extract()
    whole = soup.new_tag("main", id=ARTICLE_MAIN)
    whole.extend(_without_copies(blocks))
    return parse_fragment(whole.encode("utf-8"), "main")


def _without_stray_ends(utf8: bytes) -> bytes:
    """The page without every `</main>` that another one follows before the next `<main>`."""
    tags = list(_MAIN_TAG.finditer(utf8))
    ends = [bool(tag[1]) for tag in tags]
    kept, place = [], 0
    for tag, is_end, next_is_end in zip(tags, ends, [*ends[1:], False], strict=False):
        if is_end and next_is_end:
            kept.append(utf8[place : tag.start()])
            place = tag.end()
    return b"".join([*kept, utf8[place:]])


def _article_main(soup: BeautifulSoup) -> Tag:
    """The first such element that holds no other: in one that does, a page broke off and another one followed."""
    mains = soup.find_all("main", id=ARTICLE_MAIN)
    for main, following in zip(mains, [*mains[1:], None], strict=False):
        if following is None or main not in following.parents:
            return main
    raise BrokenPromise(f"the page has no main#{ARTICLE_MAIN}")


def _blocks(main: Tag, is_section: IsSection) -> Iterator[Tag]:
    """What stands in `main` as a child, and what behind its beginning is a section by its id."""
    for element in filter(_is_tag, main.next_elements):
        if element.name == "main":
            return
        if element.parent is main or is_section(str(element.get("id", ""))):
            yield element


def _is_tag(node: PageElement) -> TypeGuard[Tag]:
    return isinstance(node, Tag)


def _without_copies(blocks: list[Tag]) -> list[Tag]:
    """A section that stands twice with the same words counts once; with other words it is another page's."""
    seen: set[tuple[str, str]] = set()
    kept: list[Tag] = []
    for block in blocks:
        copy = (str(block.get("id", "")), " ".join(block.get_text().split()))
        if not copy[0] or copy not in seen:
            kept.append(block)
        seen.add(copy)
    return kept
