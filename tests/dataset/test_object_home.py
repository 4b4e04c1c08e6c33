"""A dataset in an object store keeps the promises of one in a folder, and nobody has to know this program to read it."""

import json
import random
from datetime import timedelta
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from werkzeug.wrappers import Request, Response

from pipeline.dataset import (
    Basis,
    Published,
    PublishSettings,
    Unchanged,
    current_files,
    current_snapshot,
    find_article,
    home_of,
    nothing_new,
    open_table,
)
from pipeline.dataset.snapshot.manifest import Manifest
from pipeline.dataset.stores import bucket as bucket_of
from pipeline.errors import ArticleNotFound, DatasetError, DatasetMissing, SnapshotMissing
from pipeline.raw import ObjectPath
from pipeline.sources import stores
from pipeline.tables import TABLES
from tests.dataset.machines import Machine, Reader, edition, editions, texts
from tests.dataset.pages import NOON, Page, published
from tests.stores import Answer, Bucket, ages, fails, first, only

ONE, OTHER = Page(uri="1.html", pmid=1, doi="10.1/one"), Page(uri="2.html", pmid=2)
_RETIRING = PublishSettings(keep_count=1, keep_age=timedelta(0))
_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    backoff = {"init_backoff": timedelta(milliseconds=1), "max_backoff": timedelta(milliseconds=2), "base": 2}
    retries = {"max_retries": 2, "backoff": backoff, "retry_timeout": timedelta(seconds=20)}
    monkeypatch.setattr(stores, "RETRIES", retries)


@pytest.fixture
def address(bucket: Bucket) -> ObjectPath:
    return bucket.raw / "my data" / "set+1"


@pytest.fixture
def machine(address: ObjectPath, tmp_path: Path) -> Machine:
    return Machine(address, tmp_path / "machine")


@pytest.fixture
def reader(bucket: Bucket) -> Reader:
    return Reader(bucket.server.endpoint, f"{bucket.name}/my data/set+1")


def _keys(machine: Machine) -> list[str]:
    """All keys of the dataset, below its address."""
    found = stores.objects_below(machine.address)
    return [one.path.key.removeprefix(f"{machine.address.key}/") for one in found]


def current_of(machine: Machine) -> Manifest:
    return current_snapshot(machine.address).manifest


def _asked_for(bucket: Bucket, method: str) -> list[str]:
    """Of which folders objects were asked for, once for each."""
    return sorted(
        seen.path.split("/set+1/")[1].rpartition("/")[0]
        for seen in bucket.server.seen
        if seen.method == method and "/set+1/" in seen.path
    )


# The tables


def test_the_tables_are_those_of_a_folder(machine: Machine, reader: Reader, tmp_path: Path) -> None:
    for pages in (edition("old"), [ONE, OTHER], [Page(uri="x.html", doi="10.1/x")], edition("new")):
        machine.given(*pages)
        published(tmp_path / "output", pages)

    for table in TABLES:
        in_folder = ds.dataset(tmp_path / "output" / table.name).to_table()
        assert reader.dataset(table.name).to_table().equals(in_folder), table.name


def test_a_second_run_brings_its_pages_to_those_that_are_there(machine: Machine, reader: Reader) -> None:
    machine.given(ONE)

    machine.publish(OTHER)

    assert texts(reader.state(), "articles", "article_id") == ["pmid:1", "pmid:2"]


def test_another_machine_goes_on_where_the_first_one_ended(machine: Machine, reader: Reader, tmp_path: Path) -> None:
    machine.given(ONE)

    Machine(machine.address, tmp_path / "other").publish(OTHER)

    assert texts(reader.state(), "articles", "article_id") == ["pmid:1", "pmid:2"]


def test_publishing_the_same_pages_twice_changes_nothing(machine: Machine) -> None:
    machine.given(ONE)
    before = _keys(machine)

    again = machine.publish(ONE)

    assert isinstance(again, Unchanged)
    assert str(again.snapshot) == f"{machine.address}/_manifests/00000001.json"
    assert _keys(machine) == before


def test_a_rebuild_from_nothing_forgets_what_was_there(machine: Machine, reader: Reader) -> None:
    machine.given(ONE)

    machine.publish(OTHER, basis=Basis.NOTHING)

    assert texts(reader.state(), "articles", "article_id") == ["pmid:2"]
    assert reader.newest().endswith("/00000002.json")


