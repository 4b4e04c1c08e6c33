"""Of a page only `<main>` is parsed, cut out of its own bytes."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.markup.select import many, text_of
from pipeline.markup.tree import article_element, parse_fragment

BEFORE = b"<!DOCTYPE html><html><head><title>Light</title></head><body><nav><p>menu</p></nav>"
AFTER = b"<footer><p>footer</p></footer></body></html>"


@pytest.mark.parametrize(
    "main",
    [
        b'<main class="article-details" id="article-details"><p>kelp</p></main>',
        b"<main>\n<p>kelp\n</main>",
        b"<MAIN ID=article-details><P>kelp</P></MAIN>",
        b"<main><p>kelp</p></main\n >",
    ],
)
def test_only_what_stands_inside_main_is_there(main: bytes) -> None:
    found = article_element(BEFORE + main + AFTER)

    assert text_of(found) == "kelp"
    assert found.tag == "main"


def test_of_two_pages_run_together_the_first_is_read() -> None:
    found = article_element(BEFORE + b"<main><p>kelp</p></main>" + AFTER + BEFORE + b"<main><p>moss</p></main>" + AFTER)

    assert text_of(found) == "kelp"


@pytest.mark.parametrize(
    ("page", "promise"),
    [
        (BEFORE + AFTER, "the page has no <main>"),
        (b"", "the page has no <main>"),
        (BEFORE + b"<main", "the page has no <main>"),
        (BEFORE + b"<main><p>kelp", "the page's <main> does not end"),
        (BEFORE + b"</main><main>", "the page's <main> does not end"),
    ],
)
def test_a_page_without_a_whole_main_names_what_it_lacks(page: bytes, promise: str) -> None:
    with pytest.raises(BrokenPromise, match=promise):
        article_element(page)


def test_comments_and_processing_instructions_are_no_text() -> None:
    found = article_element(b"<main>lantern<!-- draft --><?php echo 1 ?> kelp</main>")

    assert text_of(found) == "lantern kelp"


def test_bytes_are_utf_8_whatever_they_claim() -> None:
    found = article_element('<main><meta charset="iso-8859-1"><p>Søndervik β</p></main>'.encode())

    assert text_of(found) == "Søndervik β"


def test_nothing_behind_a_null_byte_is_lost() -> None:
    found = article_element(b"<main><p>lan\x00tern</p><p>kelp</p></main>")

    assert [text_of(paragraph) for paragraph in many(found, "p")] == ["lan\ufffdtern", "kelp"]


@pytest.mark.parametrize("html", [b"", b" ", b"<!-- nothing -->", b"<p>kelp</p>"])
def test_a_piece_without_the_element_names_it(html: bytes) -> None:
    with pytest.raises(BrokenPromise, match=r"tree"):
        parse_fragment(html, "main")


def test_two_pages_do_not_share_a_tree() -> None:
    one, other = article_element(b"<main><p>kelp</p></main>"), article_element(b"<main><p>moss</p></main>")

    assert (text_of(one), text_of(other)) == ("kelp", "moss")
