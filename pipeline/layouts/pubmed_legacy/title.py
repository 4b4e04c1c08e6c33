"""The title, and the language that stands behind a translated one."""

import re
from collections.abc import Iterable

from pipeline.errors import BrokenPromise
from pipeline.markup.select import text_of
from pipeline.markup.tree import Element
from pipeline.normalize.text import clean

_ARTICLE_IN = re.compile(r"\[Article in ([^\[\]]+)\]")


def extract_title(heading: Element) -> str:
    """The title without the full stop that these layouts put behind it and later ones do not."""
    title = text_of(heading)
    if title is None:
        raise BrokenPromise(f"the title, {heading.tag!s}, is empty")
    return without_full_stop(title)


def without_full_stop(text: str) -> str:
    """The text without one final full stop; an ellipsis stays."""
    return text if text.endswith("..") else text.removesuffix(".").rstrip() or text


def article_language(texts: Iterable[str]) -> str | None:
    """`Chinese` of `[Article in Chinese]`, in whichever of the texts around the title it stands."""
    found = (_ARTICLE_IN.search(text) for text in texts)
    return next((clean(match[1]) for match in found if match), None)
