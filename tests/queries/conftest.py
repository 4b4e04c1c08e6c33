"""The circle's dataset, published once for all tests of queries."""

from pathlib import Path

import pytest

from tests.queries.circle import published_circle


@pytest.fixture(scope="session")
def circle_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the dataset."""
    return published_circle(tmp_path_factory.mktemp("circle"))
