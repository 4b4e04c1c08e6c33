"""Every published text has one form, whatever a page makes of white space, accents and invisible characters."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.text import clean

WHITE_SPACE = re.compile(r"\s")
AWKWARD = st.text(
    st.sampled_from("aé\u0301\u0327 \t\n\r\x00\x0b\x1c\x7f\x85\xa0\u2003\u2028\ufeff\ud800\udfff\u212b가\u1100\u1161")
)
ANY_TEXT = st.one_of(st.text(st.characters()), AWKWARD)


@given(ANY_TEXT)
def test_cleaning_clean_text_changes_nothing(raw: str) -> None:
    once = clean(raw)

    assert clean(once) == once


@given(ANY_TEXT)
def test_clean_text_is_in_normal_form_c(raw: str) -> None:
    text = clean(raw) or ""

    assert unicodedata.normalize("NFC", text) == text


@given(ANY_TEXT)
def test_the_only_white_space_is_single_blanks_inside(raw: str) -> None:
    text = clean(raw) or ""

    assert set(WHITE_SPACE.findall(text)) <= {" "}
    assert "  " not in text
    assert text == text.strip()


@given(ANY_TEXT)
def test_nothing_left_is_none_and_never_an_empty_text(raw: str) -> None:
    assert clean(raw) != ""


@given(ANY_TEXT)
def test_clean_text_can_be_stored_as_utf_8(raw: str) -> None:
    text = clean(raw) or ""

    assert text.encode("utf-8").decode("utf-8") == text


@given(ANY_TEXT, ANY_TEXT)
def test_words_stay_apart_and_in_order(left: str, right: str) -> None:
    words = [word for part in (clean(left), clean(right)) if part for word in part.split(" ")]

    assert clean(f"{left} \n {right}") == (" ".join(words) or None)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("Light\u00a0in\u00a0\u00a0brine", "Light in brine", id="no-break spaces"),
        pytest.param("Light\n        in\t brine\r\n", "Light in brine", id="lines of a formatter"),
        pytest.param("thin\u2009space \u3000 wide", "thin space wide", id="typographic spaces"),
        pytest.param("\ufeffLight in brine", "Light in brine", id="byte order mark in front"),
        pytest.param("Light\ufeff in bri\ufeffne", "Light in brine", id="byte order marks inside"),
        pytest.param("Light \ufeff in", "Light in", id="a byte order mark between blanks leaves one blank"),
        pytest.param("a \x00 b", "a b", id="a control character between blanks leaves one blank"),
        pytest.param("a\x00b\x08c\x1bd\x7fe", "abcde", id="control characters inside a word"),
        pytest.param("page\x0cbreak", "page break", id="a form feed is white space"),
        pytest.param("half \ud83d\udca1 \udc00pair", "half pair", id="lone surrogates"),
        pytest.param("e\u0301", "\u00e9", id="accents are composed"),
        pytest.param("e\x00\u0301", "\u00e9", id="an accent that a dropped character kept apart is composed"),
        pytest.param("e\ufeff\u0301", "\u00e9", id="an accent behind a byte order mark is composed"),
        pytest.param("R&amp;D", "R&amp;D", id="entities were resolved once already"),
        pytest.param("zero\u200bwidth", "zero\u200bwidth", id="a zero-width space is no white space"),
        pytest.param("soft\u00adhyphen", "soft\u00adhyphen", id="a soft hyphen is kept"),
        pytest.param("10 µm", "10 µm", id="compatibility characters are not folded"),
    ],
)
def test_a_text_is_cleaned(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize("raw", [None, "", " ", "\n\t", "\u00a0", "\ufeff", "\x00", "\ud800", " \ufeff\x00 "])
def test_nothing_printed_is_none(raw: str | None) -> None:
    assert clean(raw) is None
