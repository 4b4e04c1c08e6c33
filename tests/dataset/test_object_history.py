"""Earlier states in an object store: told, kept by name whoever sweeps, and removed with no more than what is nobody's."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.dataset import (
    Published,
    PublishSettings,
    Spared,
    find_article,
    keep,
    kept_snapshots,
    status_of,
    unkeep,
)
from pipeline.dataset.disk.lock import exclusive
from pipeline.errors import DatasetBusy, DatasetMissing, NameTaken, SnapshotMissing
from pipeline.sources import stores
from tests.dataset.machines import Machine, Reader, edition, texts
from tests.dataset.pages import NOON, Page
from tests.stores import Bucket, StoreServer, ages, first, only, reachable_bucket

_ONLY_CURRENT = PublishSettings(keep_count=1, keep_age=timedelta(0), lock_timeout=timedelta(0))
_OLD = timedelta(days=4)
_ONE, _OTHER = Page(uri="1.html", pmid=1), Page(uri="2.html", pmid=2)


@pytest.fixture(scope="module")
def two_states(store_server: StoreServer, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A dataset of two states, as objects."""
    with reachable_bucket(store_server, tmp_path_factory.mktemp("caches")) as bucket:
        machine = Machine(bucket.raw / "set", tmp_path_factory.mktemp("machine"))
        machine.publish(_ONE)
        machine.publish(_OTHER)
        return bucket.objects()


@pytest.fixture
def machine(bucket: Bucket, two_states: Mapping[str, bytes], tmp_path: Path) -> Machine:
    """The same for one test alone."""
    bucket.put_all(two_states.items())
    return Machine(bucket.raw / "set", tmp_path / "machine")


@pytest.fixture
def other(machine: Machine, tmp_path: Path) -> Machine:
    return Machine(machine.address, tmp_path / "other")


@pytest.fixture
def reader(bucket: Bucket) -> Reader:
    return Reader(bucket.server.endpoint, f"{bucket.name}/set")


def _keys(machine: Machine, folder: str) -> set[str]:
    """The keys below a folder of the dataset."""
    found = stores.objects_below(machine.address / folder)
    return {one.path.key.removeprefix(f"{machine.address.key}/") for one in found}


def _sizes(machine: Machine, number: int) -> dict[str, int]:
    """The bytes of each file of a state."""
    with machine.history.pinned(str(number)) as snapshot:
        return {file.path: file.bytes for file in snapshot.manifest.files}


# Names


def test_a_kept_state_outlives_vacuums_and_runs(machine: Machine, bucket: Bucket) -> None:
    keep(machine.address, "paper", "1")
    bucket.server.fault = ages("/data/", _OLD)

    assert machine.history.vacuum(_ONLY_CURRENT, NOON).spared == {1: Spared.NAMED}
    machine.publish(Page(uri="3.html", pmid=3), settings=_ONLY_CURRENT)

    bucket.server.fault = None
    assert list(machine.home.snapshots()) == [1, 3]
    assert set(_sizes(machine, 1)) < _keys(machine, "data")
    assert find_article(machine.address, 1, "paper")["articles"]


def test_a_state_without_its_name_goes_as_the_others_do(machine: Machine) -> None:
    keep(machine.address, "paper", "1")

    assert unkeep(machine.address, "paper").number == 1

    assert list(machine.history.vacuum(_ONLY_CURRENT, NOON).freed) == [1]
    assert kept_snapshots(machine.address) == ()


def test_a_name_stands_for_one_state(machine: Machine, bucket: Bucket) -> None:
    keep(machine.address, "paper", "1")
    keep(machine.address, "paper", "1")

    with pytest.raises(NameTaken, match="unkeep paper"):
        keep(machine.address, "paper", "2")

    assert json.loads(bucket.body("set/_keep/paper.json")) == {"number": 1}
    assert [(one.name, one.number, str(one.path)) for one in kept_snapshots(machine.address)] == [
        ("paper", 1, f"{machine.address}/_manifests/00000001.json")
    ]


