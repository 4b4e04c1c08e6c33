"""Grants as printed, with the number that their link tells."""

import pytest

from pipeline.layouts.pubmed_2020.grants import extract_grants
from pipeline.tables import Grant
from tests.layouts.pubmed_2020.pieces import piece


def grant(text: str, number: str) -> str:
    return f'<li class="grant-item"><a title="All articles for grant {text}" href="#" data-ga-label="{number}">\n {text}\n </a></li>'


def read(head: str, tail: str = "") -> tuple[Grant, ...]:
    return extract_grants(
        piece(
            f'<div id="grants"><h2>Grants and funding</h2><div class="grants-list"><ul id="grants-head-list">{head}</ul>'
            f'<ul id="grants-tail-list" class="list-tail">{tail}</ul></div><div class="funding-statement">By postcards.</div>'
            '<button class="show-all">Show all 2 grants</button></div>'
        )
    )


def test_the_hidden_tail_is_listed_too() -> None:
    found = read(grant("1/Moss Fund/Northmark", "1"), grant("2/Moss Fund/Northmark", "2"))

    assert [(g.position, g.grant_id) for g in found] == [(1, "1"), (2, "2")]


def test_a_grant_is_as_printed_and_in_its_parts() -> None:
    (found,) = read(grant("R01 KE4/KE/NIKT NIH HHS/United States", "R01 KE4"))

    assert found == Grant(1, "R01 KE4/KE/NIKT NIH HHS/United States", "R01 KE4", "KE", "NIKT NIH HHS", "United States")


def test_a_number_with_slashes_is_the_one_that_the_link_tells() -> None:
    (found,) = read(grant("BC/H0/1/BC_/Board of Cold Sciences/Northmark", "BC/H0/1"))

    assert (found.grant_id, found.acronym, found.agency) == ("BC/H0/1", "BC_", "Board of Cold Sciences")


@pytest.mark.parametrize("label", ["None", ""], ids=["2023", "2026"])
def test_an_agency_alone_has_no_number(label: str) -> None:
    (found,) = read(grant("Lanterna Laboratories", label))

    assert found == Grant(1, "Lanterna Laboratories", None, None, "Lanterna Laboratories", None)


def test_an_empty_list_with_a_statement_has_no_grants() -> None:
    assert read("") == ()
