"""Times are UTC, or None where nothing was noted."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources import moments

NOON = datetime(2023, 12, 1, 12, tzinfo=UTC)


def test_a_files_time_keeps_its_microseconds() -> None:
    assert moments.of_file(1_701_432_000_123_456_789) == NOON.replace(microsecond=123_456)


@given(st.integers(min_value=-(2**63), max_value=2**63))
def test_every_time_that_a_file_system_knows_is_a_time(modified_ns: int) -> None:
    assert moments.of_file(modified_ns).tzinfo is UTC


@given(st.integers(min_value=-(10**40), max_value=10**40))
def test_a_files_time_out_of_range_is_the_nearest_one(modified_ns: int) -> None:
    assert (moments.of_file(modified_ns) < moments.EPOCH) == (modified_ns // 1000 < 0)


@pytest.mark.parametrize("modified", [0, 0.0, float("nan"), float("inf"), 1e300, -1e300])
def test_a_tar_entry_without_a_time_has_none(modified: float) -> None:
    assert moments.of_tar_entry(modified) is None


def test_a_zip_entrys_time_is_read_as_utc() -> None:
    assert moments.of_zip_entry((2023, 12, 1, 12, 0, 0)) == NOON


@pytest.mark.parametrize("local", [(1980, 1, 1, 0, 0, 0), (1980, 0, 0, 0, 0, 0), (2023, 13, 40, 25, 0, 0)])
def test_a_zip_entry_without_a_time_has_none(local: moments.ZipTime) -> None:
    assert moments.of_zip_entry(local) is None


@pytest.mark.parametrize("text", ["2023-12-01T12:00:00Z", "2023-12-01T13:00:00+01:00", "20231201T120000+0000"])
def test_a_written_time_becomes_utc(text: str) -> None:
    assert moments.of_text(text) == NOON


@pytest.mark.parametrize("text", ["2023-12-01T12:00:00", "2023-12-01", "yesterday", ""])
def test_a_written_time_needs_its_zone(text: str) -> None:
    with pytest.raises(ValueError, match=r"zone|Invalid"):
        moments.of_text(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00"])
def test_a_written_time_that_utc_cannot_hold_is_told_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="outside of the years"):
        moments.of_text(text)