def test_of_two_that_take_a_name_at_once_one_has_it(machine: Machine, bucket: Bucket) -> None:
    bucket.server.fault = only("/_keep/", first(lambda: keep(machine.address, "paper", "1")), "PUT")

    with pytest.raises(NameTaken):
        keep(machine.address, "paper", "2")

    assert [one.number for one in kept_snapshots(machine.address)] == [1]


def test_a_name_that_comes_while_its_state_is_about_to_go_holds_it(machine: Machine, bucket: Bucket) -> None:
    """The vacuum has found no name, and a name is given in the moment before it says what it is about to do."""
    bucket.server.fault = only("/_retiring/", first(lambda: keep(machine.address, "paper", "1")), "PUT")

    assert machine.history.vacuum(_ONLY_CURRENT, NOON).spared == {1: Spared.NAMED}

    assert find_article(machine.address, 1, "paper")["articles"]
    assert _keys(machine, "_retiring") == set()


def test_a_name_that_comes_too_late_is_not_given(machine: Machine, bucket: Bucket) -> None:
    vacuum = first(lambda: machine.history.vacuum(_ONLY_CURRENT, NOON))
    bucket.server.fault = only("/_keep/", vacuum, "PUT")

    with pytest.raises(SnapshotMissing, match="holds no snapshot 1"):
        keep(machine.address, "paper", "1")

    assert kept_snapshots(machine.address) == ()


def test_a_state_that_somebody_is_about_to_retire_gets_no_name(machine: Machine, bucket: Bucket) -> None:
    bucket.put("set/_retiring/00000001.0badcafe", b"")

    with pytest.raises(SnapshotMissing, match="holds no snapshot 1"):
        keep(machine.address, "paper", "1")

    assert kept_snapshots(machine.address) == ()


def test_what_a_killed_vacuum_was_about_to_do_is_done_by_the_next_one(machine: Machine, bucket: Bucket) -> None:
    bucket.put("set/_retiring/00000001.0badcafe", b"")

    assert list(machine.history.vacuum(_ONLY_CURRENT, NOON).freed) == [1]

    assert _keys(machine, "_retiring") == set()


def test_a_name_that_is_not_there_cannot_be_taken_away(machine: Machine) -> None:
    with pytest.raises(SnapshotMissing, match="keeps no snapshot named nobody"):
        unkeep(machine.address, "nobody")


# Status


def test_the_status_tells_what_each_run_changed_and_what_each_state_takes(machine: Machine) -> None:
    keep(machine.address, "paper", "1")

    one, two = status_of(machine.address).snapshots

    before, after = _sizes(machine, 1), _sizes(machine, 2)
    assert [(state.number, state.is_current, state.names) for state in (one, two)] == [
        (1, False, ("paper",)),
        (2, True, ()),
    ]
    assert [state.manifest and state.manifest.changes.articles_added for state in (one, two)] == [1, 1]
    assert (one.bytes, two.bytes) == (sum(before.values()), sum(after.values()))
    assert one.own_bytes == sum(size for path, size in before.items() if path not in after)
    assert 0 < one.own_bytes < sum(before.values())


def test_what_no_state_names_is_told_whoever_left_it(machine: Machine, bucket: Bucket) -> None:
    bucket.put("set/data/articles/of-a-dead-run.parquet", b"1234")
    own = status_of(machine.address).snapshots[0].own_bytes
    assert status_of(machine.address).unpublished_bytes == 4

    machine.history.vacuum(_ONLY_CURRENT, NOON)

    assert own is not None
    assert status_of(machine.address).unpublished_bytes == own + 4


def test_beside_a_state_that_cannot_be_read_nobody_can_tell_what_is_whose(machine: Machine, bucket: Bucket) -> None:
    bucket.put("set/_manifests/00000001.json", b'{"format": 99}')

    status = status_of(machine.address)

    assert [one.manifest is None for one in status.snapshots] == [True, False]
    assert status.snapshots[0].bytes is None
    assert [one.own_bytes for one in status.snapshots] == [None, None]
    assert status.unpublished_bytes is None


