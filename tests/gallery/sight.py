"""A part of the page as a reader sees it, and how much of it nobody sees: menus, and copies for narrower screens.

Of the page's markup only what its text needs is left: no link, no script, no style, no address of any server.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, cast

from lxml import html
from lxml.html import HtmlElement

_HIDDEN_CLASSES = ("short-view", "dropdown", "short-authors", "short-journal-citation", "in-clipboard-label", "overlay")
"""What the style of the site hides."""
_UNSEEN: Final = " | ".join(
    (
        ".//*[@hidden or @aria-hidden='true']",
        *(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _HIDDEN_CLASSES),
    )
)
_SILENT: Final = ".//script | .//style | .//svg | .//noscript | .//meta | .//link | .//input | .//comment()"
_KEPT = frozenset({"mark", "ul", "ol", "li", "strong", "b", "em", "i", "sub", "sup", "p"})
_BLOCKS = frozenset({"div", "header", "section", "figure", "figcaption", "aside", "footer", "form"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_BLANKS = re.compile(r"\s+")


class Sight(NamedTuple):
    """What is to be seen."""

    markup: str
    """In one line."""
    unseen: int
    """Words that are printed, and hidden."""


def seen(markup: bytes) -> Sight:
    """A part of a page, in the few tags that a text needs."""
    root = html.fragment_fromstring(markup.decode(), create_parent="div")
    _taken_out(root, _SILENT)
    _opened(root)
    unseen = _taken_out(root, _UNSEEN)
    for element in list(root.iterdescendants()):
        _plainer(element)
    _without_hulls(root)
    written = html.tostring(root, encoding="unicode").strip()
    return Sight(_BLANKS.sub(" ", written), unseen)


def heading(markup: bytes) -> str:
    """What a section calls itself; '' where it has no heading."""
    found = html.fragment_fromstring(markup.decode(), create_parent="div").find(".//h2")
    return "" if found is None else " ".join(found.text_content().split())


def lines(markup: bytes) -> list[str]:
    """All texts of a part that holds nothing of an article, each once."""
    root = html.document_fromstring(markup.decode())
    _taken_out(root, _SILENT)
    body = root.find("body")
    texts = (_BLANKS.sub(" ", text).strip() for text in (root if body is None else body).itertext())
    return list(dict.fromkeys(text for text in texts if text))


def _opened(root: HtmlElement) -> None:
    """Show what a click opens: the first hidden part that has marks which are seen nowhere else."""
    known = {_mark(one) for one in _found(root, ".//mark[@data-badge]") if not _is_hidden(one, root)}
    for mark in _found(root, ".//mark[@data-badge]"):
        if _mark(mark) not in known:
            for above in mark.iterancestors():
                above.attrib.clear()
            known |= {_mark(one) for one in _found(root, ".//mark[@data-badge]") if not _is_hidden(one, root)}


def _mark(element: HtmlElement) -> tuple[str | None, str | None]:
    return element.get("style"), element.get("data-badge")


def _is_hidden(element: HtmlElement, root: HtmlElement) -> bool:
    hidden = set(_found(root, _UNSEEN))
    return any(above in hidden for above in element.iterancestors())


def _taken_out(root: HtmlElement, path: str) -> int:
    """Remove what a path finds; how many words these had."""
    words = 0
    for element in _found(root, path):
        if any(above is root for above in element.iterancestors()):
            words += len(element.text_content().split()) if isinstance(element.tag, str) else 0
            element.drop_tree()
    return words


def _found(root: HtmlElement, path: str) -> Sequence[HtmlElement]:
    return cast("list[HtmlElement]", root.xpath(path))


def _plainer(element: HtmlElement) -> None:
    tag = str(element.tag)
    if tag == "img":
        element.tag, element.text = "em", "[image]"
    elif tag in _HEADINGS:
        element.tag = "p"
        _fill(element, "strong")
    elif tag in _BLOCKS:
        element.tag = "div"
    elif tag not in _KEPT or _is_in_bold(element):
        element.drop_tag()
        return
    if tag != "mark":
        element.attrib.clear()


def _is_in_bold(element: HtmlElement) -> bool:
    return element.tag == "p" and next(element.iterancestors("strong"), None) is not None


def _fill(element: HtmlElement, tag: str) -> None:
    """Put all that an element holds into one of this tag."""
    inner = html.Element(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _without_hulls(root: HtmlElement) -> None:
    """Take away what holds no text, and blocks that hold nothing but one block."""
    for element in reversed(list(root.iterdescendants())):
        if not element.text_content().strip():
            (element.drop_tag if element.tag == "mark" else element.drop_tree)()
        elif element.tag == "div" and _holds_one_block(element):
            element.drop_tag()


def _holds_one_block(element: HtmlElement) -> bool:
    return len(element) == 1 and element[0].tag == "div" and not (element.text or "").strip()
