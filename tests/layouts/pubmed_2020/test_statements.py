"""Prose around the abstract: interests, copyright, funding."""

import pytest

from pipeline.layouts.pubmed_2020.statements import extract_conflict_of_interest, extract_funding
from tests.layouts.pubmed_2020.pieces import piece

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"'


def interests(statement: str) -> str | None:
    return extract_conflict_of_interest(
        piece(
            '<div id="conflict-of-interest"><h2 class="title">Conflict of interest statement</h2>'
            f'<div class="statement">{statement}</div></div>'
        )
    )


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (f"<p {XLINK}>The authors declare none.</p>", "The authors declare none."),
        (
            '<h5 class="coi-sec-title">Funding</h5><p>Paid by a trust.</p><h5 class="coi-sec-title">Interests</h5><p>None.</p>',
            "Funding Paid by a trust. Interests None.",
        ),
        ("<p>Y.T. advises<i>lanterns</i>.</p><p>Others: none.</p>", "Y.T. adviseslanterns. Others: none."),
        ("None <b>declared</b>.", "None declared."),
        ("Interests:<p>None.</p>", "Interests: None."),
        (" ", None),
    ],
)
def test_the_statement_is_every_heading_and_paragraph_joined_by_a_blank(statement: str, expected: str | None) -> None:
    assert interests(statement) == expected


def test_the_section_s_own_heading_is_no_part_of_the_statement() -> None:
    assert "Conflict of interest statement" not in (interests("<p>None.</p>") or "")


def test_funding_is_the_statement_in_prose() -> None:
    block = '<div id="grants"><h2>Grants and funding</h2><div class="grants-list"></div><div class="funding-statement">By postcards.</div></div>'

    assert extract_funding(piece(block)) == "By postcards."


def test_numbered_grants_are_no_statement() -> None:
    assert (
        extract_funding(piece('<div id="grants"><div class="grants-list"><ul><li>0402/Trust</li></ul></div></div>'))
        is None
    )
