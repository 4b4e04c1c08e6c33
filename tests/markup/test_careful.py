"""The careful way finds an article's sections wherever damage has put them, in bounded time."""

from contextlib import suppress
from time import process_time

import pytest

from pipeline.errors import BeyondParser, BrokenPromise
from pipeline.markup.careful import MAX_BLOCKS, MAX_BYTES, MAX_TAGS, careful_article
from pipeline.markup.select import text_of

MAIN = b'<main class="article-details" id="article-details">'
SECTIONS = {"heading", "abstract", "figures"}
SECONDS = 10
"""What no page may take, on a slow machine; most take less than one."""


def sections(main: bytes, before: bytes = b"", after: bytes = b"") -> list[tuple[str | None, str | None]]:
    """The children of the article's element, by id, with their text."""
    page = b"<html><body>" + before + main + after + b"</body></html>"
    return [(child.get("id"), text_of(child)) for child in careful_article(page, SECTIONS.__contains__)]


KELP, MOSS = ("heading", "kelp"), ("abstract", "moss")
HEADING, ABSTRACT = b'<header id="heading">kelp</header>', b'<div id="abstract"><p>moss</p></div>'
WHOLE = MAIN + HEADING + ABSTRACT + b"</main>"


@pytest.mark.parametrize(
    ("main", "before", "after"),
    [
        (WHOLE, b"", b""),
        (WHOLE, b"<script>x = '<main id=\"article-details\">'</script>", b""),
        (WHOLE, b'<!-- <main id="article-details"> -->', b""),
        (WHOLE, b"", b"<script>'</main>'</script>"),
        (WHOLE, b'<main id="menu">menu</main>', b""),
        (MAIN + HEADING + b"</main>" + ABSTRACT + b"</main>", b"", b""),
        (MAIN + HEADING + b"<!-- </main> -->" + ABSTRACT + b"</main>", b"", b""),
        (MAIN + HEADING + b"</div></div>" + ABSTRACT + b"</main>", b"<div>", b"</div>"),
        (MAIN + b'<header id="heading"><b>kelp</header>' + ABSTRACT + b"</main>", b"", b""),
        (MAIN + b'<header id="heading"><div>kelp</header>' + ABSTRACT + b"</main>", b"", b""),
        (MAIN + b"<div><div>" + HEADING + b"</div>" + ABSTRACT + b"</div></main>", b"", b""),
        (WHOLE.removesuffix(b"</main>"), b"", b""),
        (MAIN + HEADING + ABSTRACT + HEADING + ABSTRACT + b"</main>", b"", b""),
        (MAIN + b'<header id="heading">torn' + WHOLE, b"", b""),
    ],
    ids=[
        "a whole page",
        "a main in a script",
        "a main in a comment",
        "an end in a script",
        "another main",
        "a stray end",
        "a stray end in a comment",
        "stray ends of what is around",
        "an inline tag that does not end",
        "a block that does not end",
        "wrappers",
        "no end",
        "every section twice",
        "a page behind one that broke off",
    ],
)  # fmt: skip
def test_every_section_is_found(main: bytes, before: bytes, after: bytes) -> None:
    found = [section for section in sections(main, before, after) if section[0]]

    assert found == [KELP, MOSS]


def test_what_has_no_id_stays_where_it_was() -> None:
    found = sections(MAIN + HEADING + b"<div>buttons</div>" + ABSTRACT + b"</main><div>footer</div>")

    assert found == [KELP, (None, "buttons"), MOSS]


def test_a_section_that_stands_twice_with_other_words_is_kept_twice() -> None:
    assert sections(MAIN + HEADING + b'<header id="heading">fern</header></main>') == [KELP, ("heading", "fern")]


def test_a_section_inside_another_one_leaves_it() -> None:
    assert sections(MAIN + b'<header id="heading">kelp' + ABSTRACT + b" leaf</header></main>") == [
        ("heading", "kelp leaf"),
        MOSS,
    ]


@pytest.mark.parametrize("page", [b"", b"<p>kelp</p>", b"<main><p>kelp</p></main>", b"<!-- " + WHOLE, b"\0"])
def test_a_page_without_an_article_breaks_its_promise(page: bytes) -> None:
    with pytest.raises(BrokenPromise):
        careful_article(page, SECTIONS.__contains__)


@pytest.mark.parametrize(
    "inside",
    [b"k" * MAX_BYTES, b"<b>" * MAX_TAGS, b"<p>kelp</p>" * (MAX_BLOCKS + 1)],
    ids=["bytes", "tags", "sections"],
)
def test_what_would_take_too_long_is_refused(inside: bytes) -> None:
    with pytest.raises(BrokenPromise, match="more than"):
        careful_article(MAIN + inside + b"</main>", SECTIONS.__contains__)


HOSTILE = [b"<div>", b"<b>", b"<!--", b"<script>", b"<", b"</main>", b'<a b="', b'<i id="figures">x', b"<p>", b" a=1"]


@pytest.mark.slow
@pytest.mark.parametrize("piece", [*HOSTILE, MAIN, b"<table><tr><td>", b"<svg><style>", b"&", b"<p a "])
def test_no_page_takes_long(piece: bytes) -> None:
    page = MAIN + piece * min(MAX_BYTES // len(piece) - 99, (MAX_TAGS - 99) // max(1, piece.count(b"<")))
    start = process_time()

    with suppress(BrokenPromise, BeyondParser):
        careful_article(page + b"</main>", SECTIONS.__contains__)

    assert process_time() - start < SECONDS
