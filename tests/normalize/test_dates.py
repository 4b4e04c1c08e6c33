"""Printed dates: the first day that they cover and how much of it is printed; nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.dates import Precision, PrintedDate, electronic_date, printed_date
from tests.invented.citing import MONTHS

DAY, MONTH, YEAR, SEASON = Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.SEASON


@pytest.mark.parametrize(
    ("printed", "first_day", "precision"),
    [
        ("2021 Dec 22", date(2021, 12, 22), DAY),
        ("2021 Dec 2", date(2021, 12, 2), DAY),
        ("2020 Feb 29", date(2020, 2, 29), DAY),
        ("2021 Dec 22-29", date(2021, 12, 22), DAY),
        ("2021 Dec 30-2022 Jan 5", date(2021, 12, 30), DAY),
        ("2021 Dec", date(2021, 12, 1), MONTH),
        ("2021 Dec;59(6)", date(2021, 12, 1), MONTH),
        ("2020 May 4:13:911432", date(2020, 5, 4), DAY),
        ("2021 December 22", date(2021, 12, 22), DAY),
        ("2019 Sept", date(2019, 9, 1), MONTH),
        ("2005 Sep 15-Nov 15", date(2005, 9, 15), DAY),
        ("2023 Oct 27. doi", date(2023, 10, 27), DAY),
        ("2020 [cited 2020 May 4]", date(2020, 1, 1), YEAR),
        ("2019 Jan-Feb", date(2019, 1, 1), MONTH),
        ("2018 Nov - Dec", date(2018, 11, 1), MONTH),
        ("2019 May/June", date(2019, 5, 1), MONTH),
        ("2010 Mar-Apr:(12):1-9", date(2010, 3, 1), MONTH),
        ("2019 Jan-Dec", date(2019, 1, 1), MONTH),
        ("2010 Jul/Aug", date(2010, 7, 1), MONTH),
        ("1998 Dec-1999 Jan", date(1998, 12, 1), MONTH),
        ("1995 Winter", date(1995, 1, 1), SEASON),
        ("Winter 2010", date(2010, 1, 1), SEASON),
        ("Spring-Summer 2010", date(2010, 3, 1), SEASON),
        ("Fall/Winter 2010", date(2010, 9, 1), SEASON),
        ("Winter 2010-Spring 2011", date(2010, 1, 1), SEASON),
        ("2004 Spring", date(2004, 3, 1), SEASON),
        ("2004 Summer", date(2004, 6, 1), SEASON),
        ("2004 Autumn", date(2004, 9, 1), SEASON),
        ("2004 Fall", date(2004, 9, 1), SEASON),
        ("2004 Spring-Summer", date(2004, 3, 1), SEASON),
        ("1986", date(1986, 1, 1), YEAR),
        ("1986;12(3)", date(1986, 1, 1), YEAR),
        ("1999-2000", date(1999, 1, 1), YEAR),
        ("1999/2000", date(1999, 1, 1), YEAR),
        ("1988 First Quarter", date(1988, 1, 1), YEAR),
        ("2021\u00a0Dec\u00a022", date(2021, 12, 22), DAY),
        ("  2021   Dec  22. ", date(2021, 12, 22), DAY),
    ],
)
def test_a_printed_date_is_its_first_day_and_how_much_of_it_is_printed(
    printed: str, first_day: date, precision: Precision
) -> None:
    assert printed_date(printed) == PrintedDate(first_day, precision)


@pytest.mark.parametrize(
    "printed", ["2021 Feb 31", "2021 Feb 29", "2021 Feb 0", "2021 Feb 99"], ids=["31", "29 of a common year", "0", "99"]
)
def test_a_day_that_its_month_does_not_have_leaves_the_month(printed: str) -> None:
    assert printed_date(printed) == PrintedDate(date(2021, 2, 1), MONTH)


@pytest.mark.parametrize("printed", ["2021 Decline of the kelp", "2021 Mayfly", "2021 Marine Light", "2021 Junction"])
def test_a_word_that_begins_like_a_month_is_no_month(printed: str) -> None:
    assert printed_date(printed) == PrintedDate(date(2021, 1, 1), YEAR)


@pytest.mark.parametrize(
    "printed",
    [
        None,
        "",
        " ",
        ".",
        "Dec 2021",
        "22 Dec 2021",
        "12345",
        "2021x",
        "0999",
        "2100 Jan",
        "Kelp 2010",
        "Winter",
        "[cited 2020]",
    ],
)
def test_what_begins_with_no_date_is_none(printed: str | None) -> None:
    assert printed_date(printed) is None


DATES = st.dates(date(1500, 1, 1), date(2099, 12, 31))


@given(DATES, st.sampled_from([DAY, MONTH, YEAR]), st.sampled_from(["", ".", ";12(3):45-60.", ":5:222."]))
def test_every_date_comes_back_with_its_precision_from_any_citation(day: date, precision: Precision, rest: str) -> None:
    parts = (str(day.year), MONTHS[day.month - 1], str(day.day))
    shown = {DAY: 3, MONTH: 2, YEAR: 1}[precision]
    first_day = date(day.year, day.month if shown > 1 else 1, day.day if shown > 2 else 1)

    assert printed_date(" ".join(parts[:shown]) + rest) == PrintedDate(first_day, precision)


@given(DATES, st.integers(0, 11), st.sampled_from("-/"))
def test_a_range_of_months_begins_with_its_first(day: date, last: int, joint: str) -> None:
    found = printed_date(f"{day.year} {MONTHS[day.month - 1]}{joint}{MONTHS[last]}")

    assert found == PrintedDate(date(day.year, day.month, 1), MONTH)


LIKE_A_DATE = st.text(st.sampled_from("0123456789 -/.;:JanFebsprıİſK\u00a0\u0660"), max_size=40)


@given(st.one_of(st.text(), LIKE_A_DATE, st.tuples(st.sampled_from(["2020 ", "Winter "]), LIKE_A_DATE).map("".join)))
def test_any_text_ends_in_a_date_or_none(text: str) -> None:
    found = printed_date(text)

    assert found is None or 1500 <= found.first_day.year < 2100


@pytest.mark.parametrize("printed", ["2021 ſep", "2021 ſpring", "2021 sprİng"])
def test_letters_that_only_fold_to_a_month_are_no_month(printed: str) -> None:
    assert printed_date(printed) == PrintedDate(date(2021, 1, 1), YEAR)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Epub 2013 Jul 26.", date(2013, 7, 26)),
        ("Epub  2012 Aug 2.", date(2012, 8, 2)),
        ("Epub 2013 Jul.", date(2013, 7, 1)),
        ("Epub 2013.", date(2013, 1, 1)),
        ("eCollection 2022. Epub 2021 Mar 4.", date(2021, 3, 4)),
        ("doi: 10.5555/x. Epub 2021 Mar 4; eCollection 2022.", date(2021, 3, 4)),
    ],
)
def test_the_date_of_electronic_publication_is_the_one_behind_epub(printed: str, expected: date) -> None:
    assert electronic_date(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [None, "", "eCollection 2022.", "Print 2011.", "2013 Jul 26.", "Epub ahead of print.", "Epub .", "Epubs 2013."],
)
def test_other_kinds_of_date_are_no_electronic_publication(printed: str | None) -> None:
    assert electronic_date(printed) is None
