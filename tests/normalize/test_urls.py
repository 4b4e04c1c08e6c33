"""Published addresses are absolute, or there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.urls import absolute_url


@pytest.mark.parametrize(
    "href",
    [
        "https://lens.example.org/list?q=1&r=2",
        "http://example.org",
        "ftp://example.org/kelp.zip",
        "HTTPS://EXAMPLE.ORG/A",
    ],
)
def test_an_absolute_address_stays_as_printed(href: str) -> None:
    assert absolute_url(href) == href


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/?term=ZZ1", "https://pubmed.ncbi.nlm.nih.gov/?term=ZZ1"),
        ("//cdn.example.org/a.jpg", "https://cdn.example.org/a.jpg"),
        ("  /90000001/\n", "https://pubmed.ncbi.nlm.nih.gov/90000001/"),
    ],
)
def test_a_relative_address_is_one_of_the_site(href: str, expected: str) -> None:
    assert absolute_url(href) == expected


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https:///www.example.org/a//b", "https://www.example.org/a//b"),
        ("http:////example.org", "http://example.org"),
    ],
)
def test_a_host_stands_behind_two_slashes(href: str, expected: str) -> None:
    assert absolute_url(href) == expected


@pytest.mark.parametrize(
    "href", [None, "", " ", "#", "#grants", "javascript:void(0)", "mailto:a@example.org", "//[", "data:,x"]
)
def test_a_link_that_leads_nowhere_has_no_address(href: str | None) -> None:
    assert absolute_url(href) is None


@given(st.text())
def test_any_text_ends_in_an_absolute_address_or_none(href: str) -> None:
    found = absolute_url(href)

    assert found is None or found.lower().startswith(("http://", "https://", "ftp://"))
