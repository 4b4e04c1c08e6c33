"""A template accepts the markup that it is written as, and no markup that is not closed in itself."""

import pytest

from pipeline.markup.template import (
    Template,
    Unusual,
    Values,
    all_of,
    attribute,
    end_of_element,
    is_closed,
    one_of,
    text_in,
)

LINK = Template('<li> <a class="title" href="{href}" ~> {text} </a> [[ <p>{note}</p> ]]? </li>')


def found(markup: bytes) -> Values | None:
    try:
        return one_of(LINK, markup, 0).value
    except Unusual:
        return None


@pytest.mark.parametrize(
    "markup",
    [
        b'<li><a class="title" href="/1/">Light</a></li>',
        b'\n <li>\n<a\n class="title"\n href="/1/"\n data-x="y" hidden>Light</a>\n</li>',
        b'<li><a class="title" href="/1/" data-x=\'a "b" c\' >Light</a></li>',
    ],
)
def test_blanks_and_further_attributes_do_not_matter(markup: bytes) -> None:
    assert found(markup) == (b"/1/", b"Light", None)


@pytest.mark.parametrize(
    "markup",
    [
        b'<li><aclass="title" href="/1/">Light</a></li>',
        b'<li><a class="title" href="/1/>Light</a></li>',
        b'<li><a class="title" href="/1/" data-x="y>Light</a></li>',
        b'<li><a class="title" href="/1/" data-x=\'y>Light</a></li>',
        b'<li><a class="title" href="/1/">Light<!-- --></a></li>',
        b'<li><a class="title" href="/1/">Light<span></a></li>',
        b'<li><a class="title" href="/1/">Light</a> more</li>',
        b'<li><a href="/1/" class="title">Light</a></li>',
    ],
)
def test_other_markup_is_not_accepted(markup: bytes) -> None:
    assert found(markup) is None


def test_words_of_a_text_may_be_marked() -> None:
    assert found(b'<li><a class="title" href="/1/"><i>K</i><sub><i>d</i></sub> of light</a></li>') == (
        b"/1/",
        b"<i>K</i><sub><i>d</i></sub> of light",
        None,
    )


@pytest.mark.parametrize(
    "mark", [b'<sup class="key">1</sup>', b'<sub id="references">d</sub>', b'<i\n class="x">K</i>']
)
def test_a_tag_with_a_class_or_an_id_is_no_mark(mark: bytes) -> None:
    assert found(b'<li><a class="title" href="/1/">' + mark + b" of light</a></li>") is None


def test_what_may_be_missing_is_none() -> None:
    assert found(b'<li><a class="title" href="/1/">Light</a><p>new</p></li>') == (b"/1/", b"Light", b"new")


def test_items_are_found_one_behind_the_other() -> None:
    items = all_of(Template("<li>{text}</li>"), b"<li>a</li>\n<li>b</li><p>", 0)

    assert items == ([(b"a",), (b"b",)], 21)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (b"  Light \n in brine ", "Light in brine"),
        (b"R&amp;D &lt;1&gt; &quot;x&quot; O&#x27;Shea", 'R&D <1> "x" O\'Shea'),
        (b"H<sub>2</sub>O", "H2O"),
        (b" ", None),
        (None, None),
    ],
)
def test_a_text_is_clean(markup: bytes | None, text: str | None) -> None:
    assert text_in(markup) == text


@pytest.mark.parametrize("markup", [b"a &alpha; b", b"a & b", b"&amp", b"&#150;"])
def test_references_that_parsers_may_read_otherwise_are_unusual(markup: bytes) -> None:
    with pytest.raises(Unusual):
        text_in(markup)
    with pytest.raises(Unusual):
        attribute(markup)


def test_marks_that_do_not_end_are_unusual() -> None:
    with pytest.raises(Unusual):
        text_in(b"<i>Light")


@pytest.mark.parametrize(
    "markup", [b"", b"text", b"<div><p>a</p><br><img alt='a b'></div>", b"<!-- <b> --><i>x</i>", b"<b>x</b><b>y</b>"]
)
def test_markup_is_closed_whose_elements_all_end(markup: bytes) -> None:
    assert is_closed(markup)


@pytest.mark.parametrize(
    "markup",
    [
        b"<div>",
        b"</div>",
        b"<div></p>",
        b'<i class="x>a</i>',
        b"<!-- ",
        b"<!-- <b>",
        b"<!-- a --!><b>",
        b"a < b",
        b"<b>x</b",
        b"<b></b></b>",
        b"</sup>a<sup>",
        b"<i><b>a</i></b>",
    ],
)
def test_markup_is_not_closed_of_which_something_is_left_open(markup: bytes) -> None:
    assert not is_closed(markup)


def test_an_element_ends_behind_those_in_it() -> None:
    markup = b"a <div>b</div> c</div> d"

    assert markup[end_of_element(b"div", markup, 0) :] == b" d"


def test_an_element_that_does_not_end_is_unusual() -> None:
    with pytest.raises(Unusual):
        end_of_element(b"div", b"a <div>b</div> c", 0)
