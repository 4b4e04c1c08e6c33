"""A source URI is printable, unambiguous, and gives the name back."""

import os
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.uris import joined, member_uri, quote, unquote

NAMES = st.one_of(st.binary(max_size=40).map(os.fsdecode), st.text(st.characters(codec="utf-8"), max_size=40))


@given(NAMES)
def test_the_name_can_be_had_back_from_the_uri(name: str) -> None:
    assert unquote(quote(name)) == name


@given(NAMES)
def test_a_uri_has_no_invisible_character_and_no_undecodable_byte(name: str) -> None:
    assert not {category(character) for character in quote(name)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(NAMES)
def test_the_marks_of_members_and_documents_are_never_part_of_a_name(name: str) -> None:
    assert "!" not in quote(name)
    assert "#" not in quote(name)


@given(NAMES, NAMES)
def test_two_names_never_share_a_uri(one: str, other: str) -> None:
    assert (quote(one) == quote(other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("90000001.html", "90000001.html"),
        ("100 % safe.html", "100 %25 safe.html"),
        ("a#2.html", "a%232.html"),
        ("a!.html", "a%21.html"),
        ("a\nb.html", "a%0Ab.html"),
        ("caf\udce9.html", "caf%E9.html"),
        ("café 論文.html", "café 論文.html"),
        ("a\u202eb.html", "a%E2%80%AEb.html"),
    ],
)
def test_only_what_would_mislead_is_encoded(name: str, uri: str) -> None:
    assert quote(name) == uri


def test_a_file_in_the_raw_folder_itself_has_no_slash() -> None:
    assert joined("", "a.html") == "a.html"
    assert joined("b/c", "a.html") == "b/c/a.html"


def test_a_member_is_named_below_its_archive() -> None:
    assert member_uri("b/archive.zip", "dir/a.html") == "b/archive.zip!/dir/a.html"


def test_the_second_member_of_a_name_has_its_own_uri() -> None:
    assert member_uri("archive.tar", "a.html", 2) == "archive.tar!/a.html!2"


def test_the_current_folder_is_no_part_of_a_members_uri() -> None:
    assert member_uri("archive.tar", "./dir/a.html") == "archive.tar!/dir/a.html"
