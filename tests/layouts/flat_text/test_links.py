"""Addresses leave the words, and stay beside them."""

import pytest

from pipeline.layouts.flat_text.links import Link, lift_links, separate_links
from pipeline.layouts.flat_text.styles import Links


def read(text: str, style: Links) -> tuple[str, tuple[Link, ...]]:
    lifted, addresses = lift_links(text, style)
    line, links = separate_links(lifted, addresses)
    return line, links


@pytest.mark.parametrize(
    ("text", "style", "words", "links"),
    [
        ("a - [DOI](https://doi.org/10.5555/1)", Links.MARKDOWN, "a - DOI", [("DOI", "https://doi.org/10.5555/1")]),
        ('[a](/b "a \\"c\\" (d)") e', Links.MARKDOWN, "a e", [("a", "/b")]),
        ("[a](/b(c)d)", Links.MARKDOWN, "a", [("a", "/b(c)d")]),
        ("[a](</b c>)", Links.MARKDOWN, "a", [("a", "/b c")]),
        ("[ [a]. ](/1/)", Links.MARKDOWN, " [a]. ", [("[a].", "/1/")]),
        ("[![F](a.gif)](a.jpg)", Links.MARKDOWN, "F", [("F", "a.gif"), ("F", "a.jpg")]),
        ("no [link] (here)", Links.MARKDOWN, "no [link] (here)", []),
        ("- DOI [https://doi.org/1]", Links.BRACKETS, "- DOI", [("DOI", "https://doi.org/1")]),
        ("[Do maps dream?]", Links.BRACKETS, "[Do maps dream?]", []),
        ("- DOI  (https://doi.org/1)", Links.PARENTHESES, "- DOI", [("DOI", "https://doi.org/1")]),
        ("NCT1 (http://a.example/1) .", Links.PARENTHESES, "NCT1.", [("NCT1", "http://a.example/1")]),
        ("code (https://a.example).", Links.PARENTHESES, "code (https://a.example).", []),
        ("[a](/b)", Links.NONE, "[a](/b)", []),
    ],
)
def test_each_way_of_writing_a_link_gives_words_and_address(
    text: str, style: Links, words: str, links: list[tuple[str, str]]
) -> None:
    assert read(text, style) == (words, tuple(Link(*link) for link in links))


def test_numbered_links_find_their_addresses_at_the_end() -> None:
    text = "[1]Skip\n a [2+3] - [2]DOI - [3]PubMed\nReferences\n\n   1. file:///a/\n   2. https://doi.org/1\n   3. file:///90000001/\n"

    lifted, addresses = lift_links(text, Links.NUMBERS)

    assert separate_links(lifted.splitlines()[1], addresses) == (
        " a [2+3] - DOI - PubMed",
        (Link("DOI", "https://doi.org/1"), Link("PubMed", "/90000001/")),
    )
    assert "file:" not in lifted


def test_the_number_behind_a_name_does_not_stick_to_it() -> None:
    line, _ = read("[Ada Brine](/?term=Brine+A)[1](#full-view-affiliation-1)", Links.MARKDOWN)

    assert line.split() == ["Ada", "Brine", "1"]


def test_marks_that_a_text_brings_along_are_no_links() -> None:
    assert read("\ufdd0a\ufdd17\ufdd2", Links.MARKDOWN) == ("a7", ())