def test_a_run_with_nothing_to_read_is_answered_by_the_newest_state(machine: Machine) -> None:
    assert nothing_new(machine.home) is None
    machine.publish(ONE)

    answer = nothing_new(machine.home)

    assert answer is not None
    assert answer.counts.tables["articles"] == 1


def test_no_object_of_a_state_is_ever_written_again(machine: Machine, bucket: Bucket) -> None:
    machine.given(ONE)
    before = {key for key in _keys(machine) if key.startswith(("data/", "_manifests/"))}
    bucket.server.seen.clear()

    machine.given(OTHER)
    machine.given(ONE, basis=Basis.NOTHING)

    written = {seen.path.split("/set+1/")[1] for seen in bucket.server.seen if seen.method == "PUT"}
    assert written.isdisjoint(before)


def test_schemas_and_dictionary_lie_beside_the_files_for_people(machine: Machine) -> None:
    machine.given(ONE)

    assert {"_schema.json", "data-dictionary.md", "datapackage.json", "views.sql"} < set(_keys(machine))


def test_the_package_beside_the_files_names_those_of_the_newest_state(machine: Machine) -> None:
    machine.given(ONE)
    machine.given(OTHER)

    said = json.loads(bucket_of.read(machine.home.prefix.package) or b"")

    named = {path for one in said["resources"] for path in one["path"]}
    published = {file.path for table in TABLES for file in current_of(machine).files_of(table)}
    assert named == published


# What is asked of the store


def test_a_run_on_the_machine_of_the_last_one_fetches_no_file(machine: Machine, bucket: Bucket) -> None:
    machine.given(*edition("old"))
    bucket.server.seen.clear()

    machine.publish(ONE)

    assert set(_asked_for(bucket, "GET")) == {"_manifests"}


def test_a_run_on_a_new_machine_fetches_what_it_touches_and_no_more(
    machine: Machine, bucket: Bucket, tmp_path: Path
) -> None:
    far = Page(uri="far", pmid=2_000_000)
    small = PublishSettings(articles_per_range=10, smallest_base=0)
    machine.given(*edition("old"), far, settings=small)
    machine.given(Page(uri="far-2", pmid=2_000_001), settings=small)
    files = {key for key in _keys(machine) if key.startswith("data/articles/")}
    bucket.server.seen.clear()

    Machine(machine.address, tmp_path / "other").publish(Page(uri="far-3", pmid=2_000_002), settings=small)

    fetched = [seen.path for seen in bucket.server.seen if seen.method == "GET" and "/data/articles/" in seen.path]
    assert len(files) > len(set(fetched)) > 0
    assert {"data/captures", "data/_inputs"} < set(_asked_for(bucket, "GET"))


def test_a_file_is_fetched_once(machine: Machine, bucket: Bucket, tmp_path: Path) -> None:
    machine.given(*edition("old"))
    other = Machine(machine.address, tmp_path / "other")
    other.given(ONE)
    bucket.server.seen.clear()

    other.publish(ONE)

    assert _asked_for(bucket, "GET") == []


