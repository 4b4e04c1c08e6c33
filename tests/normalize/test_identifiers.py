"""Identifiers have one form each, and what is no identifier is none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.identifiers import doi, doi_of_link, emails, orcid, pmcid, pmid, pmid_of_link
from pipeline.normalize.text import clean

LARGEST = 9_999_999_999


@pytest.mark.parametrize(
    "printed",
    [
        "10.5555/LUX.2021.000123",
        "https://doi.org/10.5555/lux.2021.000123",
        "http://dx.doi.org/10.5555/lux.2021.000123",
        "HTTPS://DOI.ORG/10.5555/lux.2021.000123",
        "doi:10.5555/lux.2021.000123",
        "doi: 10.5555/lux.2021.000123",
        "DOI: 10.5555/lux.2021.000123.",
        "  10.5555/lux.2021.000123  ",
        "10.5555/lux.2021.000123...",
        "10.5555/lux.2021.000123 - PubMed",
    ],
)
def test_a_doi_has_one_form_however_it_is_printed(printed: str) -> None:
    assert doi(printed) == "10.5555/lux.2021.000123"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("10.5555/S0140-6736(20)32661-1", "10.5555/s0140-6736(20)32661-1"),
        (
            "10.5555/(SICI)9990-0011(1999)12:3<45::AID-LUX7>3.0.CO;2-6",
            "10.5555/(sici)9990-0011(1999)12:3<45::aid-lux7>3.0.co;2-6",
        ),
        ("10.5555/lux_0001.v1", "10.5555/lux_0001.v1"),
        ("10.123456789/x", "10.123456789/x"),
    ],
)
def test_a_doi_keeps_its_odd_signs(printed: str, expected: str) -> None:
    assert doi(printed) == expected


@pytest.mark.parametrize(
    "printed", [None, "", "doi:", "10.5555/", "10.5555/.", "10.55/x", "11.5555/x", "see 10.5555/x", "10.５５５５/x"]
)
def test_what_is_no_doi_is_none(printed: str | None) -> None:
    assert doi(printed) is None


@given(st.from_regex(r"(?:doi: ?)?10\.[0-9]{4,9}/[^\s]{1,30}", fullmatch=True))
def test_a_doi_is_lower_case_clean_and_read_again_as_itself(printed: str) -> None:
    found = doi(printed)

    assert found is None or (found == found.lower() == clean(found) == doi(found) and not found.endswith("."))


def test_percent_signs_of_a_link_to_a_doi_are_resolved() -> None:
    found = doi_of_link("https://doi.org/10.5555/(sici)9990%3C45::aid-lux7%3E3.0.co;2-6")

    assert found == "10.5555/(sici)9990<45::aid-lux7>3.0.co;2-6"


@pytest.mark.parametrize("href", [None, "", "/24269084/", "https://doi.org/", "https://doi.example.org/10.5555/x"])
def test_a_link_elsewhere_has_no_doi(href: str | None) -> None:
    assert doi_of_link(href) is None


@pytest.mark.parametrize(
    "printed",
    [
        "PMC9900123",
        "pmc9900123",
        "PMCID: PMC9900123",
        "http://www.ncbi.nlm.nih.gov/pmc/articles/pmc9900123/",
        "/pmc/articles/PMC9900123/",
        "/pmc/articles/9900123/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9900123/",
        "https://pmc.ncbi.nlm.nih.gov/articles/9900123/",
    ],
)
def test_a_pmcid_is_its_letters_and_its_digits_with_or_without_them_in_the_link(printed: str) -> None:
    assert pmcid(printed) == "PMC9900123"


@pytest.mark.parametrize("printed", [None, "", "PMC", "9900123", "/pmc/articles/", "PMC１２３"])
def test_what_is_no_pmcid_is_none(printed: str | None) -> None:
    assert pmcid(printed) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("90000001", 90_000_001), (" 7 ", 7), ("007", 7), (str(LARGEST), LARGEST)],
)
def test_a_pmid_is_its_digits(printed: str, expected: int) -> None:
    assert pmid(printed) == expected


@pytest.mark.parametrize(
    "printed", [None, "", "0", "000", "-5", "12a", "1.5", "1 2", "²", "１２", str(LARGEST + 1), "9" * 6000]
)
def test_what_is_no_pmid_is_none(printed: str | None) -> None:
    assert pmid(printed) is None


@pytest.mark.parametrize(
    "href",
    [
        "/90000001/",
        "/90000001",
        "/90000001/?from_term=kelp",
        "/90000001/#affiliation-1",
        "https://pubmed.ncbi.nlm.nih.gov/90000001/",
        "http://www.ncbi.nlm.nih.gov/pubmed/90000001",
    ],
)
def test_a_link_to_an_article_has_its_pmid(href: str) -> None:
    assert pmid_of_link(href) == 90_000_001


@pytest.mark.parametrize(
    "href",
    [
        None,
        "",
        "/0/",
        "/",
        "/?term=90000001",
        "/90000001/references/",
        "https://doi.org/10.5555/90000001",
        "https://example.org/90000001/",
    ],
)
def test_a_link_elsewhere_or_to_zero_has_no_pmid(href: str | None) -> None:
    assert pmid_of_link(href) is None


@pytest.mark.parametrize(
    "printed", ["https://orcid.org/0000-0002-1825-009x", "0000-0002-1825-009X", "ORCID: 0000-0002-1825-009X."]
)
def test_an_orcid_is_four_groups_of_four(printed: str) -> None:
    assert orcid(printed) == "0000-0002-1825-009X"


@pytest.mark.parametrize("printed", [None, "", "0000-0002-1825", "0000-0002-1825-00X9", "００００-0002-1825-0097"])
def test_what_is_no_orcid_is_none(printed: str | None) -> None:
    assert orcid(printed) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Orrin Station, Vesperland. m.ravensloot@example.org.", ["m.ravensloot@example.org"]),
        ("Orrin Station. Electronic address: Kelp.Lab@kelp.example.org.", ["Kelp.Lab@kelp.example.org"]),
        (
            "Ysolde tide-desk@example.org moss+data@station.example.com.",
            ["tide-desk@example.org", "moss+data@station.example.com"],
        ),
        (
            "(a_b@example.org); <c.d@example.org>, e@example.co.uk",
            ["a_b@example.org", "c.d@example.org", "e@example.co.uk"],
        ),
        ("a@example.org/b@example.org|c@example.org", ["a@example.org", "b@example.org", "c@example.org"]),
        ("E-mail:a@example.org", ["a@example.org"]),
        (".a@example.org", ["a@example.org"]),
    ],
)
def test_the_e_mail_addresses_of_an_affiliation_come_in_order_without_its_punctuation(
    printed: str, expected: list[str]
) -> None:
    assert emails(printed) == expected


@pytest.mark.parametrize(
    "printed", ["", "Orrin Station.", "kelp @ example.org", "kelp@station", "@example.org", "a@.org"]
)
def test_what_is_no_e_mail_address_is_left_out(printed: str) -> None:
    assert emails(printed) == []


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_an_e_mail_address_is_part_of_the_text_and_has_one_at_sign(printed: str) -> None:
    assert all(found in printed and re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", found) for found in emails(printed))
