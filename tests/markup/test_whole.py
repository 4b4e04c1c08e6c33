"""A piece of HTML is whole where each of its elements begins and ends in it."""

import pytest

from pipeline.errors import Truncated
from pipeline.markup.whole import promise_whole


@pytest.mark.parametrize(
    "whole",
    [
        b"",
        b"kelp",
        b"<ol><li>kelp</li></ol>",
        b"\n <!-- fetched --> <DIV><Ul></uL></DIV >\n",
        b"<html><body><div></div></body></html>",
        b"<div><p>kelp<br><img src='x.jpg'></div>",
        b"<!-- <div> --><div></div><!-- </div> <ol> -->",
        b"<divide><spanner><list>",
    ],
)
def test_a_piece_whose_elements_end_is_whole(whole: bytes) -> None:
    promise_whole(whole)


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        (b"<ol><li>kelp</li>", "it is cut: a <ol> does not end"),
        (b"<html><body><div></div>", "it is cut: a <html> does not end"),
        (b"<div></div><div cla", "it is cut inside a tag"),
        (b"<div></div", "it is cut inside a tag"),
        (b"kelp</li></ol>", "it is cut in front: a <li> ends that has not begun"),
        (b"</div><div>", "it is cut in front: a <div> ends that has not begun"),
        (b"<div><!-- </div>", "it is cut: a <div> does not end"),
    ],
)
def test_a_piece_that_lost_an_end_or_a_beginning_is_cut_and_says_where(cut: bytes, words: str) -> None:
    with pytest.raises(Truncated) as raised:
        promise_whole(cut)

    assert str(raised.value) == words


def test_many_comments_that_do_not_end_cost_no_more_than_their_length() -> None:
    promise_whole(b"<!--" * 500_000)