def test_a_large_file_comes_and_goes_in_parts(
    machine: Machine, reader: Reader, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.dataset.stores.bucket.PART_BYTES", 5 * 2**20)
    long = random.Random(1).randbytes(6_000_000).hex()

    machine.given(Page(uri="1", pmid=1, warnings=(f"long: {long}",)))
    Machine(machine.address, tmp_path / "other").publish(Page(uri="2", pmid=2))

    assert any(seen.method == "POST" for seen in bucket.server.seen)
    assert any(seen.span and not seen.span.startswith("bytes=0-") for seen in bucket.server.seen)
    assert reader.state()["captures"]["warnings"].to_pylist() == [[f"long: {long}"], []]


# The cache


def test_a_file_that_arrives_with_other_bytes_is_fetched_again(
    machine: Machine, bucket: Bucket, tmp_path: Path
) -> None:
    machine.given(*edition("old"))
    left = [1]

    def spoil(_: Request, answer: Answer) -> Response:
        response = answer()
        if left:
            left.pop()
            response.set_data(bytes(len(response.get_data())))
        return response

    bucket.server.fault = only("/data/captures/", spoil, "GET")

    assert isinstance(Machine(machine.address, tmp_path / "other").publish(ONE), Published)
    assert not left


def test_a_file_that_is_damaged_in_the_store_is_named(machine: Machine, bucket: Bucket, tmp_path: Path) -> None:
    machine.given(*edition("old"))
    (captures,) = (key for key in _keys(machine) if key.startswith("data/captures/"))
    size = next(one.size for one in stores.objects_below(machine.address) if one.path.key.endswith(captures))
    bucket.put(f"my data/set+1/{captures}", bytes(size))

    with pytest.raises(
        DatasetError, match=r"data/captures/.*not those that the manifest promises.*restore it, or build"
    ):
        Machine(machine.address, tmp_path / "other").publish(ONE)


def test_a_file_that_is_gone_from_the_store_is_named_before_anything_is_published(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    machine.given(*edition("old"))
    (figures,) = (key for key in _keys(machine) if key.startswith("data/figures/"))
    bucket.delete(f"my data/set+1/{figures}")

    with pytest.raises(
        DatasetError, match=r"data/figures/.* is missing; nothing was published. The dataset is damaged"
    ):
        machine.publish(ONE)

    assert reader.newest().endswith("/00000001.json")


def test_the_cache_loses_what_the_newest_state_does_not_name(machine: Machine) -> None:
    machine.given(*edition("old"))
    machine.given(*edition("new"), at=NOON + timedelta(days=20_000))

    kept = {
        path.relative_to(machine.home.cache.root / "files").as_posix()
        for path in machine.home.cache.root.glob("files/data/*/*")
    }

    assert kept == {file.path for file in current_of(machine).files}


def test_the_cache_keeps_what_a_reader_may_be_about_to_open(machine: Machine) -> None:
    machine.given(*edition("old"))
    before = set(machine.home.cache.root.glob("files/data/articles/*"))

    machine.given(*edition("new"))

    assert before < set(machine.home.cache.root.glob("files/data/articles/*"))


def test_the_cache_is_bounded(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.dataset.stores.cache.MOST_BYTES", 0)

    machine.given(*edition("old"), at=NOON + timedelta(days=20_000))

    assert list(machine.home.cache.root.glob("files/data/*/*")) == []


def test_a_cache_that_cannot_be_written_is_told(
    address: ObjectPath, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    with pytest.raises(DatasetError, match="set XDG_CACHE_HOME to a folder that can"):
        home_of(address)


def test_a_manifest_cannot_lead_out_of_the_cache(machine: Machine, bucket: Bucket) -> None:
    machine.given(ONE)
    (key,) = (key for key in _keys(machine) if key.startswith("_manifests/"))
    text = bucket.body(f"my data/set+1/{key}").replace(b'"data/articles/', b'"data/../../../../', 1)
    bucket.put("my data/set+1/_manifests/00000002.json", text)

    with pytest.raises(DatasetError, match="is no path below the dataset"):
        machine.publish(OTHER)


# Manifests


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b'{"format": 99}', b"\xff", b"null"])
def test_a_manifest_that_is_none_stops_runs_and_readers_with_what_to_do(
    machine: Machine, bucket: Bucket, text: bytes
) -> None:
    machine.given(ONE)
    bucket.put("my data/set+1/_manifests/00000007.json", text)

    with pytest.raises(
        DatasetError, match=r"00000007.json is no manifest that this program can read.*newer pubmed-etl"
    ):
        machine.publish(OTHER)
    with pytest.raises(DatasetError, match="remove it, and the state of the number before it is current again"):
        current_snapshot(machine.address)


def test_objects_of_other_names_are_no_manifests(machine: Machine, bucket: Bucket) -> None:
    for name in ("notes.txt", "1.json", "00000009.json.bak", "old/00000009.json"):
        bucket.put(f"my data/set+1/_manifests/{name}", b"x")

    assert str(machine.given(ONE).snapshot).endswith("/00000001.json")


def test_a_prefix_without_a_dataset_says_so(address: ObjectPath) -> None:
    with pytest.raises(DatasetMissing, match="holds no published dataset"):
        current_snapshot(address)


@pytest.mark.usefixtures("bucket")
def test_a_missing_bucket_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"cannot be listed \(NoSuchBucket.*Check the name of the bucket"):
        Machine(ObjectPath("s3://no-bucket-here", "data"), tmp_path).publish(ONE)


def test_missing_access_is_told_with_what_to_do(machine: Machine, bucket: Bucket) -> None:
    bucket.server.fault = fails(403, "AccessDenied")

    with pytest.raises(DatasetError, match=r"cannot be listed \(AccessDenied.*AWS_ACCESS_KEY_ID"):
        machine.publish(ONE)


def test_access_that_may_only_read_is_told_with_what_to_do(machine: Machine, bucket: Bucket) -> None:
    bucket.server.fault = only("/set+1/", fails(403, "AccessDenied"), "PUT")

    with pytest.raises(DatasetError, match=r"cannot be written .*AccessDenied.*AWS_ACCESS_KEY_ID"):
        machine.given(ONE)


def test_a_store_that_ignores_conditions_is_refused_before_anything_is_published(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    def forget(request: Request, answer: Answer) -> Response:
        request.environ.pop("HTTP_IF_NONE_MATCH", None)
        return answer()

    bucket.server.fault = forget

    with pytest.raises(DatasetError, match=r"takes no heed of `If-None-Match: \*`"):
        machine.given(ONE)

    assert reader.newest() == ""


# Retention


def test_states_beyond_the_newest_are_retired_when_they_are_old(machine: Machine, reader: Reader) -> None:
    for shows in "abcd":
        machine.given(*edition(shows), settings=PublishSettings(keep_count=2, keep_age=timedelta(0)))

    assert list(machine.home.snapshots()) == [3, 4]
    assert editions(reader.state()) == {"d"}


def test_young_states_stay_whatever_their_number(machine: Machine) -> None:
    for shows in "abcd":
        machine.given(*edition(shows), settings=PublishSettings(keep_count=1))

    assert list(machine.home.snapshots()) == [1, 2, 3, 4]


def test_a_state_is_as_old_as_the_one_that_took_its_place_by_the_clock_of_the_store(
    machine: Machine, bucket: Bucket
) -> None:
    machine.given(*edition("a"), settings=PublishSettings(keep_count=1))
    machine.given(*edition("b"), settings=PublishSettings(keep_count=1))
    bucket.server.fault = ages("_manifests/00000002", timedelta(hours=49))

    machine.given(*edition("c"), settings=PublishSettings(keep_count=1))

    assert list(machine.home.snapshots()) == [2, 3]


def test_a_state_stays_for_its_readers_though_it_was_there_for_long(machine: Machine, bucket: Bucket) -> None:
    machine.given(*edition("a"), settings=PublishSettings(keep_count=1))
    bucket.server.fault = ages("_manifests/00000001", timedelta(days=400))

    machine.given(*edition("b"), settings=PublishSettings(keep_count=1))

    assert list(machine.home.snapshots()) == [1, 2]


def test_a_state_that_is_kept_by_name_stays(machine: Machine, bucket: Bucket) -> None:
    machine.given(*edition("a"))
    bucket.put("my data/set+1/_keep/paper.json", b'{"number": 1}')

    machine.given(*edition("b"), settings=_RETIRING)
    machine.given(*edition("c"), settings=_RETIRING)

    assert list(machine.home.snapshots()) == [1, 3]


def test_the_number_of_a_retired_state_stays_taken(machine: Machine, reader: Reader, tmp_path: Path) -> None:
    machine.given(*edition("old"))
    slow = Machine(machine.address, tmp_path / "slow")
    held = slow.home.held(Basis.CURRENT)
    for shows in "bcd":
        machine.given(*edition(shows), settings=_RETIRING)
    assert held.manifest is not None

    with pytest.raises(DatasetError):
        slow.home.commit(held, held.manifest, tmp_path)

    assert editions(reader.state()) == {"d"}


def test_files_of_no_state_go_when_they_are_old(machine: Machine, bucket: Bucket) -> None:
    machine.given(*edition("a"))
    dead = {key for key in _keys(machine) if key.startswith("data/articles/")}
    bucket.server.fault = ages("/data/", 4 * _DAY)

    machine.given(*edition("b"), settings=_RETIRING)

    bucket.server.fault = None
    assert dead.isdisjoint(_keys(machine))
    assert {file.path for file in current_of(machine).files} == {key for key in _keys(machine) if "data/" in key}


def test_young_files_of_no_state_stay_for_they_may_be_a_runs_under_way(machine: Machine, bucket: Bucket) -> None:
    bucket.put("my data/set+1/data/articles/under-way.parquet", b"x")

    machine.given(ONE, settings=_RETIRING)

    assert "data/articles/under-way.parquet" in _keys(machine)


def test_old_files_of_any_remaining_state_stay(machine: Machine, bucket: Bucket) -> None:
    machine.given(*edition("a"))
    before = {key for key in _keys(machine) if key.startswith("data/")}
    bucket.server.fault = ages("/data/", 4 * _DAY)

    machine.given(*edition("b"))

    bucket.server.fault = None
    assert before < set(_keys(machine))


def test_nothing_is_swept_while_a_state_cannot_be_read(machine: Machine, bucket: Bucket) -> None:
    machine.given(*edition("a"))
    before = {key for key in _keys(machine) if key.startswith("data/")}
    machine.given(*edition("b"))
    bucket.put("my data/set+1/_manifests/00000001.json", b'{"format": 99, "of": "a newer program"}')
    bucket.server.fault = ages("/data/", 4 * _DAY)

    machine.given(*edition("c"))

    bucket.server.fault = None
    assert before < set(_keys(machine))


def test_a_run_goes_on_beside_one_that_sweeps(machine: Machine, reader: Reader, bucket: Bucket, tmp_path: Path) -> None:
    machine.given(ONE)
    other = Machine(machine.address, tmp_path / "other")
    bucket.server.fault = only("/data/", first(lambda: other.home.retire(_RETIRING, NOON)), "PUT")

    machine.publish(OTHER)

    assert texts(reader.state(), "articles", "article_id") == ["pmid:1", "pmid:2"]


def test_an_upload_that_took_so_long_that_a_sweep_could_meet_it_is_given_up(
    machine: Machine, reader: Reader, bucket: Bucket
) -> None:
    bucket.server.fault = ages("data/articles/", timedelta(hours=37))

    with pytest.raises(DatasetError, match="the upload took 1 day, 13:00"):
        machine.given(ONE)

    assert reader.newest() == ""


# Reading with the program


def test_an_article_is_found_and_only_its_range_is_fetched(machine: Machine, bucket: Bucket) -> None:
    machine.publish(*edition("old"), settings=PublishSettings(articles_per_range=10, smallest_base=0))
    bucket.server.seen.clear()

    rows = find_article(machine.address, 7)

    assert [row["title"] for row in rows["articles"]] == ["old"]
    fetched = [seen.path for seen in bucket.server.seen if "/data/articles/" in seen.path]
    assert len(fetched) == 1


@pytest.mark.parametrize(("which", "shows"), [("current", "new"), ("previous", "old"), ("1", "old"), ("paper", "old")])
def test_a_state_is_read_by_its_number_and_by_its_name(
    machine: Machine, bucket: Bucket, which: str, shows: str
) -> None:
    machine.given(*edition("old"))
    machine.given(*edition("new"))
    bucket.put("my data/set+1/_keep/paper.json", b'{"number": 1}')

    assert [row["title"] for row in find_article(machine.address, 7, which)["articles"]] == [shows]


@pytest.mark.parametrize(
    ("which", "told"), [("3", "no snapshot 3"), ("nobody", "no snapshot nobody"), ("previous", "no previous snapshot")]
)
def test_a_state_that_is_not_there_is_told(machine: Machine, which: str, told: str) -> None:
    machine.given(ONE)

    with pytest.raises(SnapshotMissing, match=f"holds {told}"):
        find_article(machine.address, 1, which)


def test_an_article_that_is_not_there_is_told(machine: Machine) -> None:
    machine.given(ONE)

    with pytest.raises(ArticleNotFound):
        find_article(machine.address, 99)


def test_a_table_is_opened_by_its_address(machine: Machine) -> None:
    machine.given(ONE)

    assert open_table(str(machine.address), "references").count_rows() == 2


def test_the_files_of_a_table_are_told_as_addresses(machine: Machine) -> None:
    machine.given(ONE)

    (file,) = current_files(str(machine.address), "references")

    assert file.startswith(f"{machine.address}/data/references/references-000000000-")


def test_the_manifest_tells_what_a_reader_needs(machine: Machine, bucket: Bucket) -> None:
    machine.given(ONE)

    manifest = json.loads(bucket.body("my data/set+1/_manifests/00000001.json"))

    assert {file["path"] for file in manifest["files"]} == {key for key in _keys(machine) if key.startswith("data/")}
