"""Raw folders for tests of runs: few different pages, and as many files as a test needs."""

from pathlib import Path

from pipeline.raw import Raw
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent

CHALLENGE = "<html><head><title>Checking your browser - reCAPTCHA</title></head><body>…</body></html>"


def write_articles(raw: Path, count: int) -> Path:
    """So many invented articles, one a file."""
    raw.mkdir(parents=True, exist_ok=True)
    for seed in range(1, count + 1):
        article = invent(seed)
        (raw / f"{article.pmid}.html").write_text(render_html(article, Era.DECEMBER_2023), encoding="utf-8")
    return raw


_COPIED = invent(4)
"""It shows all that some of many articles have to show."""


def write_copies(raw: Path, copies: int) -> Path:
    """One article in so many files, which take the place of one."""
    raw.mkdir(parents=True, exist_ok=True)
    first = raw / f"{_COPIED.pmid}.html"
    first.write_bytes(render_html(_COPIED, Era.DECEMBER_2023).encode())
    for number in range(1, copies):
        (raw / f"copy-{number:05d}.html").hardlink_to(first)
    return raw


def copies_of(size: int) -> int:
    """How many copies make so many bytes."""
    return size // len(render_html(_COPIED, Era.DECEMBER_2023).encode()) + 1


def here(raw: Raw) -> Path:
    """A place that the test itself has put on this machine."""
    assert isinstance(raw, Path)
    return raw
