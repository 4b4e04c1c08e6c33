"""A printed grant in its parts, as far as they are told apart by slashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.grants import GrantParts, split_grant


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        pytest.param(
            "R01 KE004217/KE/NIKT NIH HHS/United States",
            "R01 KE004217",
            GrantParts("R01 KE004217", "KE", "NIKT NIH HHS", "United States"),
            id="all four",
        ),
        pytest.param(
            "0402/SKY_/Skylark Trust/Northmark",
            "0402",
            GrantParts("0402", "SKY_", "Skylark Trust", "Northmark"),
            id="underscore",
        ),
        pytest.param(
            "ZIA KE0100/ImNIH/Intramural NIH HHS/United States",
            "ZIA KE0100",
            GrantParts("ZIA KE0100", "ImNIH", "Intramural NIH HHS", "United States"),
            id="the letters of NIH's own laboratories",
        ),
        pytest.param(
            "CIT-2017/Council for Tides/Vesperland",
            "CIT-2017",
            GrantParts("CIT-2017", None, "Council for Tides", "Vesperland"),
            id="no acronym",
        ),
        pytest.param(
            "BC/H016694/1/BC_/Board of Cold Sciences/Northmark",
            "BC/H016694/1",
            GrantParts("BC/H016694/1", "BC_", "Board of Cold Sciences", "Northmark"),
            id="a number with slashes",
        ),
        pytest.param(
            "61601005/Foundation of Kestrel",
            "61601005",
            GrantParts("61601005", agency="Foundation of Kestrel"),
            id="agency",
        ),
        pytest.param("0402", "0402", GrantParts("0402"), id="a number alone"),
        pytest.param("Lanterna Laboratories", None, GrantParts(agency="Lanterna Laboratories"), id="an agency alone"),
        pytest.param(
            "Skylark Trust/Northmark", None, GrantParts(None, None, "Skylark Trust", "Northmark"), id="no number"
        ),
        pytest.param(
            "KE/NIKT NIH HHS/United States",
            None,
            GrantParts(None, "KE", "NIKT NIH HHS", "United States"),
            id="acronym, no number",
        ),
        pytest.param(
            "7/Moss Fund / Amity Province/Amity Coast",
            "7",
            GrantParts("7", None, "Moss Fund / Amity Province", "Amity Coast"),
            id="as printed",
        ),
        pytest.param("12/Moss Fund/", "12", GrantParts("12", agency="Moss Fund"), id="a slash at the end"),
        pytest.param(
            "123/Moss Fund/Northmark",
            "12",
            GrantParts("12", None, "123/Moss Fund", "Northmark"),
            id="another number in front",
        ),
    ],
)
def test_a_grant_is_number_acronym_agency_and_country(text: str, number: str | None, expected: GrantParts) -> None:
    assert split_grant(text, number) == expected


PARTS = st.text(st.sampled_from("AB_ /-ñ9"), min_size=1, max_size=20)


@given(PARTS, st.one_of(st.none(), PARTS))
def test_every_part_of_a_grant_is_printed_and_none_is_empty(text: str, number: str | None) -> None:
    parts = split_grant(" ".join(text.split()), number)

    assert all(part is None or part for part in parts)
    assert all(part is None or part in " ".join(text.split()) for part in parts[1:])
