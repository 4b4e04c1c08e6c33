"""The short byline is taken apart from its end."""

import pytest

from pipeline.layouts.flat_text.byline import Byline, split_byline


@pytest.mark.parametrize(
    ("text", "author", "journal", "has_more"),
    [
        ("Ottoline Quill et al. J Invent Phycol. 2013 Oct.", "Ottoline Quill", "J Invent Phycol", True),
        ("Ottoline Quill et al. J Invent Phycol. .", "Ottoline Quill", "J Invent Phycol", True),
        ("O QUILL. Tang. .", "O QUILL", "Tang", False),
        ("No authors listed. J Kelp. 2017 Jan.", None, "J Kelp", False),
        ("Kelp. Kelp Centre KC. Kelp Newsl. 1986 Oct.", "Kelp. Kelp Centre KC", "Kelp Newsl", False),
        ("O Quill et al. Kelp (Basel). 2017 Jul/Aug.", "O Quill", "Kelp (Basel)", True),
        ("O QUILL . Tang . 1962 .", "O QUILL", "Tang", False),
    ],
)
def test_first_author_journal_and_date_are_told_apart(text: str, author: str, journal: str, has_more: bool) -> None:
    assert split_byline(text) == Byline(author, journal, has_more)


@pytest.mark.parametrize("text", ["", "Ottoline Quill, Ada Brine", "Actions"])
def test_what_ends_in_no_full_stop_is_no_byline(text: str) -> None:
    assert split_byline(text) == Byline()
