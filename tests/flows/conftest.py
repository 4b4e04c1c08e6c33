"""The dataset that all tests of commands around history look at."""

from pathlib import Path

import pytest

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
