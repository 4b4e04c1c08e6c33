"""Emphasis, escapes and signs of one tool are letters of another."""

import dataclasses

import pytest

from pipeline.layouts.flat_text import Style, recognise
from pipeline.layouts.flat_text.markup import without_markup
from pipeline.layouts.flat_text.styles import Headings, Scripts
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
        ("Economics\\* 1\\. a \\- b", "Economics* 1. a - b"),
        ("**A** , **B** ;", "A, B;"),
        ("10<sup>3</sup> < 4 <https://a.example>", "103 < 4 https://a.example"),
    ],
)
def test_markdown_leaves_the_words(line: str, words: str) -> None:
    assert without_markup(line, dataclasses.replace(style(), headings=Headings.MARKED)) == words


def test_text_browsers_signs_leave_the_letters() -> None:
    signed = dataclasses.replace(style(), scripts=Scripts.SIGNED)

    assert without_markup("10^3 of H[2]O [see 4] T[FH]", signed) == "103 of H2O [see 4] TFH"


def test_a_plain_text_keeps_every_sign() -> None:
    assert without_markup("10^3 *p* _q_ H[2]O \\-", style()) == "10^3 *p* _q_ H[2]O \\-"
