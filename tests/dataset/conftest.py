"""What all tests of the dataset do without: waiting for the disk, and building what was built before."""

import os
from collections.abc import Iterator

import pytest

from pipeline.dataset import publishing
from tests.dataset.builds import Builds


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Nobody cuts the power in a test: waiting for the disk would prove nothing and take half of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """For `given`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "_build", Builds(publishing._build, tmp_path_factory.mktemp("builds")))
        yield
