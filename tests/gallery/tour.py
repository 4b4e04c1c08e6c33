"""`docs/tour.md`: a page as a reader sees it, beside the records that come out of it, section by section.

It is Markdown with HTML in it that is plain enough for a reader without styles; the site's style sets page and records
side by side, and gives them their colours.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from pipeline.explaining.values import Explained, How
from pipeline.origin import Span
from tests.gallery.marking import marked
from tests.gallery.rows import named, table_of
from tests.gallery.sight import heading, lines, seen
from tests.gallery.strands import RAW, SAMPLE, Part, Taken, taken

_HEAD = """# A page becomes records

Made from `raw/{name}` by `make docs`; do not edit. The page is invented, in PubMed's real markup, and has
{size:,} bytes. In each section below, first (or at the left) the page as a reader sees it, then (or at the right) what
comes out. What is marked is a value; on the site, it has the same colour on both sides, and a badge on the page says which
column it is, or which row. The rest is the site's own, or is told in another way: `#` after a name is
`equal_contribution`, an author's small numbers are `affiliation_positions`, `Free PMC article` is `is_free_pmc`.
"""
_MAIN = re.compile(rb"<main\b|</main\s*>")
_NAMES = {
    "the meta tag og:url": "The page's head, which nobody sees",
    "#heading": "The article's head",
    "#copyright": "Copyright",
}
"""Sections without a heading of their own."""


def tour() -> str:
    """The document."""
    page = taken()
    return "\n".join([_HEAD.format(name=SAMPLE.name, size=len(page.utf8)), *_sections(page)])


def on_the_page(page: Taken, part: Part) -> str:
    """A part of the page with its marks, as HTML."""
    if page.utf8.startswith(b"<meta", part.at.start):
        return f"<code>{escape(page.utf8[part.at.start : part.at.end].decode())}</code>"
    sight = seen(marked(page.utf8, part))
    hidden = f"and {sight.unseen} words in menus and copies that are hidden"
    return sight.markup + (f"<p><small>{hidden}</small></p>" if sight.unseen else "")


def in_the_tables(page: Taken, part: Part) -> str:
    """What comes out of it, as HTML."""
    return "".join(table_of(strand, page.utf8, part.at) for strand in part.strands)


def _sections(page: Taken) -> Iterator[str]:
    before, after = _around(page.utf8)
    head = [part for part in page.parts if part.at.end <= before.end]
    yield from (_section(page, part) for part in head)
    yield _stripped("Before the article", page.utf8, before)
    yield from (_section(page, part) for part in page.parts if part not in head)
    yield _stripped("Behind the article", page.utf8, after)
    yield from (_of_the_file(page), _absent(page.absent), _text(page.text))


def _section(page: Taken, part: Part) -> str:
    tables = ", ".join(f"`{strand.table}`" for strand in part.strands)
    name = heading(page.utf8[part.at.start : part.at.end]) or _NAMES[part.section]
    return f"## {name} → {tables}\n\n{_beside(on_the_page(page, part), in_the_tables(page, part))}\n"


def _beside(left: str, right: str) -> str:
    return f'<div class="beside"><blockquote>{left}</blockquote><div class="records">{right}</div></div>'


def _around(utf8: bytes) -> tuple[Span, Span]:
    """What stands before the page's main part, and behind it."""
    places = [found.start() for found in _MAIN.finditer(utf8)]
    return Span(0, places[0]), Span(places[-1], len(utf8))


def _stripped(name: str, utf8: bytes, at: Span) -> str:
    """What is of the site: no record comes of it."""
    texts = lines(utf8[at.start : at.end])
    left = f'<p class="stripped"><s>{escape(" · ".join(texts))}</s></p>'
    right = f"<p>Nothing. {at.end - at.start:,} bytes with {len(texts)} texts like these are left out.</p>"
    return f"## {name}\n\n{_beside(left, right)}\n"


def _of_the_file(page: Taken) -> str:
    """What no page shows: where it was, and when."""
    sidecar = (RAW / "captures.jsonl").read_text(encoding="utf-8").splitlines()
    own = next(line for line in sidecar if f'"{SAMPLE.name}"' in line)
    left = f"<p>Its line in <code>raw/captures.jsonl</code>:</p><p><code>{escape(own)}</code></p>"
    return f"## The file → `articles`\n\n{_beside(left, named(page.of_the_capture))}\n"


def _absent(absent: Sequence[Explained]) -> str:
    """What is null or empty, and why: that is told, too."""
    told = sorted(absent, key=lambda one: one.why_null)
    rows = [f"| {_columns(list(group))} | {why} |" for why, group in groupby(told, key=lambda one: one.why_null)]
    return "\n".join(["## What this page does not show\n", "| column or table | why |", "|---|---|", *rows, ""])


def _columns(absent: Sequence[Explained]) -> str:
    kinds = {How.NULL: "null", How.EMPTY: "empty"}
    return ", ".join(f"`{one.column or one.table}` ({kinds.get(one.how, str(one.value).lower())})" for one in absent)


def _text(text: str) -> str:
    return f"## All of it → `documents`\n\nThe article's text, in reading order, without anything of the site:\n\n```text\n{text}\n```\n"
