"""Damage to the bytes of a page's `<main>`, drawn by chance: what crawlers, disks and other people's programs do."""

import re
from collections.abc import Callable
from random import Random

Damage = Callable[[bytes, Random], bytes]

_TAG = re.compile(rb"</?[a-zA-Z][^<>]*>")
_STRAY = (
    b'"', b"'", b"<", b">", b"&", b"&amp;", b"<!--", b"-->", b"<b>", b"</b>", b"<i>", b"<p>", b"</p>", b"</div>",
    b"</span>", b"<a href=x>", b"</a>", b"<table>", b"&#150;", b"&nbsp", b"<br/>", b"<li>", b"</li>", b"<script>",
)  # fmt: skip


def without_tags(page: bytes, chance: Random) -> bytes:
    """One to five tags are gone."""
    tags = [found.span() for found in _TAG.finditer(page, *_main(page))]
    for start, end in sorted(chance.sample(tags, min(len(tags), chance.randint(1, 5))), reverse=True):
        page = page[:start] + page[end:]
    return page


def with_other_bytes(page: bytes, chance: Random) -> bytes:
    """Up to twenty bytes have another value."""
    damaged = bytearray(page)
    for _ in range(chance.randint(1, 20)):
        damaged[chance.randrange(*_main(page))] = chance.randrange(256)
    return bytes(damaged)


def with_a_piece_twice(page: bytes, chance: Random) -> bytes:
    """A piece stands a second time where it does not belong."""
    start, goal = (chance.randrange(*_main(page)) for _ in range(2))
    piece = page[start : start + chance.choice((30, 300, 3000))]
    return page[:goal] + piece + page[goal:]


def with_a_hole(page: bytes, chance: Random) -> bytes:
    """A piece is missing."""
    start = chance.randrange(*_main(page))
    return page[:start] + page[start + chance.choice((1, 10, 100, 1000)) :]


def with_stray_markup(page: bytes, chance: Random) -> bytes:
    """Up to four signs or tags stand where they do not belong."""
    start, end = _main(page)
    for _ in range(chance.randint(1, 4)):
        goal = chance.randrange(start, end)
        page = page[:goal] + chance.choice(_STRAY) + page[goal:]
    return page


DAMAGES: tuple[Damage, ...] = (without_tags, with_other_bytes, with_a_piece_twice, with_a_hole, with_stray_markup)


def _main(page: bytes) -> tuple[int, int]:
    return page.index(b"<main"), page.rindex(b"</main")
