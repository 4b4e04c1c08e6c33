"""The dataset that all tests of commands around history look at, and shards that are read in a moment."""

from pathlib import Path

import pytest

from flows import steps, workers
from tests.flows import nights


@pytest.fixture(scope="session")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`raw` and `output`, for tests that only look."""
    place = tmp_path_factory.mktemp("two-nights")
    return nights.two_nights(place, place / "output")


@pytest.fixture
def own_nights(two_nights: Path, tmp_path: Path) -> Path:
    """The same for one test alone."""
    return nights.copied(two_nights, tmp_path)


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> int:
    """The size of shards that are a quarter of what runs take, and are read in processes all the same."""
    size = steps.SMALLEST_SHARD // 4
    monkeypatch.setattr(steps, "SMALLEST_SHARD", size)
    monkeypatch.setattr(workers, "SMALL", 2 * size)
    return size
