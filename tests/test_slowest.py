"""The pages that took longest are kept, and no others."""

from collections.abc import Iterator

import pytest

from pipeline import slowest
from pipeline.outcome import Provenance
from pipeline.slowest import Slowest


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the clock says next."""
    times: list[float] = [0.0]

    def told() -> Iterator[float]:
        while True:
            yield times.pop(0)

    monkeypatch.setattr(slowest, "perf_counter", told().__next__)
    return times


def _page(uri: str) -> Provenance:
    return Provenance(source_uri=uri, capture_id=None, size=len(uri))


def test_the_longest_are_kept_the_longest_first(clock: list[float]) -> None:
    kept = Slowest(most=2)
    for uri, seconds in (("a", 3.0), ("bb", 1.0), ("ccc", 7.0), ("dddd", 2.0)):
        clock += [100.0, 100.0 + seconds]
        kept.start()
        kept.note(_page(uri))

    assert [(page.source_uri, page.seconds, page.size) for page in kept.pages()] == [("ccc", 7.0, 3), ("a", 3.0, 1)]


def test_where_no_page_was_there_are_none(clock: list[float]) -> None:
    assert clock
    assert Slowest().pages() == ()
