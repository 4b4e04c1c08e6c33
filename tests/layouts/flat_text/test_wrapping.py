"""A line's end is the margin's only where the next word would have crossed it."""

import pytest

from pipeline.layouts.flat_text.styles import Breaks
from pipeline.layouts.flat_text.wrapping import is_wrapped, margin_of, unwrap

RULER = "this line of several words is as wide as any line in the text may be"


def lines(*text: str, breaks: Breaks = Breaks.WRAPPED) -> list[str]:
    return [line for line in unwrap("\n".join((RULER, "", *text)), breaks) if line][1:]


def test_a_line_goes_on_where_the_next_word_did_not_fit() -> None:
    assert lines(RULER[:60] + " kelp", "glows") == [RULER[:60] + " kelp glows"]


def test_a_line_with_room_for_the_next_word_ends_where_it_ends() -> None:
    assert lines("Trends Kelp", "Actions") == ["Trends Kelp", "Actions"]


def test_a_blank_line_ends_a_line() -> None:
    assert lines(RULER, "", "glows") == [RULER, "glows"]


def test_an_item_opens_a_line_however_full_the_last_one_is() -> None:
    assert lines(RULER, "  * kelp", "  12. kelp") == [RULER, "  * kelp", "  12. kelp"]


def test_a_number_in_the_column_of_the_words_goes_on() -> None:
    item = "  1. " + RULER[:60]

    assert lines(item, "     2011. Kelp") == [item + " 2011. Kelp"]


def test_a_caption_that_was_cut_short_does_not_go_on() -> None:
    cut = RULER[:-1] + "…"

    assert lines(cut, "Figure 1") == [cut, "Figure 1"]


@pytest.mark.parametrize(
    ("last", "following", "joined"),
    [
        ("doi: 10.5555", "/kelp.1", "doi: 10.5555/kelp.1"),
        ("doi: 10.5555/", "kelp.1", "doi: 10.5555/kelp.1"),
        ("J Kelp. 2005;12", "(3):45", "J Kelp. 2005;12(3):45"),
        ("J Kelp. 2005;", "12:45", "J Kelp. 2005;12:45"),
        ("of the kelp", "(brown)", "of the kelp (brown)"),
    ],
)
def test_identifiers_and_citations_are_made_whole_again(last: str, following: str, joined: str) -> None:
    filler = "x" * (len(RULER) - len(last) - 1)

    assert lines(f"{filler} {last}", following) == [f"{filler} {joined}"]


@pytest.mark.parametrize(
    ("last", "following", "joined"),
    [
        ("sub-", "lineages", "sub-lineages"),
        ("pre-", "and postnatal", "pre- and postnatal"),
        ("LR-", "0.66", "LR- 0.66"),
    ],
)
def test_a_compound_is_made_whole_where_the_tool_breaks_it(last: str, following: str, joined: str) -> None:
    filler = "x" * (len(RULER) - len(last) - 1)

    assert lines(f"{filler} {last}", following, breaks=Breaks.WRAPPED_AT_HYPHENS) == [f"{filler} {joined}"]


def test_a_tool_that_breaks_at_blanks_only_leaves_a_hyphen_its_blank() -> None:
    filler = "x" * (len(RULER) - 5)

    assert lines(f"{filler} sub-", "lineages") == [f"{filler} sub- lineages"]


def test_the_margin_is_measured_where_most_lines_begin() -> None:
    long_address = "   see https://kelp.example/" + "a" * 300

    assert margin_of([RULER, RULER, long_address]) == len(RULER)


def test_a_text_with_one_long_paragraph_is_not_wrapped() -> None:
    assert is_wrapped("\n".join([RULER] * 5))
    assert not is_wrapped(" ".join([RULER] * 5))
