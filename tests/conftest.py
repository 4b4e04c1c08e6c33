"""What all tests share: the profile of properties, the real pages, one Prefect and one object store for all."""

import atexit
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.samples import PROFILE
from tests.stores import Bucket, StoreServer, reachable_bucket, serving

REAL_PAGES = Path(__file__).parents[2] / "shared" / "pages"

settings.register_profile("quick", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("quick"), max_examples=2_000)
settings.load_profile(PROFILE)

_STATUS = [1]


def pytest_configure() -> None:
    """End as `_leave` says; registered before any test is imported, it comes last."""
    atexit.register(_leave)


def _leave() -> None:
    """End as the command does, before DuckDB complains of Prefect's threads."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_STATUS[0])


def pytest_sessionfinish(exitstatus: int) -> None:
    """Keep how the tests ended."""
    _STATUS[0] = exitstatus


@pytest.hookimpl(tryfirst=True)  # before xdist looks for groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what reads real pages where there are none; keep all flow tests in one process, with one Prefect.

    Slow tests go first, in whatever order they are, so that no process is left alone with them at the end.
    """
    missing = pytest.mark.skip(reason=f"real pages are not part of the repository: {REAL_PAGES} is missing")
    for item in items:
        if item.get_closest_marker("real") and not REAL_PAGES.is_dir():
            item.add_marker(missing)
        if item.get_closest_marker("flow"):
            item.add_marker(pytest.mark.xdist_group("prefect"))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def real_pages() -> Path:
    """The folder of real pages; for tests that are marked `real`."""
    return REAL_PAGES


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """One temporary Prefect for all flow tests: it takes seconds to start."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture(scope="session")
def store_server() -> Iterator[StoreServer]:
    """One S3 server for the whole session."""
    with serving() as server:
        yield server


@pytest.fixture
def bucket(store_server: StoreServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    """An empty bucket of a server without faults, which this process and those that it starts can find."""
    with reachable_bucket(store_server, tmp_path_factory.mktemp("caches")) as bucket:
        yield bucket
