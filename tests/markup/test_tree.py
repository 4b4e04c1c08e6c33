"""Of a page only `<main>` is parsed, cut out of its own bytes."""

import pytest

from pipeline.errors import BeyondParser, BrokenPromise
from pipeline.markup.select import many, text_of
from pipeline.markup.tree import article_element, confirm_whole, parse_fragment

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


def _deep(depth: int, end: bytes = b"") -> bytes:
    return b"<main>" + b"<div>" * depth + b"kelp" + end * depth + b"<p>moss</p></main>"


@pytest.mark.parametrize("end", [b"", b"</div>"])
def test_elements_as_deep_in_each_other_as_the_parser_takes_are_all_there(end: bytes) -> None:
    confirm_whole(_deep(240, end))

    assert text_of(next(many(parse_fragment(_deep(240, end), "main"), "p"))) == "moss"


@pytest.mark.parametrize("depth", [260, 3_000, 100_000])
@pytest.mark.parametrize("end", [b"", b"</div>"])
def test_a_parser_that_stopped_because_it_is_too_deep_is_not_believed(depth: int, end: bytes) -> None:
    for read in (lambda: parse_fragment(_deep(depth, end), "main"), lambda: confirm_whole(_deep(depth, end))):
        with pytest.raises(BeyondParser, match="Excessive depth"):
            read()


@pytest.mark.parametrize("place", ["text", "attribute"])
def test_a_parser_that_stopped_at_a_text_is_not_believed(place: str) -> None:
    def with_length(length: int) -> bytes:
        text, value = (b"a" * length, b"") if place == "text" else (b"", b"a" * length)
        return b"<main><p title='" + value + b"'>" + text + b"</p><p>moss</p></main>"

    assert len(list(many(parse_fragment(with_length(9_000_000), "main"), "p"))) == 2
    with pytest.raises(BeyondParser, match="the parser stopped"):
        parse_fragment(with_length(11_000_000), "main")
