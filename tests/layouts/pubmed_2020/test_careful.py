"""The careful way reads what the fast way rejects; where both read a page, they give the same records."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import BrokenPromise
from pipeline.layouts.pubmed_2020 import read_page
from pipeline.layouts.pubmed_2020.reading import READ_CAREFULLY
from pipeline.markup.head import read_head
from pipeline.page import ArticlePage
from tests.invented.article import Era
from tests.invented.html_2020 import render_html
from tests.invented.invent import invent
from tests.layouts.pubmed_2020.pieces import heading, page
from tests.samples import some

DECOY = b"<body><!-- <main> -->"
"""In front of a page, it leads the fast way astray."""


def read(utf8: bytes) -> ArticlePage:
    return read_page(utf8, read_head(utf8))


def carefully(utf8: bytes) -> ArticlePage:
    """The page by the careful way alone, without the warning that says so."""
    found = read(
        utf8.replace(b"<body>", DECOY, 1) if b"<body>" in utf8 else utf8.replace(b"<body", b"<!-- <main> --><body", 1)
    )
    assert found.warnings[0] == READ_CAREFULLY
    return replace(found, warnings=found.warnings[1:])


@pytest.mark.parametrize("era", Era)
@pytest.mark.parametrize("seed", some(range(1, 61), 3))
def test_both_ways_read_the_same(seed: int, era: Era) -> None:
    utf8 = render_html(invent(seed), era).encode()

    assert carefully(utf8) == read(utf8)


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("first", some(range(12), 4))
def test_both_ways_read_the_same_on_real_pages(real_pages: Path, first: int) -> None:
    paths = sorted((real_pages / "html").glob("*.html"))[first::12]
    pages = {path.name: path.read_bytes() for path in paths}

    assert [name for name, utf8 in pages.items() if carefully(utf8) != read(utf8)] == []


WHOLE = render_html(invent(7)).encode()
FIRST_SECTION, LAST_SECTION = b'<div class="abstract" id="abstract">', b'<div class="linkout'


@pytest.mark.parametrize(
    ("lost", "put"),
    [
        (FIRST_SECTION, b"</main>" + FIRST_SECTION),
        (FIRST_SECTION, b"<div>" + FIRST_SECTION),
        (b"</header>", b"<div></header>"),
        (b"<header", b"<div><header"),
        (b"</main>", b"</body></html>"),
    ],
    ids=["stray end of main", "wrapper of the rest", "block in the heading", "wrapper of all", "no end of main"],
)
def test_a_page_with_broken_nesting_shows_the_same_article(lost: bytes, put: bytes) -> None:
    before, main, article = WHOLE.partition(b"<main")
    broken = before + main + article.replace(lost, put, 1)
    assert broken != WHOLE

    found, whole = read(broken), read(WHOLE)

    assert found.warnings[0] == READ_CAREFULLY
    assert replace(found, warnings=()) == replace(whole, warnings=())


def test_two_articles_run_together_are_rejected_for_what_was_broken_first() -> None:
    other = heading().replace("Lantern kelp glows", "Moss does not glow")

    with pytest.raises(BrokenPromise, match="#heading stands twice"):
        read(page(heading() + other))


def test_the_same_article_twice_in_one_main_is_read_once() -> None:
    found = read(page(heading() + heading()))

    assert (found.title, found.warnings) == ("Lantern kelp glows", (READ_CAREFULLY,))


def test_a_page_behind_one_that_broke_off_is_read() -> None:
    torn = page(heading() + '<div id="figures"><p>torn').partition(b"</main>")[0]

    found = read(torn + page(heading()))

    assert (found.title, found.figures, found.warnings) == ("Lantern kelp glows", (), (READ_CAREFULLY,))


def test_a_whole_page_is_not_read_carefully() -> None:
    assert READ_CAREFULLY not in read(WHOLE).warnings
