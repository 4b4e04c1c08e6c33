"""A normal form takes away how a value is printed, and no value is the same as another one afterwards."""

import pytest

from pipeline.comparing.normal import (
    Normal,
    as_terms,
    in_any_order,
    in_lower_case,
    without_dashes,
    without_full_stop,
    without_space,
)
from pipeline.comparing.values import Value

SAME: list[tuple[Normal, Value, Value]] = [
    (without_full_stop, "[On lamps]", "[On lamps]."),
    (in_lower_case, "Materials and methods", "MATERIALS AND METHODS:"),
    (without_dashes, "12-9", "12 – 9"),
    (without_space, "None declared. Funding: none.", "None declared.Funding: none."),
    (as_terms, ["kelp", "moss", "ice"], ["kelp; moss", "ice."]),
    (in_any_order, ["Review", "Letter"], ["Letter", "Review"]),
]
OTHER: list[tuple[Normal, Value, Value]] = [
    (without_full_stop, "On lamps", "On lamps?"),
    (in_lower_case, "Methods", "Method"),
    (without_dashes, "12-9", "129"),
    (without_space, "None declared.", "None declared"),
    (as_terms, ["kelp", "moss"], ["moss", "kelp"]),
    (in_any_order, ["Review"], ["Review", "Review"]),
]


@pytest.mark.parametrize(("normal", "page", "xml"), SAME)
def test_a_way_of_printing_is_no_difference(normal: Normal, page: Value, xml: Value) -> None:
    assert normal(page) == normal(xml)


@pytest.mark.parametrize(("normal", "page", "xml"), OTHER)
def test_another_value_is_one(normal: Normal, page: Value, xml: Value) -> None:
    assert normal(page) != normal(xml)