def test_a_state_that_goes_while_it_is_told_is_left_out(machine: Machine, other: Machine, bucket: Bucket) -> None:
    retire = first(lambda: machine.history.vacuum(_ONLY_CURRENT, NOON))
    bucket.server.fault = only("/_manifests/00000001", retire, "GET")

    assert [one.number for one in other.history.status().snapshots] == [2]


def test_a_state_that_goes_before_it_is_read_is_told_as_missing(
    machine: Machine, other: Machine, bucket: Bucket
) -> None:
    retire = first(lambda: machine.history.vacuum(_ONLY_CURRENT, NOON))
    bucket.server.fault = only("/_manifests/00000001", retire, "GET")

    with pytest.raises(SnapshotMissing, match="retired"), other.history.pinned("1"):
        pass


def test_a_run_whose_state_goes_before_it_is_read_starts_again(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket
) -> None:
    def overtake() -> None:
        machine.publish(*edition("new"), settings=_ONLY_CURRENT)

    bucket.server.fault = only("/_manifests/00000002", first(overtake), "GET")

    assert isinstance(other.publish(*edition("newest")), Published)
    assert set(texts(reader.state(), "articles", "title")) == {"newest"}


# Vacuum


def test_a_vacuum_frees_what_only_the_retired_states_named(machine: Machine, bucket: Bucket) -> None:
    before, after = _sizes(machine, 1), _sizes(machine, 2)
    own = sum(size for path, size in before.items() if path not in after)
    bucket.server.fault = ages("/data/", _OLD)

    retirement = machine.history.vacuum(_ONLY_CURRENT, NOON)

    bucket.server.fault = None
    assert retirement.freed == {1: own}
    assert (retirement.bytes_freed, retirement.spared, retirement.waiting_bytes) == (own, {}, 0)
    assert _keys(machine, "data") - {"data/_clock"} == set(after)


def test_a_vacuum_leaves_young_files_and_a_later_one_removes_them(machine: Machine, bucket: Bucket) -> None:
    own = status_of(machine.address).snapshots[0].own_bytes
    retirement = machine.history.vacuum(_ONLY_CURRENT, NOON)
    assert (retirement.freed, retirement.waiting_bytes) == ({1: 0}, own)

    bucket.server.fault = ages("/data/", _OLD)
    later = machine.history.vacuum(_ONLY_CURRENT, NOON)

    assert (later.freed, later.leftover_bytes, later.waiting_bytes) == ({}, own, 0)


def test_a_vacuum_knows_how_late_it_is_though_nobody_published_since(machine: Machine, bucket: Bucket) -> None:
    manifests, files = ages("_manifests/", _OLD), ages(".parquet", _OLD)
    bucket.server.fault = lambda request, answer: manifests(request, lambda: files(request, answer))

    settings = PublishSettings(keep_count=1, keep_age=timedelta(hours=72))

    assert list(machine.history.vacuum(settings, NOON).freed) == [1]


def test_a_vacuum_beside_a_run_on_another_machine_takes_nothing_of_it(
    machine: Machine, other: Machine, reader: Reader, bucket: Bucket
) -> None:
    vacuum = first(lambda: other.history.vacuum(_ONLY_CURRENT, NOON))
    bucket.server.fault = only("/_manifests/00000003", vacuum, "PUT")

    machine.publish(*edition("new"))

    bucket.server.fault = None
    assert list(machine.home.snapshots()) == [2, 3]
    assert set(_sizes(machine, 3)) < _keys(machine, "data")
    assert set(texts(reader.state(), "articles", "title")) == {"new"}


def test_a_vacuum_beside_a_run_on_this_machine_is_refused(machine: Machine) -> None:
    with (
        exclusive(machine.home.cache.lock, timedelta(0)),
        pytest.raises(DatasetBusy, match="another run is publishing"),
    ):
        machine.history.vacuum(_ONLY_CURRENT, NOON)


def test_a_vacuum_of_no_dataset_makes_nothing(bucket: Bucket, tmp_path: Path) -> None:
    nowhere = Machine(bucket.raw / "nothing", tmp_path)

    with pytest.raises(DatasetMissing):
        nowhere.history.vacuum(_ONLY_CURRENT, NOON)

    assert list(stores.objects_below(bucket.raw)) == []
