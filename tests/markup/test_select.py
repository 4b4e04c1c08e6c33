"""A selector keeps its promise or names what is missing; text is what the page shows, tails included."""

import pytest

from pipeline.errors import BrokenPromise
from pipeline.markup.select import first, has_class, many, maybe, one, text_of, text_without
from pipeline.markup.tree import Element, parse_fragment

LIST = '<div id="lamps"><p class="lamp ">one</p><section><p class=" tall lamp">two</p></section><p>three</p></div>'


def piece(html: str, tag: str = "div") -> Element:
    return parse_fragment(html.encode(), tag)


def texts(found: list[Element]) -> list[str | None]:
    return [text_of(element) for element in found]


def test_many_gives_all_at_any_depth_in_page_order() -> None:
    assert texts(list(many(piece(LIST), "p"))) == ["one", "two", "three"]


def test_a_class_is_compared_as_a_word() -> None:
    assert texts(list(many(piece(LIST), "p", "lamp"))) == ["one", "two"]


@pytest.mark.parametrize("class_", ["lam", "lamps", "", "lamp tall"])
def test_a_part_of_a_class_is_no_class(class_: str) -> None:
    assert not any(has_class(element, class_) for element in piece('<div><p class="tall lamp x">one</p></div>'))


def test_the_parent_is_not_among_its_own() -> None:
    assert list(many(piece("<div>lamp</div>"), "div")) == []


def test_one_gives_the_only_element() -> None:
    assert text_of(one(piece(LIST), "section")) == "two"


def test_one_names_what_is_missing_and_where() -> None:
    with pytest.raises(BrokenPromise, match=r"^no h1\.heading-title in div#lamps$"):
        one(piece(LIST), "h1", "heading-title")


@pytest.mark.parametrize("promise", [one, maybe])
def test_one_too_many_is_named_too(promise: object) -> None:
    assert callable(promise)
    with pytest.raises(BrokenPromise, match=r"^more than one p\.lamp in div#lamps$"):
        promise(piece(LIST), "p", "lamp")


def test_a_place_without_id_is_named_by_its_class_or_its_tag() -> None:
    with pytest.raises(BrokenPromise, match=r"^no p in div#full-view$"):
        one(piece('<div class="full-view "></div>'), "p")
    with pytest.raises(BrokenPromise, match=r"^no p in div$"):
        one(piece("<div></div>"), "p")


def test_maybe_allows_none() -> None:
    assert maybe(piece(LIST), "h1") is None


def test_first_is_for_what_the_page_repeats() -> None:
    assert text_of(first(piece(LIST), "p", "lamp")) == "one"
    assert first(piece(LIST), "h1") is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>CO<sub>2</sub> uptake</div>", "CO2 uptake"),
        ("<div>\n  p<i>K</i> <sub>a</sub>\n</div>", "pK a"),
        ("<div><i>brnK</i><sup>-/-</sup></div>", "brnK-/-"),
        ("<div>a <sub><b><i>n</i></b> </sub>b<i>c<b>d</b>e</i>f</div>", "a n bcdef"),
        ("<div>lines\n   of a\n formatter</div>", "lines of a formatter"),
        ("<div>R&amp;amp;D &lt;1 &nbsp;x</div>", "R&amp;D <1 x"),
        ("<div>x<math><mi>α</mi><mo>=</mo><mn>5</mn></math>y</div>", "xα=5y"),
        ("<div>be<!-- not shown -->fore</div>", "before"),
        ('<div>see <ext-link xlink:href="https://example.org">here</ext-link>.</div>', "see here."),
    ],
)
def test_inline_markup_leaves_its_text_and_no_blank(html: str, expected: str) -> None:
    assert text_of(piece(html)) == expected


@pytest.mark.parametrize("html", ["<div></div>", "<div> \n <i> </i>\ufeff</div>"])
def test_an_element_that_shows_nothing_has_no_text(html: str) -> None:
    assert text_of(piece(html)) is None


def test_no_element_has_no_text() -> None:
    assert text_of(None) is None


def test_text_without_a_child_keeps_what_stands_around_it() -> None:
    block = piece("<div>in front <sup>1<b>2</b></sup> of the <i>lan<b>tern</b></i> kelp</div>")

    assert text_without(block, block[0]) == "in front of the lantern kelp"


def test_text_without_an_only_child_is_none() -> None:
    block = piece("<div> <sup>1</sup> </div>")

    assert text_without(block, block[0]) is None
