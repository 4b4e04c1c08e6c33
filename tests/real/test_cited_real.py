"""References whose fields are known, out of PubMed's XML and off real pages: what is read of them has floors."""

import json
from pathlib import Path

import pytest

from pipeline.normalize.cited import cited
from tests.benchmarks.citations import ALL, SHAPES, Tallies, own_reader, tallies, truth
from tests.benchmarks.cited_pairs import pairs, right

pytestmark = pytest.mark.real

FLOORS = Path(__file__).with_name("cited_floors.json")
"""The least precision and recall of every field, over all styles; raised by hand, never lowered in silence."""
PROMISED_PRECISION, PROMISED_RECALL = 0.98, 0.9
EVERY = 3
"""Of so many articles one is printed."""
READ_AS_PRINTED = {"authors", "volume", "pages"}
"""What a reference and its article's record cannot say differently; years and titles they can."""


@pytest.fixture(scope="module")
def found(real_pages: Path) -> Tallies:
    assert real_pages.is_dir()
    return tallies(truth()[::EVERY], SHAPES, own_reader)


@pytest.fixture(scope="module")
def shares(found: Tallies) -> dict[str, list[float]]:
    """Precision and recall by field, to four digits."""
    overall = {field: tally for (style, field), tally in found.items() if style == ALL}
    return {field: [round(tally.precision or 0, 4), round(tally.recall or 0, 4)] for field, tally in overall.items()}


def test_no_share_is_below_its_floor(shares: dict[str, list[float]]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert set(shares) == set(floors)
    below = [field for field, floor in floors.items() if shares[field][0] < floor[0] or shares[field][1] < floor[1]]
    assert below == [], shares


def test_a_floor_is_raised_when_its_share_has_risen(shares: dict[str, list[float]]) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    above = [
        field
        for field, floor in floors.items()
        if max(a - b for a, b in zip(shares[field], floor, strict=True)) > 0.005
    ]
    assert above == [], shares


def test_no_floor_lies_below_what_was_promised() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))

    assert min(precision for precision, _ in floors.values()) >= PROMISED_PRECISION
    assert min(recall for _, recall in floors.values()) >= PROMISED_RECALL


def test_no_style_is_read_with_less_precision_than_was_promised(found: Tallies) -> None:
    shares = {key: tally.precision for key, tally in found.items() if tally.precision is not None}

    assert {key: share for key, share in shares.items() if share < PROMISED_PRECISION} == {}


def test_real_references_say_what_the_records_of_their_articles_say(real_pages: Path) -> None:
    assert real_pages.is_dir()
    every = list(pairs())

    wrong = [
        (field, pair.text)
        for pair in every
        for field in READ_AS_PRINTED
        if right(cited(pair.text), pair.known, field) is False
    ]

    assert len(every) >= 35
    assert wrong == []
