"""Emphasis, escapes and signs of one tool are letters of another."""

import dataclasses

import pytest

from pipeline.layouts.flat_text import Style, recognise
from pipeline.layouts.flat_text.markup import without_markup
from pipeline.layouts.flat_text.styles import Headings, Scripts, Stars
from tests.layouts.flat_text.texts import main_text


def style() -> Style:
    found = recognise(main_text())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("**Aim:** to wind _moths_", "Aim: to wind moths"),
        ("*Vibrio* and **_V. cholerae_**", "Vibrio and V. cholerae"),
        ("snake_case and MRC_/Medical", "snake_case and MRC_/Medical"),
        ("Blockchain* / standards", "Blockchain* / standards"),
        (
            "in a _t_ test. *_P_ < .05, **_P_ < .01, ****_P_ < .0001.",
            "in a t test. *P < .05, **P < .01, ****P < .0001.",
        ),
        ("Predict*Vibrio cholerae* in kelp", "PredictVibrio cholerae in kelp"),
        ("** 2 **", " 2 "),
        ("**Figure 2.", "Figure 2."),
        ("Economics\\* 1\\. a \\- b", "Economics* 1. a - b"),
        ("**A** , **B** ;", "A, B;"),
        ("10<sup>3</sup> < 4 <https://a.example>", "103 < 4 https://a.example"),
    ],
)
def test_markdown_leaves_the_words(line: str, words: str) -> None:
    assert without_markup(line, dataclasses.replace(style(), headings=Headings.MARKED)) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("***KELP2**R172* moths glow.** (A) \\**P* < .05", "KELP2R172 moths glow. (A) *P < .05"),
        ("*A**B*, *C,* and \\*\\**P*", "AB, C, and **P"),
    ],
)
def test_where_the_page_s_own_stars_are_escaped_every_other_is_emphasis(line: str, words: str) -> None:
    escaping = dataclasses.replace(style(), headings=Headings.MARKED, stars=Stars.ESCAPED)

    assert without_markup(line, escaping) == words


def test_a_text_that_escapes_a_star_escapes_them_all() -> None:
    found = recognise(main_text("Kelp / genetics\\*"))

    assert found is not None
    assert found.stars is Stars.ESCAPED


def test_text_browsers_signs_leave_the_letters() -> None:
    signed = dataclasses.replace(style(), scripts=Scripts.SIGNED)

    assert without_markup("10^3 of H[2]O [see 4] T[FH], M [n]", signed) == "103 of H2O [see 4] TFH, M n"


def test_a_plain_text_keeps_every_sign() -> None:
    assert without_markup("10^3 *p* _q_ H[2]O \\-", style()) == "10^3 *p* _q_ H[2]O \\-"
