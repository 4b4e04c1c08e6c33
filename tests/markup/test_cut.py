"""Of a page that was saved in part the children of `<main>` that are whole are told from the one that the cut tore."""

import pytest

from pipeline.errors import Truncated
from pipeline.markup.cut import cut_article
from pipeline.markup.select import text_of

WHOLE = b'<main><div id="a"><p>kelp</p></div>'


@pytest.mark.parametrize(
    "rest",
    [
        b'<div id="b">',
        b'<div id="b"><p>lan',
        b'<div id="b"><p>lantern</p>',
        b'<div id="b"><p>lantern</p></di',
        b'<div id="b"><a title="',
        b'<div id="b"><a title="a > b',
        b'<div id="b"><!-- <div id="c"></div></div> ',
        b'<div id="b">lan&am',
        b'<div id="b">S\xc3',
        b'<p id="b">lantern',
        b'<DIV ID="b"><UL><LI>lan',
    ],
)
def test_the_child_in_which_the_cut_lies_is_taken_out(rest: bytes) -> None:
    found = cut_article(WHOLE + rest)

    assert [child.get("id") for child in found.main] == ["a"]
    assert found.torn is not None
    assert found.torn.get("id") == "b"
    assert text_of(found.main) == "kelp"


@pytest.mark.parametrize("rest", [b"", b"\n  ", b"<", b'<div id="b', b"<!-- draft", b"</ma"])
def test_between_two_children_nothing_is_torn(rest: bytes) -> None:
    found = cut_article(WHOLE + rest)

    assert [child.get("id") for child in found.main] == ["a"]
    assert found.torn is None


@pytest.mark.parametrize("main", [b"", b"<main", b"<main id='a'"])
def test_where_not_even_the_tag_is_whole_nothing_is_left(main: bytes) -> None:
    with pytest.raises(Truncated):
        cut_article(main)
