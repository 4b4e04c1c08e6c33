"""What other programs do to a page on its way: a page disturbed so shows the same article."""

import re

_SHOWN = re.compile(rb">([^<>&]*[A-Za-z]{4}[^<>&]*)<")
_WORD = re.compile(rb"([A-Za-z]{2})([A-Za-z]{2})")
_TAG_NAME = re.compile(rb"</?[A-Za-z][A-Za-z0-9]*")
_BLOCK = re.compile(rb"(</?(?:div|h1|h2|h3|p|dl|dt|dd|ul|li)\b[^<>]*>)")
_LIST = re.compile(rb"(<(?:dl|ul)\b[^<>]*>.*?</(?:dl|ul)>)", re.DOTALL)
_TOOLTIP = re.compile(rb'(\btitle="[A-Z][a-z]+ )([a-z]+)')
_JOURNAL = re.compile(rb'(<a href="#" title="[^<>]*</a>)')


def with_marks(utf8: bytes) -> bytes:
    """Every word marked inside by a highlighter, which does not spare tooltips."""
    marked = _SHOWN.sub(lambda found: b">" + _WORD.sub(rb'\1<mark style="color:red">\2</mark>', found[1]) + b"<", utf8)
    return marked.replace(b'="Annals of ', b'="Annals <mark>of</mark> ')


def with_escaped_marks(utf8: bytes) -> bytes:
    """Marks inside tooltips as a browser writes them that saves the page."""
    return _TOOLTIP.sub(rb"\1&lt;mark class=&quot;x&quot;&gt;\2&lt;/mark&gt;", utf8)


def with_capital_tags(utf8: bytes) -> bytes:
    """All tags in capital letters."""
    return _TAG_NAME.sub(lambda found: found[0].upper(), utf8)


def with_indents(utf8: bytes) -> bytes:
    """Every block on lines of its own."""
    return _BLOCK.sub(rb"\n\t    \1\n    ", utf8)


def as_saved_by_a_browser(utf8: bytes) -> bytes:
    """Tags as a browser writes them, and the boxes that the page's own scripts put around lists."""
    boxed = _LIST.sub(rb'<div class="ui-helper-reset" aria-live="assertive">\1</div>', utf8)
    boxed = _JOURNAL.sub(rb'<span role="menubar">\1</span>', boxed)
    return boxed.replace(b" />", b">").replace(b"<?xml", b"<!--?xml").replace(b"?>", b"?-->")


def with_line_ends_of_windows(utf8: bytes) -> bytes:
    """Every line ended by two characters."""
    return _BLOCK.sub(rb"\1\r\n", utf8.replace(b"\n", b"\r\n"))


DISTURBANCES = (
    with_marks,
    with_escaped_marks,
    with_capital_tags,
    with_indents,
    with_line_ends_of_windows,
    as_saved_by_a_browser,
)
